package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import java.util.List;

/**
 * A column that becomes a generated one, or is generated in another manner: neither server can
 * alter it, so it is dropped and added in one statement, because it may be the only column.
 */
public final class RecreateColumn extends TableSteps {
  public RecreateColumn(TableSteps steps) {
    super(steps);
  }

  public void plan(Column before, Column after) {
    String name = after.name();
    boolean wasGenerated = before.generated().isPresent();
    if (after.generated().isEmpty()) {
      sink.refuse(Refusals.virtualToPlain(context.dialect().flavor().product(), table, before));
      return;
    }
    DependentObjects dependents = DependentObjects.onRecreatedColumn(this, name);
    AlterMethod method = context.copy(table).and(dependents.method());
    TrashSteps trash = TrashSteps.forward(this);
    Clause drop = wasGenerated ? clauses.dropColumn(name) : trash.dropClause(before);
    Clause restore =
        wasGenerated ? addColumn(oldTable(), before) : trash.restoreClause(oldTable(), before);
    String title =
        wasGenerated ? StepTitles.changeExpression(name) : StepTitles.startGenerating(name);
    StepBuilder step =
        contract(StepRanks.ALTER_COLUMN, ref().column(name), title, method)
            .needs(context.renamesOf(table, List.of(name)))
            .needs(needs(context.mentioned(table, after.generated().get().expression())))
            .destroys(StepKey.before(table, name))
            .creates(StepKey.after(table, name))
            .effect(new Change.AlterColumn(table, before, after))
            .up(alter(method, dependents.around(drop, addColumn(newTable(), after))))
            .down(alter(method, dependents.around(clauses.dropColumn(name), restore)));
    if (!wasGenerated) {
      step.allow(Allow.LOSSY);
      trash.missing(before).ifPresent(step::downCheck);
    }
    sink.add(step);
  }
}
