package dev.underpin.runner.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A column of MariaDB gets a new name that a check, a generated column or a default names.
 *
 * <p>MariaDB 10.11 and 11.4 refuse that ({@code Unknown column 'a' in 'CHECK'}) where the table was
 * last read under another name, as by {@code FROM t AS x}: the server keeps the opened table with
 * the expressions as they were read then. Each refusal throws one such opened table away, and an
 * application that reads under other names makes new ones. So the table is locked, and the
 * statement sent until none is left.
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
