package dev.underpin.planner.mysql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.Backfill;
import dev.underpin.planner.mysql.kit.ColumnChecks;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.Optional;
import java.util.Set;

/** A new column; the rows that exist get a value of their own where they need one. */
public final class AddColumn extends TableSteps {
  private final Column column;
  private final String name;
  private final Optional<CheckConstraint> check;
  private final boolean defaultPerRow;

  public AddColumn(TableSteps steps, Column column) {
    super(steps);
    this.column = column;
    this.name = column.name();
    this.check = ColumnChecks.of(newTable(), column);
    this.defaultPerRow = context.dialect().isComputedDefault(column);
  }

  public void plan() {
    Optional<SqlText> value =
        context
            .backfill(table, name)
            .or(() -> defaultPerRow ? column.defaultValue() : Optional.empty());
    if (column.generated().isPresent()
        || context.isEmpty(table)
        || value.isEmpty()
            && (column.nullable()
                || column.defaultValue().isPresent()
                || context.isEmptyHere(table))) {
      addAtOnce();
    } else if (value.isEmpty()) {
      sink.refuse(Refusals.missingBackfill(table, column, context.inYaml(table, name)));
    } else {
      addAndBackfill(value.get());
    }
  }

  // --- at once

  private void addAtOnce() {
    boolean rejects =
        !column.nullable() && column.defaultValue().isEmpty() && column.generated().isEmpty();
    Operation adding = adding(newTable(), column);
    String title = StepTitles.addColumn(column);
    StepBuilder step =
        step(
                rejects ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                ref().column(name),
                title,
                method(adding))
            .creates(
                StepKey.column(table, name),
                StepKey.filled(table, name),
                StepKey.after(table, name))
            .effect(new Change.AddColumn(table, column));
    new DataChecks(context)
        .valueMissing(table, column, context.inYaml(table, name))
        .ifPresent(step::check);
    if (defaultPerRow) addWithDefaultLater(step);
    else step.up(alter(adding, addColumn(newTable(), column)));
    column
        .generated()
        .ifPresentOrElse(
            g -> addGenerated(step, g), () -> step.down(TrashSteps.back(this).drop(column)));
    check.ifPresent(c -> step.effect(new Change.AddConstraint(table, c)));
    sink.add(step);
  }

  /** It would cost a copy, and is refused for a new column where statements are logged as text. */
  private void addWithDefaultLater(StepBuilder step) {
    Column first = column.withDefault(Optional.empty()).withNullable(true);
    step.up(
        alter(Operation.ADD_COLUMN, clauses.addColumn(ColumnChecks.without(newTable()), first)),
        alter(
            column.nullable()
                ? Operation.CHANGE_COLUMN_ATTRIBUTES
                : TypeConversion.settingNotNull(column.type()),
            clauses.modifyColumn(newTable(), column)));
  }

  private void addGenerated(StepBuilder step, Generated generated) {
    Set<String> sources = context.mentioned(table, generated.expression());
    if (generated.stored()) sources.forEach(c -> step.destroys(State.CHANGED_BY_KEY.of(table, c)));
    new DataChecks(context).computedNulls(table, column).ifPresent(step::check);
    step.needs(needs(sources)).down(alter(dropping(column), clauses.dropColumn(name)));
  }

  // --- and then the rows

  /** First the column, then the default for new rows, then the rows. */
  private void addAndBackfill(SqlText value) {
    Column first = column.withNullable(true);
    Table bare = ColumnChecks.without(newTable());
    String title = StepTitles.addNullableColumn(column);
    StepBuilder step =
        expand(StepRanks.ADD_COLUMN, ref().column(name), title, Operation.ADD_COLUMN)
            .creates(StepKey.column(table, name))
            .effect(new Change.AddColumn(table, first))
            .up(alter(Operation.ADD_COLUMN, addColumn(bare, first.withDefault(Optional.empty()))))
            .down(TrashSteps.back(this).drop(first));
    if (column.defaultValue().isPresent())
      step.up(alter(Operation.CHANGE_COLUMN_ATTRIBUTES, modifyColumn(bare, first)));
    sink.add(step);
    Backfill backfill = new Backfill(this, column, value);
    backfill.newColumn();
    if (!column.nullable() || check.isPresent()) require(first, backfill);
  }

  /** Forbid NULL in it, or add its check. */
  private void require(Column first, Backfill backfill) {
    backfill.newColumnAgain();
    Operation operation =
        column.nullable()
            ? Operation.ADD_COLUMN_CHECK
            : TypeConversion.settingNotNull(column.type());
    String title =
        column.nullable() ? StepTitles.addColumnCheck(name) : StepTitles.setNotNull(name);
    StepBuilder step =
        contract(StepRanks.ALTER_COLUMN, ref().column(name), title, operation)
            .needs(backfill.again())
            .creates(StepKey.after(table, name))
            .up(alter(operation, modifyColumn(newTable(), column)))
            .down(
                alter(
                    Operation.DROP_NOT_NULL, modifyColumn(ColumnChecks.without(newTable()), first)))
            .effect(new Change.AlterColumn(table, first, column));
    check.ifPresent(c -> step.effect(new Change.AddConstraint(table, c)));
    sink.add(step);
  }
}
