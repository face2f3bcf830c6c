package dev.underpin.planner.mysql.index;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Index;

/** An index is dropped; one that a foreign key could depend on, once the new indexes are built. */
public final class DropIndex extends TableSteps {
  public DropIndex(TableSteps steps) {
    super(steps);
  }

  public void plan(Index index) {
    String title = StepTitles.dropIndex(index);
    StepBuilder step =
        contract(StepRanks.DROP_INDEX, ref().index(index.name()), title, Operation.DROP_KEY)
            .up(alter(Operation.DROP_KEY, clauses.dropIndex(index.name())))
            .down(alter(adding(index), clauses.addIndex(index)))
            .effect(new Change.DropIndex(table, index))
            .destroys(StepKey.index(table, index.name()), State.OLD_INDEXES.of(table));
    boolean returns = newTable().indexes().contains(index);
    if (!returns && context.supports(table, index.keys())) step.needs(State.NEW_INDEXES.of(table));
    sink.add(releasing(step, context.mentioned(table, index)));
  }
}
