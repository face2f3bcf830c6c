package dev.underpin.runner.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks, through a second connection, how far a statement is. The connection is opened only for a
 * statement that lasts, and holds no transaction. Where the server does not answer, nothing is told
 * and nothing fails.
 */
public final class ProgressWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);

  private final Database database;
  private final EngineSession session;
  private @Nullable Thread thread;
  private @Nullable Consumer<StatementProgress> told;
  private long began;
  private boolean closed;

  public ProgressWatch(Database database, EngineSession session) {
    this.database = database;
    this.session = session;
  }

  /** A statement begins. */
  public synchronized void begin(Consumer<StatementProgress> listener) {
    if (closed || !session.tellsProgress()) return;
    told = listener;
    began = System.nanoTime();
    if (thread == null) {
      thread = new Thread(this::look, "underpin-progress");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  /** The statement has ended: from now on nothing is told of it. */
  public synchronized void end() {
    told = null;
  }

  private void look() {
    Connection open = null;
    try {
      for (Consumer<StatementProgress> to = next(); to != null; to = next()) {
        if (open == null) open = database.connect();
        Optional<StatementProgress> progress = session.progress(open);
        if (progress.isPresent()) tell(to, progress.get());
      }
    } catch (SQLException e) {
      // Not every user may ask this, and not every server has one more connection to give.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hangUp(open);
    }
  }

  /** Who is to be told of the statement that lasts; null once nobody is any more. */
  private synchronized @Nullable Consumer<StatementProgress> next() throws InterruptedException {
    if (!closed) wait(EVERY.toMillis());
    while (!closed && (told == null || left() > 0)) wait(told == null ? 0 : left());
    return closed ? null : told;
  }

  /** In milliseconds; 0 where the statement has lasted long enough to ask. */
  private long left() {
    return Math.max(0, PATIENCE.toMillis() - (System.nanoTime() - began) / 1_000_000);
  }

  private synchronized void tell(Consumer<StatementProgress> to, StatementProgress progress) {
    if (to.equals(told)) to.accept(progress);
  }

  private static void hangUp(@Nullable Connection open) {
    try {
      if (open != null) open.close();
    } catch (SQLException e) {
      // It is of no more use either way.
    }
  }

  /** Its connection is closed when this returns, unless the server does not answer. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
      notifyAll();
    }
    try {
      if (running != null) running.join(CLOSED_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
