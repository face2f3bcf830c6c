package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.contract;

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
    if (drops) {
      step.together(StepKey.before(table, name));
      step.up(context.ddl().dropColumn(table, name)).down(context.addColumn(table, column));
      if (!derived) step.allow(Allow.DISCARD);
      if (!derived && !context.isEmpty(table))
        step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(name));
    } else {
      ColumnTrash trash = new ColumnTrash(context, table, column);
      String inTrash = context.trash().name(name);
      Optional<SqlText> filling = context.backfillDown(table, name);
      filling.ifPresent(
          value -> {
            // It is compiled where it can still be refused: before the column goes.
            step.up(context.sql("UPDATE {} SET {} = ({}) WHERE false", table, name, value));
            step.down(
                context.sql(
                    "UPDATE {} SET {} = ({}) WHERE {} IS NULL", table, inTrash, value, inTrash));
          });
      step.up(trash.in(context.trash())).down(trash.out());
      if (context.needsValue(column)) step.downCheck(missing(inTrash, filling));
    }
    sink.add(step);
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
