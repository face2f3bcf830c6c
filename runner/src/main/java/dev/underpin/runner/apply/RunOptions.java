package dev.underpin.runner.apply;

import dev.underpin.planner.step.Phase;
import java.time.Duration;

/**
 * How to run.
 *
 * @param until the last phase to run
 * @param lockTimeout how long one statement waits for a lock before it lets others through and
 *     tries again
 * @param lockBudget how long to go on trying, also for another run of the tool to end
 * @param largeTable from how many bytes on a table is not to be written anew while its writers
 *     wait, unless a plan was allowed to
 */
public record RunOptions(Phase until, Duration lockTimeout, Duration lockBudget, long largeTable) {
  /** All phases, half a second at first, ten minutes in all; a gigabyte is large. */
  public static final RunOptions DEFAULT =
      new RunOptions(Phase.CONTRACT, Duration.ofMillis(500), Duration.ofMinutes(10), 1L << 30);
}
