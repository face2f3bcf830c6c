package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.session.StatementProgress;
import dev.underpin.workflow.apply.RunRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps what a run tells of itself, and tells it on. */
final class RunRecorder implements RunListener {
  private final RunListener other;
  private final List<RunRecord.Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Integer, Long> rows = new HashMap<>();
  private Map<Integer, Duration> predicted = Map.of();
  private String migration = "";

  RunRecorder(RunListener other) {
    this.other = other;
  }

  /**
   * What comes now belongs to this migration.
   *
   * @param estimates how long its steps may take, by their numbers, as far as that is known
   */
  void begin(String id, Map<Integer, Duration> estimates) {
    migration = id;
    predicted = estimates;
    rows.clear();
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
            Optional.ofNullable(predicted.get(step.number())),
            took,
            written == null ? OptionalLong.empty() : OptionalLong.of(written)));
  }

  @Override
  public void note(String text) {
    notes.add(text);
    other.note(text);
  }

  @Override
  public void appliedByAnother(String id) {
    other.appliedByAnother(id);
  }

  @Override
  public void notNeeded(String id) {
    other.notNeeded(id);
  }

  @Override
  public void queued(String holder) {
    other.queued(holder);
  }

  @Override
  public void started(MigrationStep step) {
    other.started(step);
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    add(step, Outcome.DONE, Optional.of(took));
    other.finished(step, took);
  }

  @Override
  public void failed(MigrationStep step) {
    add(step, Outcome.FAILED, Optional.empty());
    other.failed(step);
  }

  @Override
  public void skipped(MigrationStep step) {
    add(step, Outcome.SKIPPED, Optional.empty());
    other.skipped(step);
  }

  @Override
  public void batch(MigrationStep step, long written, long read, long total) {
    rows.put(step.number(), written);
    other.batch(step, written, read, total);
  }

  @Override
  public void working(MigrationStep step, StatementProgress progress) {
    other.working(step, progress);
  }

  @Override
  public void copied(MigrationStep step, long copied, long total) {
    other.copied(step, copied, total);
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    other.waiting(step, reason, attempt);
  }
}
