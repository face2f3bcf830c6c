package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.StepRunner.Direction;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.runner.message.RunMessages;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the rollback of steps, the last first. The schema between two steps is the one that the
 * history promises; where a server did something else, forward or now, what still differs from the
 * last schema that is known is planned and run as well.
 */
final class StepRollback {
  private final Run run;
  private final Attempt attempt;
  private final Set<Allow> allowed;
  private final StepRunner stepRunner;
  private final Optional<Schema> stopped;

  /**
   * Of a run that has stopped.
   *
   * @param stopped the schema that was live then
   */
  StepRollback(Run run, Attempt attempt, Set<Allow> allowed, Optional<Schema> stopped) {
    this.run = run;
    this.stopped = stopped;
    this.attempt = attempt;
    this.allowed = allowed;
    this.stepRunner = new StepRunner(run, attempt.seq());
  }

  /** A statement that finds its work done already is no failure. */
  void forgive() {
    stepRunner.forgive();
  }

  /** Undo these steps, beginning from a schema; the schema in the end. */
  LiveSchema undo(List<Progress> steps, LiveSchema start) {
    LiveSchema live = start;
    List<MigrationStep> unclear = new ArrayList<>();
    int last = attempt.lastInPlace();
    boolean sure = live.is(attempt.fingerprintAfter(last));
    if (!sure) {
      Optional<LiveSchema> led = led(last);
      sure = led.isPresent();
      live = led.orElse(live);
    }
    boolean each = steps.size() <= ApplyRun.LOOKED_AT_ONE_BY_ONE;
    for (Progress progress : steps) {
      int below = progress.step().number() - 1;
      LiveSchema before = live;
      boolean isLast = progress == steps.get(steps.size() - 1);
      boolean looked = each || !sure || isLast;
      if (!sure && isUndone(progress, below, live)) {
        markUndone(progress.step());
      } else {
        if (!sure) forgive();
        live = looked ? down(progress, live, sure) : downUnseen(progress, live);
      }
      if (!looked) continue;
      // After a step only what it can have changed was read.
      if (isLast) live = run.live();
      sure = live.restores(attempt.fingerprintAfter(below), before);
      if (below == 0) sure = sure && !hasLost(live);
      if (!sure) {
        unclear.add(progress.step());
        Optional<LiveSchema> led = led(below);
        sure = led.isPresent();
        live = led.orElse(live);
      }
      if (!sure) continue;
      // The history calls a step begun whose second try failed, though a plan has undone it.
      unclear.forEach(this::markUndone);
      unclear.clear();
    }
    if (!sure) throw notAsBefore(live);
    return live;
  }

  /**
   * True where a view or the like is gone that was there before the migration and no longer when it
   * stopped, of whatever kind: a server may have dropped it in a step.
   */
  private boolean hasLost(LiveSchema live) {
    Optional<Schema> before = attempt.entry().before();
    if (before.isEmpty() || stopped.isEmpty()) return false;
    Set<SchemaObject.Key> lost = new HashSet<>(before.get().objects().keySet());
    lost.removeAll(stopped.get().objects().keySet());
    lost.removeAll(live.schema().objects().keySet());
    return !lost.isEmpty();
  }

  private void markUndone(MigrationStep step) {
    run.write(() -> run.journal().ended(attempt.seq(), step, StepState.UNDONE, 0));
  }

  /** True where the rollback of a step has happened, though the history does not say so. */
  private boolean isUndone(Progress progress, int below, LiveSchema live) {
    MigrationStep step = progress.step();
    String expected = attempt.fingerprintAfter(below);
    return step.downMode() != Mode.BATCHES
        && step.mode() != Mode.BATCHES
        && step.down().size() == 1
        && !step.leaves().equals(expected)
        && live.proves(expected);
  }

  /** Run the rollback of a step whose result is not looked at; the schema as it was seen last. */
  private LiveSchema downUnseen(Progress progress, LiveSchema before) {
    try {
      stepRunner.run(progress, Direction.DOWN, before.rows(progress.step()));
      return before;
    } catch (UnderpinException e) {
      throw failed(progress.step(), e);
    }
  }

  /**
   * Run the rollback of a step; the schema after it. Where its transaction is still open, the
   * server undoes what leads to another schema.
   *
   * @param sure true where the schema before is the one that the step left
   */
  private LiveSchema down(Progress progress, LiveSchema before, boolean sure) {
    MigrationStep step = progress.step();
    String expected = attempt.fingerprintAfter(step.number() - 1);
    StepCheck check = StepCheck.ofRollback(run, attempt.entry(), before, step, expected);
    try {
      if (sure && before.isSmall())
        stepRunner.run(progress, Direction.DOWN, before.rows(step), check);
      else stepRunner.run(progress, Direction.DOWN, before.rows(step));
      LiveSchema after = check.after();
      boolean again = sure && run.isAlone(step.downMode()) && !after.restores(expected, before);
      if (!again) return after;
      if (after.schema().equals(before.schema())) throw nothing(step);
      return downAgain(progress, after);
    } catch (UnderpinException e) {
      throw failed(step, e);
    }
  }

  /**
   * Nothing happened, and the next rollback begins with this step: a plan that leads back from here
   * would create what lies in the trash, without its rows.
   */
  private UnderpinException nothing(MigrationStep step) {
    run.write(() -> run.journal().started(attempt.seq(), step, StepState.UNDOING));
    return UnderpinException.failed(
        FindingCode.RESULT_DIFFERS, "The statements of its rollback changed nothing.");
  }

  /** What the statements of a rollback have not done is tried once more. */
  private LiveSchema downAgain(Progress progress, LiveSchema before) {
    forgive();
    try {
      stepRunner.run(progress, Direction.DOWN, before.rows(progress.step()));
    } catch (UnderpinException e) {
      // Most of it has happened; what has not is planned.
      if (run.isLost()) throw e;
    }
    return run.live();
  }

  /** The schema after a plan that leads to the one that the steps up to a number left, if known. */
  private Optional<LiveSchema> led(int number) {
    Optional<Schema> known =
        run.database().asking(() -> HistoryReader.base(run.database(), attempt, number));
    if (known.isEmpty()) return Optional.empty();
    LiveSchema led;
    try {
      led = new Repair(run, attempt, allowed).lead(stepRunner, known.get());
    } catch (UnderpinException e) {
      record(run.live(), String.valueOf(e.getMessage()));
      throw e;
    }
    boolean arrived =
        led.is(attempt.fingerprintAfter(number))
            || led.isAs(known.get(), attempt.entry().migration());
    if (!arrived) throw notAs(known.get(), led);
    return Optional.of(led);
  }

  private UnderpinException failed(MigrationStep step, UnderpinException cause) {
    try {
      if (!run.isLost()) return failed(run, step, cause);
      try (Run again = run.again()) {
        return failed(again, step, cause);
      }
    } catch (UnderpinException unreachable) {
      cause.addSuppressed(unreachable);
      return RunMessages.notKnown(attempt, step, cause);
    }
  }

  private UnderpinException failed(Run on, MigrationStep step, UnderpinException cause) {
    Attempt now = on.attempt(attempt.entry().id());
    LiveSchema live = on.live();
    boolean forward = PossibleCommands.atStop(now, live, on.database().dialect()).apply();
    UnderpinException told = RunMessages.rollbackFailed(now, step, cause, forward);
    on.write(
        () ->
            on.journal()
                .stopped(
                    now.seq(),
                    State.PARTIAL,
                    Optional.of(live.schema()),
                    Optional.of(String.valueOf(told.getMessage()))));
    return told;
  }

  private UnderpinException notAsBefore(LiveSchema live) {
    return notAs(attempt.entry().before().orElse(Schema.EMPTY), live);
  }

  private UnderpinException notAs(Schema expected, LiveSchema live) {
    String differences =
        attempt.entry().before().isEmpty() ? "" : DifferenceNames.between(expected, live.schema());
    String text =
        """
        The rollback of %s ran, but the schema is not the one from before%s
        %s"""
            .formatted(
                attempt.entry().id(),
                differences.isEmpty() ? "." : ": " + differences + ".",
                RunMessages.possibleCommands(attempt.entry()));
    record(live, text);
    return UnderpinException.failed(FindingCode.RESULT_DIFFERS, text);
  }

  private void record(LiveSchema live, String error) {
    run.write(
        () ->
            run.journal()
                .stopped(
                    attempt.seq(), State.PARTIAL, Optional.of(live.schema()), Optional.of(error)));
  }
}
