package dev.underpin.runner.apply;

import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.session.Database;
import java.util.Optional;

/**
 * Which commands lead on from a migration that is partially applied, by what the catalog says.
 *
 * @param apply true where it can go on
 * @param rollback true where it can be rolled back
 */
public record PossibleCommands(boolean apply, boolean rollback) {
  /** Look where the last attempt of a migration stands. */
  public static PossibleCommands of(Database database, HistoryEntry entry, LiveSchema live) {
    return database
        .asking(() -> HistoryReader.attempt(database, entry.id()))
        .map(attempt -> of(attempt, live))
        .orElse(new PossibleCommands(true, true));
  }

  private static PossibleCommands of(Attempt attempt, LiveSchema live) {
    HistoryEntry entry = attempt.entry();
    boolean asLeft = entry.left().map(l -> live.isAs(l, entry.migration())).orElse(true);
    boolean asPromised = live.is(attempt.fingerprintAfter(attempt.lastInPlace()));
    boolean back = attempt.purged().isEmpty();
    Optional<StepState> unsettled = attempt.unsettled().map(Progress::state);
    return unsettled
        .map(state -> new PossibleCommands(state == StepState.STARTED || asPromised, back))
        .orElseGet(() -> new PossibleCommands(asPromised && asLeft, asLeft && back));
  }
}
