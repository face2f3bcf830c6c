package dev.underpin.runner.history;

import dev.underpin.runner.session.Database;
import dev.underpin.schema.error.UnderpinException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/** Says where the history cannot be read, and how to go on without it. */
record DamagedHistory(Database database, HistoryTables tables) {
  /** A table or a column is missing. */
  private static final Set<String> MISSING = Set.of("42703", "42P01", "42S02", "42S22");

  DamagedHistory(Database database) {
    this(database, new HistoryTables(database));
  }

  /** Something asked of the history's tables. */
  interface Query<T> {
    T ask() throws SQLException;
  }

  /** The answer of a query that fails where a table or a column is gone. */
  <T> T asking(String table, Query<T> query) throws SQLException {
    try {
      return query.ask();
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      if (!MISSING.contains(String.valueOf(e.getSQLState())) && !message.contains("no such "))
        throw e;
      throw damaged(table + " is not complete: " + message.lines().findFirst().orElse(""), e);
    }
  }

  /** What is read from a row; an error names the row. */
  <T> T reading(String table, String row, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw damaged("the row " + row + " of " + table + " cannot be read: " + why, e);
    }
  }

  private UnderpinException damaged(String what, Throwable cause) {
    return new UnderpinException(
        null,
        UnderpinException.Kind.FAILED,
        """
        The history of %s is damaged: %s
        Nothing was changed. Restore the tables of the history from a backup, or correct them. To go \
        on without it, put it aside; what it has can then no longer be rolled back:
          %s
          %s
        Then record the live schema:  underpin baseline"""
            .formatted(database.url(), what, aside(tables.migrations()), aside(tables.steps())),
        cause);
  }

  /** PostgreSQL takes no schema in the new name, and MySQL needs the database there. */
  private static String aside(String table) {
    String quote = table.substring(table.length() - 1);
    String named = quote.equals("\"") ? table.substring(table.lastIndexOf('.') + 1) : table;
    return "ALTER TABLE %s RENAME TO %s_damaged%s;"
        .formatted(table, named.substring(0, named.length() - 1), quote);
  }
}
