package dev.underpin.runner.apply;

import dev.underpin.planner.step.Phase;
import java.time.Duration;

/**
 * How to run.
 *
 * @param until the last phase to run
 * @param lockTimeout how long one statement waits for a lock before it gives way to others and
 *     tries again
 * @param lockBudget how long to go on trying, also for another run of the tool to end
 * @param largeTable the size in bytes from which a table is not rewritten under a lock that blocks
 *     writes, unless the plan was approved
 */
public record RunOptions(Phase until, Duration lockTimeout, Duration lockBudget, long largeTable) {
  /** All phases, half a second at first, ten minutes in all; a gigabyte is large. */
  public static final RunOptions DEFAULT =
      new RunOptions(Phase.CONTRACT, Duration.ofMillis(500), Duration.ofMinutes(10), 1L << 30);
}
