package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ColumnTrash;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/** Moves a column to the trash, or drops it for good; a generated column has no values to keep. */
public record DropColumn(PostgresContext context, StepSink sink, Change.DropColumn change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName table = change.table();
    Column column = change.column();
    String name = column.name();
    boolean derived = column.generated().isPresent();
    boolean drops = derived || context.isDiscarded(table + "." + name);
    StepBuilder step =
        contract(StepRanks.DROP_COLUMN, table, StepTitles.dropColumn(name, drops), Locks.EXCLUSIVE)
            .source(ObjectRef.table(table))
            .allow(Allow.DROP_COLUMN)
            .effect(change)
            .destroys(StepKey.column(table, name), StepKey.before(table, name))
            .needs(context.renamesOf(table, List.of(name)));
    context.sequence(table, column).ifPresent(s -> step.destroys(StepKey.relation(s.name())));
    if (derived) step.releases(context.releasesOf(table, context.computedFrom(table, column)));
    Optional<SqlText> filling = derived ? Optional.empty() : context.backfillDown(table, name);
    if (drops) {
      step.together(StepKey.before(table, name));
      step.up(context.ddl().dropColumn(table, name));
      if (filling.isPresent()) addFilled(step, filling.get());
      else step.down(context.addColumn(table, column));
      if (!derived) step.allow(Allow.DISCARD);
      if (!derived && !context.isEmpty(table))
        step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(name));
    } else {
      ColumnTrash trash = new ColumnTrash(context, table, column);
      String inTrash = context.trash().name(name);
      if (filling.isPresent()) keep(step, trash, filling.get());
      else step.up(trash.in(context.trash())).down(trash.out());
      if (context.needsValue(column)) step.downCheck(missing(inTrash, filling));
    }
    sink.add(step);
  }

  /**
   * A rollback fills the rows that were written since. Where the column may be NULL, a row that has
   * NULL is told from them by a column in the trash: it begins with a value, which needs no write
   * (from version 11 on), and rows that come later have none.
   */
  private void keep(StepBuilder step, ColumnTrash trash, SqlText value) {
    QualifiedName table = change.table();
    Column column = change.column();
    PostgresDdl ddl = context.ddl();
    String inTrash = context.trash().name(column.name());
    String mark = context.trash().name(context.keptMark(table, column.name()));
    // It is compiled where it can still be refused: before the column goes.
    step.up(context.sql("UPDATE {} SET {} = ({}) WHERE false", table, column.name(), value));
    if (column.nullable()) {
      Column kept = Column.of(mark, "boolean").withDefault(Optional.of(SqlText.of("true")));
      step.up(ddl.addColumn(table, kept)).up(ddl.dropDefault(table, mark));
    }
    SqlText written =
        column.nullable()
            ? context.fragment("{} IS NULL AND {} IS NULL", inTrash, mark)
            : context.fragment("{} IS NULL", inTrash);
    step.up(trash.in(context.trash()))
        .down(context.sql("UPDATE {} SET {} = ({}) WHERE {}", table, inTrash, value, written));
    if (column.nullable()) step.down(ddl.dropColumn(table, mark));
    step.down(trash.out());
  }

  /** A column whose values are gone for good gets those that the expression gives. */
  private void addFilled(StepBuilder step, SqlText value) {
    QualifiedName table = change.table();
    Column column = change.column();
    step.down(context.addColumn(table, column.withNullable(true)))
        .down(context.sql("UPDATE {} SET {} = ({})", table, column.name(), value));
    if (column.nullable()) return;
    step.down(context.ddl().setNotNull(table, column.name()));
    step.downCheck(
        context.rollbackCheck(
            "missing:" + table + "." + column.name(),
            table,
            CheckTexts.valueMissing(column.name()),
            context.fragment("({}) IS NULL", value),
            CheckTexts.CHANGE_THEN_ROLL_BACK));
  }

  /** Rows written while a required column lay in the trash have no value for it. */
  private DataCheck missing(String inTrash, Optional<SqlText> filling) {
    QualifiedName table = change.table();
    String name = change.column().name();
    return context.rollbackCheck(
        "missing:" + table + "." + name,
        table,
        CheckTexts.valueMissing(name),
        filling
            .map(value -> context.fragment("{} IS NULL AND ({}) IS NULL", inTrash, value))
            .orElseGet(() -> context.fragment("{} IS NULL", inTrash)),
        CheckTexts.valueInTrash(inTrash));
  }
}
