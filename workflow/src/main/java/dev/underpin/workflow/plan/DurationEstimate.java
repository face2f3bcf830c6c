package dev.underpin.workflow.plan;

import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.TableFacts;
import java.time.Duration;
import java.util.Optional;

/**
 * Roughly how long a step takes once it has its lock, from the table's size: an order of magnitude
 * for deciding when to run it, not a promise.
 */
public final class DurationEstimate {
  private static final long SCAN_BYTES_A_SECOND = 400L << 20;
  private static final long INDEX_BYTES_A_SECOND = 80L << 20;
  private static final long REWRITE_BYTES_A_SECOND = 60L << 20;
  private static final long BATCH_ROWS_A_SECOND = 50_000;

  private DurationEstimate() {}

  /** The time, absent where the table's size is not known. */
  public static Optional<Duration> of(Step step, TableFacts facts) {
    return of(step.lock().work(), facts);
  }

  static Optional<Duration> of(Lock.Work work, TableFacts facts) {
    if (work == Lock.Work.CATALOG || facts.empty()) return Optional.of(Duration.ZERO);
    if (work == Lock.Work.ROWS)
      return facts.rows() < 0 ? Optional.empty() : time(facts.rows(), BATCH_ROWS_A_SECOND);
    if (facts.bytes() < 0) return Optional.empty();
    return switch (work) {
      case SCAN -> time(facts.bytes(), SCAN_BYTES_A_SECOND);
      case INDEX -> time(facts.bytes(), INDEX_BYTES_A_SECOND);
      case REWRITE -> time(facts.bytes(), REWRITE_BYTES_A_SECOND);
      case CATALOG, ROWS, QUERY -> Optional.empty();
    };
  }

  private static Optional<Duration> time(long amount, long aSecond) {
    return Optional.of(Duration.ofMillis(amount * 1_000 / aSecond));
  }
}
