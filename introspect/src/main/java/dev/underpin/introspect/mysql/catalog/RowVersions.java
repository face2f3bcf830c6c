package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the columns of each table can still change instantly. MySQL keeps a number a table, in
 * one view for all, and shows it to users who may see everybody's processes.
 */
final class RowVersions {
  private static final String QUERY =
      "SELECT name AS name, total_row_versions AS versions FROM information_schema.innodb_tables"
          + " WHERE total_row_versions > 0";

  /** {@code ER_SPECIFIC_ACCESS_DENIED_ERROR}. */
  private static final int DENIED = 1227;

  /** How a file name says a character that it may not have. */
  private static final Pattern ESCAPE = Pattern.compile("@([0-9a-f]{4})");

  private RowVersions() {}

  /**
   * Adds the number to the facts of each table.
   *
   * @param names the name in the model, by database and table
   */
  static void ask(
      Connection connection,
      MysqlFlavor flavor,
      BiFunction<String, String, QualifiedName> names,
      Map<QualifiedName, TableFacts> facts,
      Consumer<Note> notes)
      throws SQLException {
    OptionalInt limit = flavor.rowVersions();
    if (limit.isEmpty()) return;
    Map<QualifiedName, Integer> used = new HashMap<>();
    try {
      CatalogRows.each(connection, QUERY, row -> used(row, names, used));
    } catch (SQLException e) {
      if (e.getErrorCode() != DENIED) throw e;
      notes.accept(
          new Note(
              "",
              "how often tables can still change instantly is not known: this user lacks the privilege"
                  + " PROCESS"));
      return;
    }
    facts.replaceAll(
        (name, fact) ->
            isPlain(name)
                ? fact.withInstantChanges(limit.getAsInt() - used.getOrDefault(name, 0))
                : fact);
  }

  /** The most of a table's partitions. */
  private static void used(
      Row row, BiFunction<String, String, QualifiedName> names, Map<QualifiedName, Integer> used)
      throws SQLException {
    String[] parts = row.text("name").split("/", 2);
    if (parts.length < 2) return;
    Optional<String> database = unescaped(parts[0]);
    Optional<String> table = unescaped(parts[1].replaceFirst("#.*", ""));
    if (database.isEmpty() || table.isEmpty()) return;
    used.merge(names.apply(database.get(), table.get()), (int) row.number("versions"), Math::max);
  }

  /** Absent where letters are escaped in a way of their own, which those of ASCII are not. */
  private static Optional<String> unescaped(String file) {
    String name =
        ESCAPE
            .matcher(file)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    return file.replaceAll(ESCAPE.pattern(), "").contains("@")
        ? Optional.empty()
        : Optional.of(name);
  }

  /** Of other names it is not known whether they were read. */
  private static boolean isPlain(QualifiedName name) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(name.toString());
  }
}
