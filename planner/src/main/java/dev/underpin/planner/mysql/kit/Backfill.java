package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.recipe.BackfillChecks;
import dev.underpin.planner.recipe.BackfillValueChecks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/** Rows that get a value where they have none, in batches, before NULL is forbidden. */
public final class Backfill {
  /** Rows that are written. */
  public static final Lock ROWS = new Lock("row locks", Lock.Blocks.NOTHING, Lock.Work.ROWS);

  private final TableSteps steps;
  private final MysqlContext context;
  private final QualifiedName table;
  private final Column column;
  private final String name;
  private final SqlText value;

  public Backfill(TableSteps steps, Column column, SqlText value) {
    this.steps = steps;
    this.context = steps.context;
    this.table = steps.table;
    this.column = column;
    this.name = column.name();
    this.value = value;
  }

  /** Fill a column that is new in this plan. */
  public void newColumn() {
    StepBuilder step =
        batches(Phase.BACKFILL, StepTitles.backfill(name))
            .up(update())
            .needs(StepKey.column(table, name))
            .needs(steps.needs(newColumnsOfValue()))
            .needs(context.readByBackfill(table, name))
            .creates(StepKey.filled(table, name));
    BackfillValueChecks.of(context, table, column, value).forEach(step::check);
    steps.sink.add(step);
  }

  /** Fill the rows that were written since; what forbids NULL then needs {@link #again}. */
  public void newColumnAgain() {
    addAgain(update());
  }

  /**
   * Fill a column that was there before, with a helper column that records the value of each filled
   * row, so that the rollback can empty it; then the rows that were written since.
   */
  public void oldColumn() {
    String helper = TrashSteps.forward(steps).name(name);
    StepKey added = StepKey.link(table, name, 1);
    addHelper(helper, added);
    String update = update(context.fragment("{} = ({}), {} = {}", helper, value, name, helper));
    SqlText times = context.keepingTimes(table);
    SqlText unwritten = context.fragment("{} IS NOT NULL AND {} <=> {}", helper, name, helper);
    final String empty = "UPDATE {} SET {} = NULL{} WHERE ({}) /* batch */";
    StepBuilder step =
        batches(Phase.BACKFILL, StepTitles.backfill(name))
            .up(update)
            .down(context.sql(empty, table, name, times, unwritten))
            .needs(added)
            .needs(context.readByBackfill(table, name))
            .needs(context.renamesOf(table, List.of(name)))
            .creates(StepKey.filled(table, name));
    BackfillValueChecks.of(context, table, column, value).forEach(step::check);
    BackfillChecks.of(context, table, column, value).forEach(step::check);
    step.checks(new DataChecks(context).onColumn(table, name));
    steps.sink.add(step);
    addAgain(update);
  }

  private void addHelper(String helper, StepKey added) {
    Clause add = steps.addColumn(steps.oldTable(), TrashSteps.hidden(column, helper));
    ObjectRef source = steps.ref().column(name);
    String title = StepTitles.addBackfillHelper(name);
    steps.sink.add(
        steps
            .expand(StepRanks.ADD_COLUMN, source, title, Operation.ADD_COLUMN)
            .up(steps.alter(Operation.ADD_COLUMN, add))
            .down(steps.alter(Operation.DROP_COLUMN, steps.clauses.dropColumn(helper)))
            .creates(added));
  }

  private void addAgain(String update) {
    steps.sink.add(
        batches(Phase.CONTRACT, StepTitles.backfillAgain(name))
            .up(update)
            .needs(StepKey.filled(table, name))
            .creates(again()));
  }

  /** The key of the last backfill before NULL is forbidden. */
  public StepKey again() {
    return StepKey.link(table, name, 2);
  }

  private List<String> newColumnsOfValue() {
    return context.mentioned(table, value).stream()
        .filter(c -> !c.equals(name) && steps.newTable().column(c).isPresent())
        .filter(c -> context.renamed().table(table).flatMap(t -> t.column(c)).isEmpty())
        .toList();
  }

  private StepBuilder batches(Phase phase, String title) {
    int rank = phase == Phase.BACKFILL ? StepRanks.BACKFILL : StepRanks.ALTER_COLUMN - 1;
    return StepBuilder.step(phase, rank, table, title, ROWS)
        .source(steps.ref().column(name))
        .mode(Mode.BATCHES, Mode.BATCHES)
        .needs(context.renamesOf(table, List.of()))
        .batch(context.batch(table));
  }

  private String update() {
    return update(context.fragment("{} = ({})", name, value));
  }

  private String update(SqlText values) {
    SqlText times = context.keepingTimes(table);
    return context.sql(
        "UPDATE {} SET {}{} WHERE ({} IS NULL) /* batch */", table, values, times, name);
  }

  /** The rows that hold NULL, where no backfill fills them. */
  public static Optional<DataCheck> nulls(TableSteps steps, Column column) {
    MysqlContext context = steps.context;
    QualifiedName table = steps.table;
    String name = column.name();
    if (context.isEmpty(table)) return Optional.empty();
    boolean isNew = steps.oldTable().column(name).isEmpty();
    String now = context.quote(context.live(table, name)) + " IS NULL";
    return Optional.of(
        new DataCheck(
            "nulls:" + table + "." + name,
            table,
            CheckTexts.nulls(name),
            context.versions(table, isNew ? "1 = 1" : now),
            CheckTexts.addBackfill(context.inYaml(table, name))));
  }
}
