package dev.underpin.runner;

import dev.underpin.planner.migration.MigrationStep;
import java.time.Duration;

/** Told of progress; must not throw. */
public interface RunListener {
  /** Nobody listens. */
  RunListener NONE = new RunListener() {};

  /** A step begins. */
  default void started(MigrationStep step) {}

  /** A step has ended. */
  default void finished(MigrationStep step, Duration took) {}

  /** A step was found to have happened already. */
  default void skipped(MigrationStep step) {}

  /**
   * A batch was written.
   *
   * @param rows rows changed so far in this step
   * @param total how many rows the table is estimated to have; -1 where unknown
   */
  default void batch(MigrationStep step, long rows, long total) {}

  /** A lock was not had in time; it is tried again. */
  default void waiting(MigrationStep step, String reason, int attempt) {}
}
