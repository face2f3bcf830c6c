package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.session.StatementProgress;
import java.time.Duration;

/** Told of progress; must not throw. */
public interface RunListener {
  /** Nobody listens. */
  RunListener NONE = new RunListener() {};

  /** Something that a person should know before it runs. */
  default void note(String text) {}

  /** A migration was applied by another run while this one waited. */
  default void appliedByAnother(String id) {}

  /** A migration was recorded as applied of which this database needs no step. */
  default void notNeeded(String id) {}

  /** Another run works on this database; this one waits for it to end. */
  default void queued(String holder) {}

  /** A step begins, or its inverse does. */
  default void started(MigrationStep step) {}

  /** What was observed of a step; told before its end. A rollback is not observed. */
  default void observed(MigrationStep step, Observation observation) {}

  /** A step has ended, or its inverse has. */
  default void finished(MigrationStep step, Duration took) {}

  /** A step that began has failed, or its inverse has. */
  default void failed(MigrationStep step) {}

  /** A step was found to have happened already. */
  default void skipped(MigrationStep step) {}

  /**
   * A batch was written.
   *
   * @param rows rows changed so far in this step
   * @param read about so many rows of the table were looked at
   * @param total how many rows the table is estimated to have; -1 where unknown
   */
  default void batch(MigrationStep step, long rows, long read, long total) {}

  /**
   * A statement of a step has been running for a while, and the server says how far it is. Called
   * from another thread than the other methods, and only between the start of the step and its end.
   */
  default void working(MigrationStep step, StatementProgress progress) {}

  /**
   * A statement that copies a table, one of those of a step, is still at it. Called from the middle
   * of it: the connection must not be used.
   *
   * @param rows about so many are copied; never fewer than it was told before of this statement. An
   *     estimate that comes to more than {@code total} was wrong.
   * @param total how many rows there are to copy
   */
  default void copied(MigrationStep step, long rows, long total) {}

  /** A lock could not be acquired in time; it is tried again. */
  default void waiting(MigrationStep step, String reason, int attempt) {}

  /**
   * The run waits before a step or between two batches. Told about every second.
   *
   * @param reason what it waits for, in words
   */
  default void heldBack(MigrationStep step, String reason) {}
}
