package dev.underpin.runner.mysql;

import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.StepView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables before a step, by their name, with InnoDB's number of each. A table that is built
 * again gets another number, and the old number goes (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/information-schema-innodb-tables-table.html">INNODB_TABLES</a>).
 * Nothing is seen where the user lacks the privilege PROCESS. A statement gives its locks back
 * where it ends, so they are not seen.
 */
final class TableNumbers implements StepView {
  private final Connection connection;
  private final String sql;
  private final Map<String, String> before;

  /**
   * @param table the table of information_schema that has the numbers
   */
  TableNumbers(Connection connection, String table) {
    this.connection = connection;
    this.sql =
        "SELECT name, table_id FROM information_schema."
            + table
            + " WHERE name NOT LIKE 'mysql/%' AND name NOT LIKE 'sys/%'";
    this.before = numbers();
  }

  private Map<String, String> numbers() {
    Map<String, String> numbers = new HashMap<>();
    try {
      for (List<Optional<String>> row : Sql.rows(connection, sql))
        numbers.put(row.get(0).orElse(""), row.get(1).orElse(""));
    } catch (SQLException e) {
      // What is only for information does not end a run.
    }
    return numbers;
  }

  @Override
  public Seen now() {
    if (before.isEmpty()) return Seen.NOTHING;
    Map<String, String> now = numbers();
    if (now.isEmpty()) return Seen.NOTHING;
    boolean rewritten =
        before.entrySet().stream()
            .anyMatch(e -> now.containsKey(e.getKey()) && !now.containsValue(e.getValue()));
    return new Seen(Optional.empty(), Optional.of(rewritten));
  }
}
