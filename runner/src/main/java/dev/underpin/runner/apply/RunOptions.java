package dev.underpin.runner.apply;

import dev.underpin.planner.step.Phase;
import dev.underpin.runner.history.Author;
import dev.underpin.runner.session.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * How to run.
 *
 * @param until the last phase to run
 * @param lockTimeout how long one statement waits for a lock before it gives way to others and
 *     tries again
 * @param lockBudget how long to go on trying, also for another run of the tool to end
 * @param largeTable the size in bytes from which a table is not rewritten under a lock that blocks
 *     writes, unless the plan was approved
 * @param protectedBy the protected environment that the database belongs to; the history keeps it
 * @param author who runs it; the history keeps that
 * @param runId the same for all migrations of one command; the history keeps it; empty for none
 * @param limits what it waits for before a step and between batches
 */
public record RunOptions(
    Phase until,
    Duration lockTimeout,
    Duration lockBudget,
    long largeTable,
    Optional<String> protectedBy,
    Optional<Author> author,
    String runId,
    Limits limits) {
  /** A run on a database that nothing protects. */
  public RunOptions(Phase until, Duration lockTimeout, Duration lockBudget, long largeTable) {
    this(
        until,
        lockTimeout,
        lockBudget,
        largeTable,
        Optional.empty(),
        Optional.empty(),
        "",
        Limits.NONE);
  }

  /** All phases, half a second at first, ten minutes in all; a gigabyte is large. */
  public static final RunOptions DEFAULT =
      new RunOptions(Phase.CONTRACT, Duration.ofMillis(500), Duration.ofMinutes(10), 1L << 30);
}
