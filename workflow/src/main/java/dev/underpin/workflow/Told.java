package dev.underpin.workflow;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.session.StatementProgress;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells an application's listener what a run tells. */
final class Told implements RunListener {
  private final ProgressListener listener;
  private volatile boolean silent;

  Told(ProgressListener listener) {
    this.listener = listener;
  }

  /** What an application does with it is no reason to end a run in the middle. */
  private void tell(Consumer<ProgressListener> what) {
    if (silent) return;
    try {
      what.accept(listener);
    } catch (RuntimeException e) {
      silent = true;
    }
  }

  private static ProgressListener.Step of(MigrationStep step) {
    return new ProgressListener.Step(
        step.number(), Phase.of(step.phase()), step.title(), step.up());
  }

  @Override
  public void note(String text) {
    tell(l -> l.note(text));
  }

  @Override
  public void appliedByAnother(String id) {
    note("Another run has applied " + id + "; this one had nothing to do.");
  }

  @Override
  public void notNeeded(String id) {
    note("Recorded " + id + ": this database needs none of its steps.");
  }

  @Override
  public void queued(String holder) {
    tell(l -> l.queued(holder));
  }

  @Override
  public void started(MigrationStep step) {
    tell(l -> l.started(of(step)));
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    tell(l -> l.finished(of(step), took));
  }

  @Override
  public void failed(MigrationStep step) {
    tell(l -> l.failed(of(step)));
  }

  @Override
  public void skipped(MigrationStep step) {
    tell(l -> l.skipped(of(step)));
  }

  @Override
  public void batch(MigrationStep step, long rows, long read, long total) {
    tell(l -> l.progress(of(step), read, total));
  }

  @Override
  public void working(MigrationStep step, StatementProgress progress) {
    tell(l -> l.progress(of(step), progress.done(), progress.total()));
  }

  @Override
  public void copied(MigrationStep step, long rows, long total) {
    tell(l -> l.progress(of(step), rows, total));
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    tell(l -> l.waiting(of(step), reason));
  }

  @Override
  public void heldBack(MigrationStep step, String reason) {
    tell(l -> l.waiting(of(step), reason));
  }
}
