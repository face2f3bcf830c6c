package dev.underpin.planner.mysql.index;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Index;

/** A new index of a table that exists, built while others write where the server can do that. */
public final class AddIndex extends TableSteps {
  public AddIndex(TableSteps steps) {
    super(steps);
  }

  public void plan(Index index) {
    String title = StepTitles.createIndex(index);
    sink.add(
        expand(StepRanks.ADD_INDEX, ref().index(index.name()), title, adding(index))
            .up(alter(adding(index), clauses.addIndex(index)))
            .down(alter(Operation.DROP_KEY, clauses.dropIndex(index.name())))
            .effect(new Change.AddIndex(table, index))
            .creates(StepKey.index(table, index.name()), State.NEW_INDEXES.of(table))
            .needs(needs(context.mentioned(table, index))));
  }
}
