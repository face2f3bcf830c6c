package dev.underpin.runner.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a second connection whether the server still answers, while a statement of a run
 * may take hours: a network that swallows packets says nothing by itself. The connection is opened
 * only for a run that lasts.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int MISSES = 2;

  private final Database database;
  private final Duration every;
  private final ExecutorService asking = Executors.newSingleThreadExecutor(Heartbeat::daemon);
  private final Thread thread;
  private @Nullable Connection connection;

  /** True while somebody who lends connections has none to spare: no silence of the server. */
  private volatile boolean borrowing;

  private Heartbeat(Database database, Duration every) {
    this.database = database;
    this.every = every;
    this.thread = daemon(this::beat);
  }

  /**
   * Begins to look.
   *
   * @param patience how long a run waits for others; a server is given no longer to answer
   */
  public static Heartbeat start(Database database, Duration patience) {
    Duration part = patience.dividedBy(4);
    Duration every =
        part.compareTo(SHORTEST) < 0 ? SHORTEST : part.compareTo(LONGEST) > 0 ? LONGEST : part;
    Heartbeat heartbeat = new Heartbeat(database, every);
    heartbeat.thread.start();
    return heartbeat;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "underpin-heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  private void beat() {
    try {
      Optional<Future<Boolean>> question = Optional.empty();
      for (int misses = 0; misses < MISSES; ) {
        Thread.sleep(every.toMillis());
        if (question.filter(q -> !q.isDone()).isEmpty())
          question = Optional.of(asking.submit(this::answers));
        misses = answered(question.get()) ? 0 : misses + 1;
      }
      database.lose(
          "%s has not answered for %d seconds."
              .formatted(database.url(), every.multipliedBy(2 * MISSES).toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered(Future<Boolean> question) throws InterruptedException {
    try {
      return question.get(every.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return borrowing;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /** A server that refuses a connection answers too. */
  private boolean answers() throws SQLException {
    try {
      Connection open = connection;
      if (open == null || open.isClosed()) open = opened();
      connection = open;
      if (open.isValid((int) every.toSeconds())) return true;
      open.abort(Runnable::run);
      return false;
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      return !state.startsWith("08") || state.equals("08004");
    }
  }

  private Connection opened() throws SQLException {
    borrowing = database.url().source().isPresent();
    try {
      return database.connect();
    } finally {
      borrowing = false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    asking.execute(this::hangUp);
    asking.shutdown();
  }

  private void hangUp() {
    try {
      Connection open = connection;
      if (open != null) open.close();
    } catch (SQLException e) {
      // It is of no more use either way.
    }
  }
}
