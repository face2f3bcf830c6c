package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a concurrent index build leaves when it does not come to its end: an invalid index of that
 * name, which may already reject rows and slow down every write, and which IF NOT EXISTS takes for
 * the real one (<a
 * href="https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY">documentation</a>).
 */
record IndexLeftovers(Connection connection) {
  private static final String FIND =
      """
      SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), i.indisvalid, EXISTS \
      (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid) \
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN \
      pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = ? AND i.indrelid = \
      to_regclass(?)""";
  private static final long POLL_MS = 500;

  private record Found(String index, boolean valid, boolean building) {}

  /**
   * Make room for an index: an invalid one of its name is dropped; while another session is still
   * at it, that is waited for.
   *
   * @return true where the index is there and valid
   */
  boolean heal(ConcurrentIndex wanted, Duration budget) throws SQLException {
    long deadline = System.nanoTime() + budget.toNanos();
    while (true) {
      Optional<Found> found = find(wanted);
      if (found.isEmpty()) return false;
      if (found.get().valid()) return true;
      if (!found.get().building() || System.nanoTime() > deadline) break;
      sleep();
    }
    remove(wanted);
    return false;
  }

  /**
   * Drop what a failed build has left.
   *
   * @return true where now there is nothing of it
   */
  boolean remove(ConcurrentIndex wanted) throws SQLException {
    Optional<Found> found = find(wanted);
    if (found.isEmpty()) return true;
    if (found.get().valid()) return false;
    Sql.execute(connection, "SET lock_timeout = 0");
    Sql.execute(connection, "DROP INDEX CONCURRENTLY IF EXISTS " + found.get().index());
    return true;
  }

  private Optional<Found> find(ConcurrentIndex wanted) throws SQLException {
    for (List<Optional<String>> row : Sql.rows(connection, FIND, wanted.name(), wanted.table())) {
      return Optional.of(new Found(row.get(0).orElseThrow(), is(row.get(1)), is(row.get(2))));
    }
    return Optional.empty();
  }

  private static boolean is(Optional<String> truth) {
    return truth.filter("t"::equals).isPresent();
  }

  private static void sleep() throws SQLException {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(
          "Interrupted while another session builds the index.", SqlStates.CANCELED, e);
    }
  }
}
