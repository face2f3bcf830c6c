package dev.underpin.runner.mysql;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a statement that waits for a metadata lock longer than one try may. The server counts such
 * waits in whole seconds, and whoever asks for the table after the statement waits behind it. The
 * second session is opened only for a statement that lasts, and holds no transaction.
 */
final class MetadataLockWatch implements AutoCloseable {
  private static final String WAITS =
      """
      SELECT 1 FROM information_schema.processlist WHERE id = ? AND state LIKE 'Waiting for % \
      metadata lock'""";

  /** A transaction keeps a metadata lock at one address until it ends. */
  private static final String HOLDERS =
      """
      SELECT concat(g.owner_thread_id, ':', g.object_instance_begin) \
      FROM performance_schema.metadata_locks p \
      JOIN performance_schema.threads t ON t.thread_id = p.owner_thread_id \
      JOIN performance_schema.metadata_locks g ON g.object_type = p.object_type \
      AND g.object_schema = p.object_schema AND g.object_name = p.object_name \
      AND g.lock_status = 'GRANTED' AND g.owner_thread_id <> p.owner_thread_id \
      WHERE p.lock_status = 'PENDING' AND t.processlist_id = ?""";

  private static final String STILL_HELD =
      """
      SELECT 1 FROM performance_schema.metadata_locks WHERE lock_status = 'GRANTED' \
      AND find_in_set(concat(owner_thread_id, ':', object_instance_begin), ?) > 0 LIMIT 1""";

  /** A statement may wait again, for another table, after it has worked for a while. */
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Database database;
  private final long id;
  private @Nullable Thread thread;
  private @Nullable Connection connection;
  private long deadline = Long.MAX_VALUE;
  private boolean ended;
  private boolean closed;
  private String holders = "";

  /**
   * @param id the session that is watched
   */
  MetadataLockWatch(Database database, long id) {
    this.database = database;
    this.id = id;
  }

  /** The session begins a statement. */
  synchronized void begin(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
    ended = false;
    holders = "";
    if (thread == null) {
      thread = new Thread(this::look, "underpin-metadata-locks");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  /** The statement has ended. It is not ended by this any more when the call returns. */
  synchronized void end() {
    deadline = Long.MAX_VALUE;
  }

  /** True where the last statement was ended because it waited too long. */
  synchronized boolean hasEndedStatement() {
    return ended;
  }

  /**
   * True while a transaction that the last statement waited for is open; false where the server
   * keeps no account of that (MariaDB), or this user may not ask.
   */
  boolean isStillHeld(Connection asking) {
    String seen;
    synchronized (this) {
      seen = holders;
    }
    try {
      return !seen.isEmpty() && Sql.value(asking, STILL_HELD, seen).isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  private void look() {
    try {
      while (awaitDeadline()) {
        if (Sql.value(connected(), WAITS, id).isPresent()) end(holders());
        else if (isLate()) Thread.sleep(AGAIN.toMillis());
      }
    } catch (SQLException e) {
      // Without a second connection the server's own limit holds, in whole seconds.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitDeadline() throws InterruptedException {
    while (!closed && !isLate()) {
      if (deadline == Long.MAX_VALUE) wait();
      else wait(1 + (deadline - System.nanoTime()) / 1_000_000);
    }
    return !closed;
  }

  private synchronized boolean isLate() {
    return deadline != Long.MAX_VALUE && System.nanoTime() >= deadline;
  }

  private String holders() {
    try {
      List<String> found =
          Sql.rows(connected(), HOLDERS, id).stream()
              .map(row -> row.get(0))
              .flatMap(Optional::stream)
              .toList();
      return String.join(",", found);
    } catch (SQLException e) {
      return "";
    }
  }

  private synchronized void end(String seen) throws SQLException {
    if (!isLate()) return;
    holders = seen;
    ended = true;
    Sql.execute(connected(), "KILL QUERY " + id);
    deadline = Long.MAX_VALUE;
  }

  private synchronized Connection connected() throws SQLException {
    if (connection == null) connection = database.connect();
    return connection;
  }

  @Override
  public void close() {
    Connection open;
    synchronized (this) {
      closed = true;
      open = connection;
      notifyAll();
    }
    try {
      if (open != null) open.close();
    } catch (SQLException e) {
      // It is of no more use either way.
    }
  }
}
