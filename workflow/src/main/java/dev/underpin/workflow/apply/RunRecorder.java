package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.ForwardingListener;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.history.Prediction;
import dev.underpin.workflow.apply.RunRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps what a run tells of itself, and tells it on. */
final class RunRecorder extends ForwardingListener {
  private final List<RunRecord.Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Integer, Long> rows = new HashMap<>();
  private Map<Integer, Prediction> predicted = Map.of();
  private final Map<Integer, Observation> observed = new HashMap<>();
  private String migration = "";

  RunRecorder(RunListener other) {
    super(other);
  }

  /**
   * What comes now belongs to this migration.
   *
   * @param estimates what is estimated of its steps, by their numbers, as far as that is known
   */
  void begin(String id, Map<Integer, Prediction> estimates) {
    migration = id;
    predicted = estimates;
    rows.clear();
    observed.clear();
  }

  List<RunRecord.Step> steps() {
    return List.copyOf(steps);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  private void add(MigrationStep step, Outcome outcome, Optional<Duration> took) {
    Long written = rows.remove(step.number());
    steps.add(
        new RunRecord.Step(
            migration,
            step,
            outcome,
            predicted.getOrDefault(step.number(), Prediction.NONE),
            Optional.ofNullable(observed.remove(step.number())),
            took,
            written == null ? OptionalLong.empty() : OptionalLong.of(written)));
  }

  @Override
  public void note(String text) {
    notes.add(text);
    super.note(text);
  }

  @Override
  public void observed(MigrationStep step, Observation observation) {
    observed.put(step.number(), observation);
    super.observed(step, observation);
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    add(step, Outcome.DONE, Optional.of(took));
    super.finished(step, took);
  }

  @Override
  public void failed(MigrationStep step) {
    add(step, Outcome.FAILED, Optional.empty());
    super.failed(step);
  }

  @Override
  public void skipped(MigrationStep step) {
    add(step, Outcome.SKIPPED, Optional.empty());
    super.skipped(step);
  }

  @Override
  public void batch(MigrationStep step, long written, long read, long total) {
    rows.put(step.number(), written);
    super.batch(step, written, read, total);
  }
}
