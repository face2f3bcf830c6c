package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.history.Prediction;
import dev.underpin.schema.catalog.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened in a run of {@code apply} or {@code rollback}, for who reads it later.
 *
 * @param command {@code apply} or {@code rollback}
 * @param database without a password
 * @param start where the server's log of changes was before the run; absent where it has none or
 *     does not tell
 * @param end the same after the run
 * @param backup the reference of the backup that was made before; empty for none
 * @param notes what a person was told
 */
public record RunRecord(
    String command,
    String database,
    Engine engine,
    Instant began,
    Instant ended,
    Optional<String> start,
    Optional<String> end,
    String backup,
    List<Step> steps,
    List<String> notes) {
  public RunRecord {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /** What became of a step. */
  public enum Outcome {
    DONE,
    /** It had happened already. */
    SKIPPED,
    FAILED
  }

  /**
   * One step.
   *
   * @param predicted what was estimated of it
   * @param observed what was observed of it; absent where it did not run to its end
   * @param took how long it took
   * @param rows how many rows its batches wrote; absent for other steps
   */
  public record Step(
      String migration,
      MigrationStep step,
      Outcome outcome,
      Prediction predicted,
      Optional<Observation> observed,
      Optional<Duration> took,
      OptionalLong rows) {}
}
