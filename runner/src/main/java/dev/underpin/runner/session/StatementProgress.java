package dev.underpin.runner.session;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far a statement is, as its server says.
 *
 * @param doing what it does at this moment, in the server's words
 * @param done so many parts of that are done
 * @param total of so many; 0 where the server does not say
 */
public record StatementProgress(String doing, long done, long total) {
  /**
   * Ask for it.
   *
   * @param sql its rows have the three values in this order
   * @param session the id of the session that runs the statement, for the parameter of the SQL
   */
  public static Optional<StatementProgress> read(Connection connection, String sql, long session)
      throws SQLException {
    return Sql.rows(connection, sql, session).stream()
        .findFirst()
        .map(
            row ->
                new StatementProgress(
                    row.get(0).orElse(""), number(row.get(1)), number(row.get(2))));
  }

  private static long number(Optional<String> value) {
    return value.map(text -> new BigDecimal(text).longValue()).orElse(0L);
  }
}
