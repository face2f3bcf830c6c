package dev.underpin.runner.apply;

import dev.underpin.planner.step.Mode;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Sleep;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Tries again while others hold the locks. Each try waits for a lock only for a moment, and never
 * longer, because whoever asks for the table after it waits too; between tries it steps back, for
 * longer each time and by chance (exponential backoff with full jitter), so that the application
 * gets through and two runs do not meet again. Where it is known which transactions blocked a try,
 * the next one comes after they have ended.
 */
public record LockRetry(EngineSession session, RunOptions options, WaitBudget budget) {
  /** The shortest wait of a try: what is only busy for a moment is not given up. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** How often it is asked whether those who blocked a try are still at it. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** One try. */
  @FunctionalInterface
  interface Try<T> {
    T run(Duration lockTimeout) throws SQLException;
  }

  /** What a transaction does. */
  @FunctionalInterface
  public interface Body<T> {
    T run() throws SQLException;
  }

  /**
   * @param waiting told, before each pause, who blocked it and how many tries there were
   */
  <T> T until(BiConsumer<String, Integer> waiting, Try<T> attempt) throws SQLException {
    long deadline = budget.deadline();
    long waitingSince = System.nanoTime();
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run(timeout(deadline));
      } catch (SQLException e) {
        if (session.classify(e) != EngineSession.Failure.LOCKED) throw e;
        budget.waitedSince(waitingSince);
        waitingSince = System.nanoTime();
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.compareTo(SHORTEST) < 0) throw outOfTime(e, tries);
        Duration pause = pause(tries, left);
        waiting.accept(session.blockers(), tries);
        Sleep.of(pause);
        awaitBlockers(deadline - lastTry(left).toNanos());
      }
    }
  }

  /**
   * Whoever asks for the table waits behind a try, and one that must be in vain makes them wait for
   * nothing.
   */
  private void awaitBlockers(long until) {
    while (System.nanoTime() < until && session.isStillBlocked()) Sleep.of(LOOK);
  }

  /** How long a try waits: the last one no longer than there is time. */
  private Duration timeout(long deadline) {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    if (left.compareTo(options.lockTimeout()) >= 0) return options.lockTimeout();
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /**
   * A transaction, begun again with each try; committed where the body returns, rolled back where
   * it throws.
   */
  public <T> T transaction(Mode mode, BiConsumer<String, Integer> waiting, Body<T> body)
      throws SQLException {
    return until(
        waiting,
        lockTimeout -> {
          try {
            session.begin(mode, lockTimeout);
            T result = body.run();
            session.commit();
            return result;
          } catch (SQLException | RuntimeException | Error e) {
            undo(e);
            throw e;
          }
        });
  }

  private void undo(Throwable cause) {
    try {
      session.rollback();
    } catch (SQLException e) {
      // The connection is gone, and with it the transaction.
      cause.addSuppressed(e);
    }
  }

  private UnderpinException outOfTime(SQLException e, int tries) {
    return new UnderpinException(
        FindingCode.LOCK_NOT_ACQUIRED,
        UnderpinException.Kind.TIMEOUT,
        "Could not acquire a lock in %s%s over %s. Blocked by: %s."
            .formatted(
                tries, tries == 1 ? " try" : " tries", words(budget.whole()), session.blockers()),
        e);
  }

  /** Random, and never so long that no time is left for a try after it. */
  private Duration pause(int tries, Duration left) {
    long most = options.lockTimeout().toMillis() << Math.min(tries, 10);
    long random =
        ThreadLocalRandom.current().nextLong(Math.min(most, LONGEST_PAUSE.toMillis()) + 1);
    return Duration.ofMillis(Math.min(random, left.minus(lastTry(left)).toMillis()));
  }

  private Duration lastTry(Duration left) {
    return Duration.ofMillis(Math.min(options.lockTimeout().toMillis(), left.toMillis() / 2));
  }

  private static String words(Duration duration) {
    return duration.toSeconds() >= 120
        ? duration.toMinutes() + " minutes"
        : duration.toMillis() >= 2000
            ? duration.toSeconds() + " seconds"
            : duration.toMillis() + " ms";
  }
}
