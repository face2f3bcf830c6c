package dev.underpin.planner.mysql.constraint;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.ForeignKeySteps;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import java.util.Set;

/** A unique constraint, check or foreign key is dropped from a table that stays. */
public final class DropConstraint extends TableSteps {
  public DropConstraint(TableSteps steps) {
    super(steps);
  }

  public void plan(Constraint constraint) {
    if (constraint instanceof ForeignKey key) new ForeignKeySteps(this).drop(key);
    else dropInPlace(constraint);
  }

  private void dropInPlace(Constraint constraint) {
    boolean isCheck = constraint instanceof CheckConstraint;
    Set<String> columns = context.mentioned(table, constraint);
    String title = StepTitles.dropConstraint(constraint);
    StepBuilder step =
        contract(
                isCheck ? StepRanks.DROP_CHECK : StepRanks.DROP_INDEX,
                ref().constraint(constraint),
                title,
                dropping(constraint))
            .up(alter(dropping(constraint), clauses.dropConstraint(constraint)))
            .down(alter(adding(constraint), clauses.addConstraint(constraint)))
            .effect(new Change.DropConstraint(table, constraint));
    releasing(step, columns);
    period(constraint).ifPresent(p -> step.releases(StepKey.constraint(p)));
    if (isCheck) step.destroys(StepKey.constraint(constraint.name().orElseThrow()));
    else releaseIndex(step, constraint);
    sink.add(step);
  }

  private void releaseIndex(StepBuilder step, Constraint constraint) {
    step.destroys(indexKey(constraint), State.OLD_INDEXES.of(table));
    boolean returns = newTable().constraints().contains(constraint);
    if (!returns && context.supports(table, constraint.keys()))
      step.needs(State.NEW_INDEXES.of(table));
  }
}
