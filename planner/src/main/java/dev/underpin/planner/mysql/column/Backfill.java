package dev.underpin.planner.mysql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.recipe.BackfillChecks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/** Rows that get a value where they have none, in batches, before NULL is forbidden. */
final class Backfill {
  private final MysqlContext context;
  private final StepSink sink;

  Backfill(MysqlContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  /** Fill a column that is new in this plan. */
  void newColumn(QualifiedName table, Column column, SqlText value) {
    StepBuilder step =
        filling(table, Phase.BACKFILL, column, StepTitles.backfill(column.name()))
            .up(update(table, column, value))
            .needs(StepKey.column(table, column.name()))
            .needs(context.needsOf(table, others(table, column, value)))
            .creates(StepKey.filled(table, column.name()));
    nulls(table, column, Optional.of(value)).filter(p -> !column.nullable()).ifPresent(step::check);
    sink.add(step);
  }

  /** Then forbid NULL in it, or bring what else it is in the end. */
  void requireNew(
      QualifiedName table,
      Column first,
      Column column,
      SqlText value,
      Optional<CheckConstraint> check) {
    again(table, column, value);
    Table target = context.target(table);
    AlterMethod way =
        column.nullable()
            ? context.way(Operation.ADD_COLUMN_CHECK, table)
            : context.way(TypeConversion.settingNotNull(column.type()), table);
    StepBuilder step =
        context
            .changing(
                Phase.CONTRACT,
                StepRanks.ALTER_COLUMN,
                table,
                column.nullable()
                    ? StepTitles.addColumnCheck(column.name())
                    : StepTitles.setNotNull(column.name()),
                way)
            .source(ObjectRef.table(table).column(column.name()))
            .needs(again(table, column))
            .creates(StepKey.after(table, column.name()))
            .up(
                context.alter(
                    table,
                    way,
                    context.alter().modifyColumn(target, context.spoken(target, column))))
            .down(
                context.alter(
                    table,
                    context.way(Operation.DROP_NOT_NULL, table),
                    context
                        .alter()
                        .modifyColumn(
                            ColumnRecipes.withoutChecks(target), context.spoken(target, first))))
            .effect(new AlterColumn(table, first, column));
    check.ifPresent(c -> step.effect(new AddConstraint(table, c)));
    sink.add(step);
  }

  /**
   * Fill a column that was there before, remembering what was filled in which row, so that the way
   * back can empty it.
   */
  void oldColumn(QualifiedName table, Column before, SqlText value) {
    String memory = TrashSteps.forward(context).name(before.name());
    Column kept = AlterColumnRecipe.hidden(before, memory);
    Table renamed = context.renamed(table);
    StepKey room = StepKey.link(table, before.name(), 1);
    sink.add(
        context
            .changing(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addBackfillHelper(before.name()),
                context.way(Operation.ADD_COLUMN, table))
            .source(ObjectRef.table(table).column(before.name()))
            .up(
                context.alter(
                    table,
                    context.way(Operation.ADD_COLUMN, table),
                    context.alter().addColumn(renamed, context.spoken(renamed, kept))))
            .down(
                context.alter(
                    table,
                    context.way(Operation.DROP_COLUMN, table),
                    context.alter().dropColumn(memory)))
            .creates(room));
    String column = before.name();
    SqlText times = context.keepingTimes(table);
    String update =
        context.sql(
            "UPDATE {} SET {} = ({}), {} = {}{} WHERE ({} IS NULL) /* batch */",
            table,
            memory,
            value,
            column,
            memory,
            times,
            column);
    StepBuilder step =
        filling(table, Phase.BACKFILL, before, StepTitles.backfill(before.name()))
            .up(update)
            .down(
                context.sql(
                    "UPDATE {} SET {} = NULL{} WHERE ({} IS NOT NULL AND {} <=> {}) /* batch */",
                    table,
                    column,
                    times,
                    memory,
                    column,
                    memory))
            .needs(room)
            .needs(context.renamesOf(table, List.of(before.name())))
            .creates(StepKey.filled(table, before.name()));
    nulls(table, before, Optional.of(value)).ifPresent(step::check);
    BackfillChecks.of(context, table, before, value).forEach(step::check);
    sink.add(step);
    sink.add(
        filling(table, Phase.CONTRACT, before, StepTitles.backfillAgain(before.name()))
            .up(update)
            .needs(StepKey.filled(table, before.name()))
            .creates(again(table, before)));
  }

  /** The key of the last filling before NULL is forbidden. */
  StepKey again(QualifiedName table, Column column) {
    return StepKey.link(table, column.name(), 2);
  }

  private void again(QualifiedName table, Column column, SqlText value) {
    sink.add(
        filling(table, Phase.CONTRACT, column, StepTitles.backfillAgain(column.name()))
            .up(update(table, column, value))
            .needs(StepKey.filled(table, column.name()))
            .creates(again(table, column)));
  }

  private List<String> others(QualifiedName table, Column column, SqlText value) {
    return context.mentioned(table, value).stream()
        .filter(c -> !c.equals(column.name()) && context.target(table).column(c).isPresent())
        .filter(c -> context.renamed().table(table).flatMap(t -> t.column(c)).isEmpty())
        .toList();
  }

  private StepBuilder filling(QualifiedName table, Phase phase, Column column, String title) {
    return step(
            phase,
            phase == Phase.BACKFILL ? StepRanks.BACKFILL : StepRanks.ALTER_COLUMN - 1,
            table,
            title,
            MysqlContext.rows())
        .source(ObjectRef.table(table).column(column.name()))
        .mode(Mode.BATCHES, Mode.BATCHES)
        .needs(context.renamesOf(table, List.of()))
        .batch(context.batch(table));
  }

  private String update(QualifiedName table, Column column, SqlText value) {
    return context.sql(
        "UPDATE {} SET {} = ({}){} WHERE ({} IS NULL) /* batch */",
        table,
        column.name(),
        value,
        context.keepingTimes(table),
        column.name());
  }

  /** The rows that would still be NULL. */
  Optional<DataCheck> nulls(QualifiedName table, Column column, Optional<SqlText> value) {
    boolean isNew = context.renamed().table(table).flatMap(t -> t.column(column.name())).isEmpty();
    if (context.isEmpty(table)) return Optional.empty();
    String now = context.quote(context.live(table, column.name()));
    Optional<String> filled =
        value.flatMap(v -> context.live(table, v)).map(v -> "(" + v + ") IS NULL");
    if (value.isPresent() && filled.isEmpty()) return Optional.empty();
    String condition =
        isNew ? filled.orElse("1 = 1") : now + " IS NULL" + filled.map(f -> " AND " + f).orElse("");
    return Optional.of(
        new DataCheck(
            "nulls:" + table + "." + column.name(),
            table,
            value.isPresent()
                ? CheckTexts.nullsAfterBackfill(column.name())
                : CheckTexts.nulls(column.name()),
            context.rows(table, condition),
            value.isPresent()
                ? CheckTexts.completeBackfill(column.name())
                : CheckTexts.addBackfill(context.inYaml(table, column.name()))));
  }
}
