package dev.underpin.planner.mysql.constraint;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.ForeignKeySteps;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;

/** A new unique constraint, check or foreign key of a table that exists. */
public final class AddConstraint extends TableSteps {
  public AddConstraint(TableSteps steps) {
    super(steps);
  }

  public void plan(Constraint constraint) {
    if (constraint instanceof ForeignKey key) new ForeignKeySteps(this).add(Phase.CONTRACT, key);
    else addInPlace(constraint);
  }

  private void addInPlace(Constraint constraint) {
    boolean isCheck = constraint instanceof CheckConstraint;
    Operation adding = adding(constraint);
    String title = StepTitles.addConstraint(constraint);
    StepBuilder step =
        contract(
                isCheck ? StepRanks.ADD_CHECK : StepRanks.ADD_INDEX,
                ref().constraint(constraint),
                title,
                adding)
            .up(alter(adding, clauses.addConstraint(constraint)))
            .down(alter(dropping(constraint), clauses.dropConstraint(constraint)))
            .effect(new Change.AddConstraint(table, constraint))
            .needs(needs(context.mentioned(table, constraint)));
    period(constraint).ifPresent(p -> step.needs(StepKey.constraint(p)));
    if (isCheck) step.creates(StepKey.constraint(constraint.name().orElseThrow()));
    else step.creates(indexKey(constraint), State.NEW_INDEXES.of(table));
    if (adding != Operation.ADD_UNENFORCED_CHECK) checked(step, constraint);
    sink.add(step);
  }
}
