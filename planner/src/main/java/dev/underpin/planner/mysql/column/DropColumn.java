package dev.underpin.planner.mysql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.ColumnChecks;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A column moves to the trash; a generated one is dropped, since its values are computed again. */
public final class DropColumn extends TableSteps {
  public DropColumn(TableSteps steps) {
    super(steps);
  }

  public void plan(Column column) {
    String name = column.name();
    boolean generated = column.generated().isPresent();
    boolean drops = generated || context.isDiscarded(table + "." + name);
    boolean returns = newTable().column(name).isPresent();
    String title = returns ? StepTitles.dropColumnForNow(name) : StepTitles.dropColumn(name, drops);
    StepBuilder step =
        contract(
                StepRanks.DROP_COLUMN,
                ref(),
                title,
                drops ? method(dropping(column)) : TrashSteps.forward(this).method(column))
            .effect(new Change.DropColumn(table, column))
            .destroys(StepKey.column(table, name), StepKey.before(table, name))
            .needs(context.renamesOf(table, List.of(name)));
    if (returns) step.hazard(Hazards.columnMissing(name));
    else step.allow(Allow.DROP_COLUMN);
    ColumnChecks.of(oldTable(), column)
        .ifPresent(c -> step.effect(new Change.DropConstraint(table, c)));
    column.generated().ifPresent(g -> release(step, g));
    TrashSteps trash = TrashSteps.forward(this);
    if (drops) {
      step.up(alter(dropping(column), clauses.dropColumn(name)));
      addAgain(step, column);
    } else trash.move(column, step);
    if (!drops) trash.missing(column).ifPresent(step::downCheck);
    if (drops && !generated) warn(step, name);
    sink.add(step);
  }

  /** Values that are gone for good are those that the declared expression gives. */
  private void addAgain(StepBuilder step, Column column) {
    Optional<SqlText> value =
        column.generated().isPresent()
            ? Optional.empty()
            : context.backfillDown(table, column.name());
    if (value.isEmpty()) {
      step.down(alter(adding(oldTable(), column), addColumn(oldTable(), column)));
      return;
    }
    Column empty = column.withNullable(true);
    step.down(alter(adding(oldTable(), empty), addColumn(oldTable(), empty)))
        .down(
            context.sql(
                "UPDATE {} SET {} = ({}){}",
                table,
                column.name(),
                value.get(),
                context.keepingTimes(table)));
    if (!column.nullable())
      step.down(
          alter(
              TypeConversion.settingNotNull(column.type()),
              clauses.modifyColumn(oldTable(), context.withExplicitCollation(oldTable(), column))));
  }

  private void release(StepBuilder step, Generated generated) {
    Set<String> sources = context.mentioned(table, generated.expression());
    step.releases(context.releasesOf(table, sources));
    if (generated.stored()) sources.forEach(c -> step.releases(State.COMPUTED_FROM.of(table, c)));
  }

  private void warn(StepBuilder step, String name) {
    step.allow(Allow.DISCARD);
    if (!context.isEmpty(table)) step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(name));
  }
}
