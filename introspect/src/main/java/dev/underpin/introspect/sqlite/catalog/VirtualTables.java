package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.introspect.sqlite.connection.SqliteErrors;
import dev.underpin.schema.catalog.Note;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the virtual tables that cannot be read: one that names another table in its arguments, such
 * as the content of a full-text index, is told of no rename (<a
 * href="https://sqlite.org/fts5.html#external_content_tables">documentation</a>).
 */
public final class VirtualTables {
  private VirtualTables() {}

  /** Those of which the module is there, and a query fails. */
  public static List<Note> unusable(Connection connection, StoredSchema stored)
      throws SQLException {
    List<Note> unusable = new ArrayList<>();
    for (SchemaRow row : stored.virtual()) {
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("SELECT * FROM " + Identifiers.quote(row.name())).close();
      } catch (SQLException e) {
        String why = SqliteErrors.message(e);
        if (why.contains("no such module")) continue;
        unusable.add(new Note("virtual table " + row.name(), why));
      }
    }
    return unusable;
  }
}
