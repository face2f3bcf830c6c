package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.StepRunner.Direction;
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

/** Runs the inverse of the steps of a migration that are in place, the last first. */
public record RollbackRun(Run run) {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);

  public HistoryEntry rollback(HistoryEntry entry, int keepSteps) {
    Attempt attempt = run.attempt(entry.id());
    refuseUnfit(attempt);
    run.session().follow(attempt.entry().migration().prologue());
    attempt = settled(attempt);
    List<Progress> steps =
        attempt.inPlaceBackwards().stream().filter(p -> p.step().number() > keepSteps).toList();
    if (steps.stream().anyMatch(p -> p.step().downMode() == Mode.BY_TOOL))
      run.session().requireTool();
    check(attempt, steps);
    long seq = attempt.seq();
    run.write(() -> run.journal().resumed(seq));
    return undo(attempt, steps);
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
   * one the rest left.
   */
  private Attempt settled(Attempt attempt) {
    Optional<Progress> unsettled = attempt.unsettled();
    unsettled.ifPresent(run::clearTool);
    LiveSchema live = run.live();
    if (unsettled.isPresent()) {
      settle(attempt, unsettled.get(), live);
      return run.attempt(attempt.entry().id());
    }
    boolean asPromised = live.is(attempt.fingerprintAfter(attempt.lastInPlace()));
    if (asPromised
        && attempt.entry().left().map(l -> live.isAs(l, attempt.entry().migration())).orElse(true))
      return attempt;
    String differences =
        attempt.entry().left().map(left -> DifferenceNames.between(left, live.schema())).orElse("");
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        The live schema is not what %s left%s. The rollback starts from that schema. Nothing was \
        changed.
        What differs:  underpin drift"""
            .formatted(attempt.entry().id(), differences.isEmpty() ? "" : ": " + differences));
  }

  /**
   * A step that was begun: its inverse is needed unless it is certain that nothing of it happened.
   */
  private void settle(Attempt attempt, Progress progress, LiveSchema live) {
    if (progress.state() == StepState.UNDOING) return;
    MigrationStep step = progress.step();
    String before = attempt.fingerprintAfter(step.number() - 1);
    boolean nothing = isAlone(step.mode()) && !step.leaves().equals(before) && live.is(before);
    if (nothing && step.up().stream().allMatch(sql -> run.session().abandonAlone(sql))) {
      run.write(() -> run.journal().ended(attempt.seq(), step, StepState.PENDING, 0));
    } else if (isAlone(step.downMode()) && !live.is(step.leaves())) {
      // Some of its statements have happened: the inverse is run as one that was interrupted, which
      // forgives what is gone.
      run.write(() -> run.journal().started(attempt.seq(), step, StepState.UNDOING));
    } else {
      run.write(() -> run.journal().ended(attempt.seq(), step, StepState.DONE, 0));
    }
  }

  /** True where the statements of a step happen one by one. */
  private boolean isAlone(Mode mode) {
    return mode == Mode.ALONE || mode != Mode.BATCHES && !run.session().isTransactional();
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

  private HistoryEntry undo(Attempt attempt, List<Progress> steps) {
    StepRunner stepRunner = new StepRunner(run, attempt.seq());
    LiveSchema live = run.live();
    for (Progress progress : steps) {
      MigrationStep step = progress.step();
      down(stepRunner, attempt, progress, live.rows(step));
      boolean last = progress == steps.get(steps.size() - 1);
      if (last || steps.size() <= ApplyRun.LOOKED_AT_ONE_BY_ONE) {
        live = run.live();
        if (!live.is(attempt.fingerprintAfter(step.number() - 1)))
          throw notAsBefore(attempt, step, live);
      }
    }
    Attempt now = run.attempt(attempt.entry().id());
    State state = now.lastInPlace() == 0 ? State.ROLLED_BACK : State.PARTIAL;
    record(now, state, Optional.of(live.schema()), Optional.empty());
    return run.attempt(attempt.entry().id()).entry();
  }

  private void down(StepRunner stepRunner, Attempt attempt, Progress progress, long rows) {
    try {
      stepRunner.run(progress, Direction.DOWN, rows);
    } catch (UnderpinException e) {
      throw failed(attempt, progress.step(), e);
    }
  }

  private UnderpinException failed(Attempt attempt, MigrationStep step, UnderpinException cause) {
    try {
      Attempt now = run.attempt(attempt.entry().id());
      UnderpinException told = RunMessages.rollbackFailed(now, step, cause);
      record(now, State.PARTIAL, Optional.of(run.live().schema()), Optional.of(told.getMessage()));
      return told;
    } catch (UnderpinException unreachable) {
      cause.addSuppressed(unreachable);
      return RunMessages.rollbackFailed(attempt, step, cause);
    }
  }

  private UnderpinException notAsBefore(Attempt attempt, MigrationStep step, LiveSchema live) {
    Attempt now = run.attempt(attempt.entry().id());
    String differences =
        step.number() == 1
            ? now.entry().before().map(b -> DifferenceNames.between(b, live.schema())).orElse("")
            : "";
    String text =
        """
        The rollback of step %s of %s ran, but the schema is not the one from before that step%s
        What differs:  underpin drift"""
            .formatted(
                step.number(),
                now.entry().id(),
                differences.isEmpty() ? "." : ": " + differences + ".");
    record(now, State.PARTIAL, Optional.of(live.schema()), Optional.of(text));
    return UnderpinException.failed(FindingCode.RESULT_DIFFERS, text);
  }

  private void record(Attempt attempt, State state, Optional<Schema> left, Optional<String> error) {
    run.write(() -> run.journal().stopped(attempt.seq(), state, left, error));
  }
}
