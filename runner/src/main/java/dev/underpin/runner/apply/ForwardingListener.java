package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.session.StatementProgress;
import java.time.Duration;

/** Tells another listener all that it is told itself. */
public abstract class ForwardingListener implements RunListener {
  private final RunListener other;

  protected ForwardingListener(RunListener other) {
    this.other = other;
  }

  @Override
  public void note(String text) {
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
  public void observed(MigrationStep step, Observation observation) {
    other.observed(step, observation);
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    other.finished(step, took);
  }

  @Override
  public void failed(MigrationStep step) {
    other.failed(step);
  }

  @Override
  public void skipped(MigrationStep step) {
    other.skipped(step);
  }

  @Override
  public void batch(MigrationStep step, long rows, long read, long total) {
    other.batch(step, rows, read, total);
  }

  @Override
  public void working(MigrationStep step, StatementProgress progress) {
    other.working(step, progress);
  }

  @Override
  public void copied(MigrationStep step, long rows, long total) {
    other.copied(step, rows, total);
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    other.waiting(step, reason, attempt);
  }

  @Override
  public void heldBack(MigrationStep step, String reason) {
    other.heldBack(step, reason);
  }
}
