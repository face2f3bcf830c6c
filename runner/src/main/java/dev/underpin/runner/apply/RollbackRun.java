package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.runner.message.RunMessages;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the inverse of the steps of a migration that are in place, the last first. */
public record RollbackRun(Run run) {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);

  /**
   * Roll back.
   *
   * @param allowed what may be done where the live schema is not the one that the steps left, and a
   *     plan has to lead back
   */
  public HistoryEntry rollback(HistoryEntry entry, int keepSteps, Set<Allow> allowed) {
    Attempt attempt = run.attempt(entry.id());
    refuseUnfit(attempt);
    if (attempt.isOnlyRecorded()) return stop(attempt, run.live().schema());
    run.session().follow(attempt.entry().migration().prologue());
    attempt.unsettled().ifPresent(run::clearTool);
    boolean stoppedInStep = attempt.unsettled().isPresent();
    LiveSchema live = run.live();
    attempt = settled(attempt, live);
    List<Progress> steps =
        attempt.inPlaceBackwards().stream().filter(p -> p.step().number() > keepSteps).toList();
    if (steps.stream().anyMatch(p -> p.step().downMode() == Mode.BY_TOOL))
      run.session().requireTool();
    check(attempt, steps);
    long seq = attempt.seq();
    run.write(
        () -> {
          run.journal().resumed(seq);
          run.journal().rolledBackBy(seq);
        });
    StepRollback way =
        new StepRollback(run, run.attempt(entry.id()), allowed, attempt.entry().left());
    // Helper columns are in no fingerprint: what the step stumbled over may have been a missing
    // one.
    if (stoppedInStep) way.forgive();
    LiveSchema left = way.undo(steps, live);
    return stop(run.attempt(entry.id()), left.schema());
  }

  private HistoryEntry stop(Attempt now, Schema left) {
    State state = now.lastInPlace() == 0 ? State.ROLLED_BACK : State.PARTIAL;
    run.write(() -> run.journal().stopped(now.seq(), state, Optional.of(left), Optional.empty()));
    return run.attempt(now.entry().id()).entry();
  }

  private void refuseUnfit(Attempt attempt) {
    String id = attempt.entry().id();
    switch (attempt.entry().state()) {
      case ROLLED_BACK -> throw UnderpinException.refused(id + " was rolled back already.");
      case BASELINE ->
          throw UnderpinException.refused(
              id + " is the baseline: it was recorded and not run, so it has no rollback.");
      case APPLIED, PARTIAL -> {}
    }
    attempt
        .purged()
        .ifPresent(
            purged -> {
              throw UnderpinException.refused(
                  FindingCode.TRASH_PURGED,
                  """
                  %s cannot be rolled back: its trash was purged on %s; the rows of %s cannot be \
                  restored."""
                      .formatted(id, purged.at(), purged.what()));
            });
    for (Attempt later : run.database().asking(() -> HistoryReader.attempts(run.database()))) {
      boolean inForce =
          later.entry().state() == State.APPLIED || later.entry().state() == State.PARTIAL;
      if (later.seq() > attempt.seq() && inForce) {
        throw UnderpinException.refused(
            "%s was applied after %s and must be rolled back first:  underpin rollback --to %s"
                .formatted(later.entry().id(), id, id));
      }
    }
  }

  /**
   * Decide of the step under way whether it counts as in place, then see whether the schema is the
   * one that the history says was left; what somebody has changed since is not rolled over.
   */
  private Attempt settled(Attempt attempt, LiveSchema live) {
    HistoryEntry entry = attempt.entry();
    if (attempt.unsettled().isPresent()) {
      settle(attempt, attempt.unsettled().get(), live);
      return run.attempt(entry.id());
    }
    boolean asLeft =
        entry
            .left()
            .map(left -> live.isAs(left, entry.migration()))
            .orElseGet(
                () ->
                    entry.state() == State.PARTIAL
                        || live.is(attempt.fingerprintAfter(attempt.lastInPlace())));
    if (asLeft) return attempt;
    String differences =
        entry.left().map(left -> DifferenceNames.between(left, live.schema())).orElse("");
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        The live schema is not what %1$s left%2$s. The rollback starts from that schema. Nothing was \
        changed.
        What differs:  underpin drift
        If the live schema is right, record it, then roll back:  underpin resolve %1$s --accept"""
            .formatted(entry.id(), differences.isEmpty() ? "" : ": " + differences));
  }

  /**
   * A step that was begun: its inverse is needed unless it is certain that nothing of it happened.
   */
  private void settle(Attempt attempt, Progress progress, LiveSchema live) {
    if (progress.state() == StepState.UNDOING) return;
    MigrationStep step = progress.step();
    String before = attempt.fingerprintAfter(step.number() - 1);
    boolean nothing = run.isAlone(step.mode()) && !step.leaves().equals(before) && live.is(before);
    if (nothing && step.up().stream().allMatch(sql -> run.session().abandonAlone(sql))) {
      run.write(() -> run.journal().ended(attempt.seq(), step, StepState.PENDING, 0));
    } else if (run.isAlone(step.downMode()) && !live.is(step.leaves())) {
      // Some of its statements have happened: the inverse is run as one that was interrupted, which
      // forgives what is gone.
      run.write(() -> run.journal().started(attempt.seq(), step, StepState.UNDOING));
    } else {
      run.write(() -> run.journal().ended(attempt.seq(), step, StepState.DONE, 0));
    }
  }

  private void check(Attempt attempt, List<Progress> steps) {
    List<DataCheck> probes =
        steps.stream().flatMap(p -> p.step().downChecks().stream()).distinct().toList();
    if (probes.isEmpty()) return;
    List<DataCheckAnswer> found =
        run.database().answer(probes, CHECK_LIMIT).stream()
            .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
            .toList();
    if (!found.isEmpty())
      throw RunMessages.violations(
          "The rollback of " + attempt.entry().id(),
          found,
          run.database().dialect().defaultNamespace());
  }
}
