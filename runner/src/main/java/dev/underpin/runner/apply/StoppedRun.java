package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.runner.message.RunMessages;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.util.Optional;

/** Records where a run has stopped, as the catalog has it, and says it. */
record StoppedRun(Run run) {
  /** A step has failed. Where the connection was lost, the server is asked through another one. */
  UnderpinException failed(
      Attempt attempt, MigrationStep step, LiveSchema before, UnderpinException cause) {
    try {
      if (!run.isLost()) return failed(run, attempt, step, before, cause);
      try (Run again = run.again()) {
        return failed(again, attempt, step, before, cause);
      }
    } catch (UnderpinException unreachable) {
      // The next run finds out.
      cause.addSuppressed(unreachable);
      return RunMessages.notKnown(attempt, step, cause);
    }
  }

  private static UnderpinException failed(
      Run run, Attempt attempt, MigrationStep step, LiveSchema before, UnderpinException cause) {
    Attempt now = run.attempt(attempt.entry().id());
    LiveSchema live = run.live();
    Optional<StepState> found = found(now, step, live);
    if (found.isPresent()) {
      run.write(
          () -> {
            if (found.get() == StepState.DONE) {
              run.journal().ended(now.seq(), step, StepState.DONE, 0);
            } else {
              run.journal().started(now.seq(), step, found.get());
            }
          });
    }
    keepBase(run, now, step, before);
    Attempt settled = run.attempt(attempt.entry().id());
    UnderpinException told = RunMessages.stepFailed(settled, step, cause);
    boolean nothing = settled.lastInPlace() == 0 && settled.unsettled().isEmpty();
    State state = nothing ? State.ROLLED_BACK : State.PARTIAL;
    record(run, settled, state, live, told.getMessage());
    return told;
  }

  /** What the catalog says of a step that has failed, where the history says something else. */
  private static Optional<StepState> found(Attempt now, MigrationStep step, LiveSchema live) {
    if (now.unsettled().isPresent()) {
      boolean whole = step.mode() != Mode.BATCHES && step.up().size() == 1;
      String before = now.fingerprintAfter(step.number() - 1);
      return whole && !before.equals(step.leaves()) && live.proves(step.leaves())
          ? Optional.of(StepState.DONE)
          : Optional.empty();
    }
    return live.is(now.fingerprintAfter(now.lastInPlace()))
        ? Optional.empty()
        : Optional.of(StepState.STARTED);
  }

  UnderpinException notAsPromised(
      Attempt attempt, MigrationStep step, LiveSchema before, LiveSchema live) {
    keepBase(run, attempt, step, before);
    return stopped(
        attempt,
        live,
        "%s ran, but the schema after it is not the one that the plan promised: %s. %s"
            .formatted(
                RunMessages.step(attempt.entry(), step),
                DifferenceNames.ofStep(before.schema(), live.schema(), attempt.entry().target()),
                RunMessages.inPlace(attempt.lastInPlace())));
  }

  /** The schema before a step is where its rollback has to lead, if it is the promised one. */
  private static void keepBase(Run run, Attempt attempt, MigrationStep step, LiveSchema before) {
    int number = step.number() - 1;
    if (number == 0 || !before.is(attempt.fingerprintAfter(number))) return;
    run.write(() -> run.journal().keepBase(attempt.seq(), number, before.schema()));
  }

  UnderpinException notTheTarget(Attempt attempt, LiveSchema live) {
    String differences =
        attempt.entry().target().map(t -> DifferenceNames.between(t, live.schema())).orElse("");
    return stopped(
        attempt,
        live,
        "Every step of %s ran, but the live schema is not the one that was planned%s"
            .formatted(
                attempt.entry().id(), differences.isEmpty() ? "." : ": " + differences + "."));
  }

  private UnderpinException stopped(Attempt attempt, LiveSchema live, String what) {
    String text = what + "\n" + RunMessages.possibleCommands(attempt.entry());
    record(run, attempt, State.PARTIAL, live, text);
    return UnderpinException.failed(FindingCode.RESULT_DIFFERS, text);
  }

  private static void record(Run run, Attempt attempt, State state, LiveSchema live, String error) {
    run.write(
        () ->
            run.journal()
                .stopped(attempt.seq(), state, Optional.of(live.schema()), Optional.of(error)));
  }
}
