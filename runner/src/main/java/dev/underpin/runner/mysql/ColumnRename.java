package dev.underpin.runner.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the servers do wrong where a column gets a new name.
 *
 * <p>Where a check, a generated column or a default names the column, MariaDB 10.11 and 11.4 refuse
 * that ({@code Unknown column 'a' in 'CHECK'}) if the table was last read under another name, as by
 * {@code FROM t AS x}: the server keeps the opened table with the expressions as they were read
 * then. Each refusal throws one such opened table away, and an application that reads under other
 * names makes new ones. So the table is locked, and the statement sent until none is left.
 */
final class ColumnRename {
  /** What the server says in place of a table's name; in whatever language it speaks. */
  private static final Set<String> PLACES = Set.of("'CHECK'", "'GENERATED ALWAYS AS'", "'DEFAULT'");

  /** More than a server keeps opened of one table by its default settings. */
  private static final int MOST = 2_000;

  private ColumnRename() {}

  /** True where a statement failed that may work under a lock. */
  static boolean mayWorkLocked(Dialect dialect, String sql, SQLException error) {
    if (error.getErrorCode() != ErrorCodes.UNKNOWN_COLUMN) return false;
    SqlStatement statement = SqlStatement.of(dialect.tokens(sql));
    String message = ErrorCodes.message(error);
    return statement.is("ALTER", "TABLE")
        && (statement.has("RENAME", "COLUMN") || statement.has("CHANGE", "COLUMN"))
        && PLACES.stream().anyMatch(message::endsWith);
  }

  /**
   * True where a statement has given columns their new names though the server says that there is
   * no such table: MySQL 8.0.33 says so of a column that a foreign key of several columns
   * references. What else the statement does is compared with the catalog after the step.
   */
  static boolean hasHappened(
      Connection connection, Dialect dialect, String sql, SQLException error) {
    List<String> tokens = dialect.tokens(sql);
    SqlStatement statement = SqlStatement.of(tokens);
    if (error.getErrorCode() != ErrorCodes.NO_TABLE || !statement.is("ALTER", "TABLE"))
      return false;
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    int at = statement.indexOf(0, "RENAME", "COLUMN");
    for (; at >= 0; at = statement.indexOf(at + 1, "RENAME", "COLUMN")) {
      before.add(tokens.get(at + 2));
      after.add(tokens.get(at + 4));
    }
    before.removeAll(after);
    String table = table(tokens);
    return !after.isEmpty()
        && after.stream().allMatch(column -> isThere(connection, table, column))
        && before.stream().noneMatch(column -> isThere(connection, table, column));
  }

  private static boolean isThere(Connection connection, String table, String column) {
    try {
      Sql.execute(connection, "SELECT " + column + " FROM " + table + " LIMIT 0");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Run the statement while nobody else uses its table. */
  static long runLocked(Connection connection, Dialect dialect, String sql) throws SQLException {
    Sql.execute(connection, "LOCK TABLES " + table(dialect.tokens(sql)) + " WRITE");
    try {
      for (int tries = 1; ; tries++) {
        try {
          return Sql.execute(connection, sql);
        } catch (SQLException e) {
          if (tries == MOST || !mayWorkLocked(dialect, sql, e)) throw e;
        }
      }
    } finally {
      Sql.execute(connection, "UNLOCK TABLES");
    }
  }

  /** The name as it stands in {@code ALTER TABLE name}, also with that of its database. */
  private static String table(List<String> tokens) {
    boolean isQualified = tokens.get(3).equals(".");
    return isQualified ? tokens.get(2) + "." + tokens.get(4) : tokens.get(2);
  }
}
