package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Note;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a database file keeps beside its schema (<a
 * href="https://www.sqlite.org/pragma.html">documentation</a>). The model does not have it, so a
 * new file has the usual values.
 */
public final class FileSettings {
  /** What a new file has. */
  private static final Map<String, String> USUAL =
      new TreeMap<>(
          Map.of(
              "application_id", "0",
              "auto_vacuum", "0",
              "encoding", "UTF-8",
              "journal_mode", "delete",
              "page_size", "4096",
              "user_version", "0"));

  private FileSettings() {}

  /** A note that names the settings that are not the usual ones. */
  public static Optional<Note> read(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, String> usual : USUAL.entrySet())
      CatalogRows.each(
          connection,
          "PRAGMA " + usual.getKey(),
          row -> {
            String value = row.result().getString(1);
            // A database in memory has a journal of its own kind.
            if (!value.equals(usual.getValue()) && !value.equals("memory"))
              found.add(usual.getKey() + " = " + value);
          });
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Note("", "is not managed: the file has PRAGMA " + String.join(", ", found)));
  }
}
