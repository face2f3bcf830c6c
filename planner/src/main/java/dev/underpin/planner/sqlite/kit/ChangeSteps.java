package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;

/** How a step begins that makes one change of a table. */
public final class ChangeSteps {
  private ChangeSteps() {}

  /** A step with the title, source and effect of a change. */
  public static StepBuilder step(
      SqliteContext context, TableChange change, Phase phase, int rank, Lock lock) {
    return StepBuilder.step(phase, rank, change.table(), ChangeTitles.of(context, change), lock)
        .source(change.target())
        .effect(change);
  }

  /** The same for a change by ALTER TABLE. */
  public static StepBuilder alter(
      SqliteContext context, TableChange change, Phase phase, Lock lock) {
    return step(context, change, phase, StepRanks.CHANGE_TABLE, lock)
        .needs(StepKeys.renamed(change.table()))
        .destroys(StepKeys.before(change.table()))
        .creates(StepKeys.after(change.table()));
  }
}
