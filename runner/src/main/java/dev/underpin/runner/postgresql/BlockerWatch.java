package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.OtherSession;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks, from a second session, at who keeps the first one waiting: after a lock timeout it is too
 * late to ask. The second session is opened only when something lasts, and holds no transaction.
 */
final class BlockerWatch implements AutoCloseable {
  /** A session in words, and its statement; {@code a} is its row of pg_stat_activity. */
  static final String DESCRIPTION =
      """
      SELECT 'session ' || a.pid || coalesce(' of ' || a.usename, '') || coalesce(' from ' || \
      host(a.client_addr), '') || coalesce(' (' || nullif(a.application_name, '') || ')', '') || \
      coalesce(', ' || a.state, '') || coalesce(', in a transaction for ' || extract(epoch FROM \
      clock_timestamp() - a.xact_start)::int || ' s', ''), nullif(a.query, '')""";

  private static final String BLOCKERS =
      "%s FROM unnest(pg_blocking_pids(?)) b(pid) JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start"
          .formatted(DESCRIPTION);

  /** Every user may read these; a session has one as long as its transaction is open. */
  private static final String TRANSACTIONS =
      """
      SELECT l.virtualxid FROM unnest(pg_blocking_pids(?)) b(pid) JOIN pg_catalog.pg_locks l ON \
      l.pid = b.pid AND l.locktype = 'virtualxid' AND l.granted""";

  private static final String STILL_OPEN =
      """
      SELECT 1 FROM pg_catalog.pg_locks WHERE locktype = 'virtualxid' AND granted AND virtualxid = \
      ANY (string_to_array(?, ',')) LIMIT 1""";

  private static final long SHORTEST_LOOK_MS = 20;
  private static final long LONGEST_LOOK_MS = 500;

  private final Database database;
  private final int pid;
  private @Nullable Thread thread;
  private @Nullable Connection connection;
  private boolean closed;
  private long lookEvery = LONGEST_LOOK_MS;
  private boolean watching;
  private long giveUpAfterNanos = Long.MAX_VALUE;
  private boolean gaveUp;
  private String seen = "";
  private String transactions = "";

  BlockerWatch(Database database, int pid) {
    this.database = database;
    this.pid = pid;
  }

  /** The first session begins something that waits for each lock no longer than that. */
  synchronized void begin(Duration lockTimeout) {
    begin(lockTimeout.toMillis() / 3, Long.MAX_VALUE);
  }

  /**
   * The first session begins something that waits without end; it is cancelled when it was blocked
   * for longer than that.
   */
  synchronized void beginWithin(Duration budget) {
    begin(LONGEST_LOOK_MS, budget.toNanos());
  }

  private void begin(long every, long giveUpAfter) {
    lookEvery = Math.max(SHORTEST_LOOK_MS, Math.min(LONGEST_LOOK_MS, every));
    giveUpAfterNanos = giveUpAfter;
    gaveUp = false;
    seen = "";
    transactions = "";
    watching = true;
    if (thread == null) {
      thread = new Thread(this::look, "underpin-blockers");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  /** The first session has ended what it was at. */
  synchronized void end() {
    watching = false;
  }

  /** Who was last seen blocking. */
  synchronized String seen() {
    return seen.isEmpty() ? "another session" : seen;
  }

  /** True while a transaction is open that was last seen blocking. */
  boolean isStillOpen(Connection asking) {
    String last;
    synchronized (this) {
      last = transactions;
    }
    try {
      return !last.isEmpty() && Sql.value(asking, STILL_OPEN, last).isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  /** True where what was begun last was cancelled because it was blocked for too long. */
  synchronized boolean gaveUp() {
    return gaveUp;
  }

  private void look() {
    long blockedSince = 0;
    try {
      while (sleepThenGoOn()) {
        Optional<String> blocker = blocker();
        if (blocker.isEmpty()) {
          blockedSince = 0;
          continue;
        }
        rememberTransactions();
        if (blockedSince == 0) blockedSince = System.nanoTime();
        if (tooLong(blocker.get(), System.nanoTime() - blockedSince)) {
          Sql.execute(connected(), "SELECT pg_cancel_backend(" + pid + ")");
          blockedSince = 0;
        }
      }
    } catch (SQLException e) {
      // Without a second connection nobody is named, and nothing else is lost.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean sleepThenGoOn() throws InterruptedException {
    while (!watching && !closed) wait();
    if (!closed) wait(lookEvery);
    return !closed;
  }

  private Optional<String> blocker() throws SQLException {
    synchronized (this) {
      if (!watching) return Optional.empty();
    }
    return OtherSession.find(connected(), database.dialect(), BLOCKERS, pid);
  }

  private void rememberTransactions() throws SQLException {
    String open =
        Sql.rows(connected(), TRANSACTIONS, pid).stream()
            .flatMap(row -> row.get(0).stream())
            .collect(Collectors.joining(","));
    synchronized (this) {
      if (watching && !open.isEmpty()) transactions = open;
    }
  }

  private synchronized boolean tooLong(String blocker, long nanos) {
    seen = blocker;
    if (!watching || nanos < giveUpAfterNanos) return false;
    gaveUp = true;
    return true;
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
      watching = false;
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
