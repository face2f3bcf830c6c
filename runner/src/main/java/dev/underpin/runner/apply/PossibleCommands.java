package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.session.Database;

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
        .map(attempt -> of(attempt, live, database.dialect()))
        .orElse(new PossibleCommands(true, true));
  }

  private static PossibleCommands of(Attempt attempt, LiveSchema live, Dialect dialect) {
    HistoryEntry entry = attempt.entry();
    boolean asLeft = entry.left().map(l -> live.isAs(l, entry.migration())).orElse(true);
    return of(attempt, live, dialect, asLeft);
  }

  /** Where a run stops now, and leaves the live schema. */
  static PossibleCommands atStop(Attempt attempt, LiveSchema live, Dialect dialect) {
    return of(attempt, live, dialect, true);
  }

  private static PossibleCommands of(
      Attempt attempt, LiveSchema live, Dialect dialect, boolean asLeft) {
    boolean asPromised = live.is(attempt.fingerprintAfter(attempt.lastInPlace()));
    boolean back = attempt.purged().isEmpty();
    return attempt
        .unsettled()
        .map(
            half ->
                new PossibleCommands(
                    half.state() == StepState.STARTED
                        || asPromised
                        || HalfUndone.canBeRunAgain(half.step(), dialect),
                    back))
        .orElseGet(() -> new PossibleCommands(asPromised && asLeft, asLeft && back));
  }
}
