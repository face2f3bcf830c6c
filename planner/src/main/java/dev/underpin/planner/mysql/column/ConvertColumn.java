package dev.underpin.planner.mysql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ColumnChecks;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.List;

/**
 * A change of type by the {@code using} of the YAML. The converted values are made in a column
 * beside the old one, then the two trade names, and the old one lies in the trash; what depends on
 * the column is recreated on the new one.
 */
public final class ConvertColumn extends TableSteps {
  private final Column before;
  private final Column after;
  private final String name;
  private final SqlText using;

  public ConvertColumn(TableSteps steps, Change.AlterColumn change, SqlText using) {
    super(steps);
    this.before = change.before();
    this.after = change.after();
    this.name = before.name();
    this.using = using;
  }

  public void plan() {
    if (context.changesInUse(table, before, after)) {
      sink.refuse(
          InUseRefusals.typeChange(
              table, after, "the column has using:, and only values that stay are copied so"));
      return;
    }
    String title = StepTitles.changeType(before, after, true) + TypeConversion.zone(before, after);
    StepBuilder step =
        contract(StepRanks.ALTER_COLUMN, ref().column(name), title, context.copy(table))
            .allow(Allow.LOSSY)
            .hazard(Hazards.valuesMayChange(List.of(name)))
            .needs(context.renamesOf(table, List.of(name)))
            .destroys(StepKey.before(table, name))
            .creates(StepKey.after(table, name))
            .effect(new Change.AlterColumn(table, before, after));
    var oldCheck = ColumnChecks.of(oldTable(), before);
    var newCheck = ColumnChecks.of(newTable(), after);
    if (!oldCheck.equals(newCheck))
      Change.between(table, oldCheck, newCheck).ifPresent(step::effect);
    addStatements(step);
    if (!after.nullable()) context.live(table, using).ifPresent(u -> checkNulls(step, u));
    sink.add(step);
  }

  private void addStatements(StepBuilder step) {
    AlterMethod copy = context.copy(table);
    String converted = context.temporary("new", table.toString(), name);
    Column last = context.withExplicitCollation(newTable(), after);
    Column first = TrashSteps.hidden(last, converted);
    TrashSteps trash = TrashSteps.forward(this);
    DependentObjects dependents = DependentObjects.onRecreatedColumn(this, name);
    step.up(
        alter(Operation.ADD_COLUMN, clauses.addColumn(ColumnChecks.without(newTable()), first)));
    step.up(
        context.sql(
            "UPDATE {} SET {} = ({}){}", table, converted, using, context.keepingTimes(table)));
    dependents.drop().ifPresent(step::up);
    step.up(trash.drop(before));
    step.up(alter(copy, clauses.changeColumn(newTable(), converted, last)));
    dependents.add().ifPresent(step::up);

    dependents.drop().ifPresent(step::down);
    step.down(TrashSteps.back(this).drop(after));
    step.down(trash.restore(oldTable(), before));
    trash.missing(before).ifPresent(step::downCheck);
    dependents.add().ifPresent(step::down);
  }

  private void checkNulls(StepBuilder step, String value) {
    step.check(
        new DataCheck(
            "cast:" + table + "." + name,
            table,
            CheckTexts.nullsAfterConversion(name),
            context.rows(table, "(" + value + ") IS NULL"),
            CheckTexts.completeConversion(name)));
  }
}
