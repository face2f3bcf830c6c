package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.StepView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables before a step, by their number, with the number of the file of each. A rewrite gives a
 * table another file (<a
 * href="https://www.postgresql.org/docs/current/catalog-pg-class.html">pg_class.relfilenode</a>). A
 * transaction holds its locks to its end, so that the strongest one is known before COMMIT.
 */
final class TableFiles implements StepView {
  private static final String FILES =
      """
      SELECT c.oid, c.relfilenode FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON \
      n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname NOT IN \
      ('pg_catalog', 'information_schema', 'underpin') AND n.nspname NOT LIKE 'pg\\_t%'""";

  private static final String LOCKS =
      """
      SELECT relation, mode FROM pg_catalog.pg_locks WHERE pid = pg_backend_pid() AND locktype = \
      'relation' AND granted""";

  /** The weakest first; the server's names for them in its catalog, and those that people use. */
  private static final List<String> MODES =
      List.of(
          "AccessShareLock",
          "RowShareLock",
          "RowExclusiveLock",
          "ShareUpdateExclusiveLock",
          "ShareLock",
          "ShareRowExclusiveLock",
          "ExclusiveLock",
          "AccessExclusiveLock");

  private static final List<String> NAMES =
      List.of(
          "ACCESS SHARE",
          "ROW SHARE",
          "ROW EXCLUSIVE",
          "SHARE UPDATE EXCLUSIVE",
          "SHARE",
          "SHARE ROW EXCLUSIVE",
          "EXCLUSIVE",
          "ACCESS EXCLUSIVE");

  private final Connection connection;
  private final Map<String, String> before;

  TableFiles(Connection connection) throws SQLException {
    this.connection = connection;
    this.before = files();
  }

  private Map<String, String> files() throws SQLException {
    Map<String, String> files = new HashMap<>();
    for (List<Optional<String>> row : Sql.rows(connection, FILES))
      files.put(row.get(0).orElseThrow(), row.get(1).orElseThrow());
    return files;
  }

  @Override
  public Seen now() throws SQLException {
    Map<String, String> now = files();
    boolean rewritten =
        before.entrySet().stream()
            .anyMatch(
                e -> now.containsKey(e.getKey()) && !e.getValue().equals(now.get(e.getKey())));
    return new Seen(lock(), Optional.of(rewritten));
  }

  /** Only those of a transaction that is open are still there. */
  private Optional<String> lock() throws SQLException {
    int strongest = -1;
    for (List<Optional<String>> row : Sql.rows(connection, LOCKS)) {
      if (before.containsKey(row.get(0).orElseThrow()))
        strongest = Math.max(strongest, MODES.indexOf(row.get(1).orElseThrow()));
    }
    return strongest < 0 ? Optional.empty() : Optional.of(NAMES.get(strongest));
  }
}
