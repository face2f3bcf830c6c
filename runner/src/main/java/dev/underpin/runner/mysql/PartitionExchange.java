package dev.underpin.runner.mysql;

import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that exchanges the rows of a partition with a table in the trash. Run twice, it would
 * bring the rows to where they were, so the table says whether it has happened: it has rows behind
 * the statement that moves them there, and none behind the one that brings them back.
 */
final class PartitionExchange {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "ALTER TABLE .* EXCHANGE PARTITION .* WITH TABLE (.*) /\\* (to the trash|back) \\*/",
          Pattern.DOTALL);

  private PartitionExchange() {}

  /** True for such a statement whose work is done. */
  static boolean isDone(Connection connection, String statement) throws SQLException {
    Matcher exchange = STATEMENT.matcher(statement);
    if (!exchange.matches()) return false;
    boolean hasRows =
        Sql.value(connection, "SELECT 1 FROM " + exchange.group(1) + " LIMIT 1").isPresent();
    return hasRows == exchange.group(2).equals("to the trash");
  }
}
