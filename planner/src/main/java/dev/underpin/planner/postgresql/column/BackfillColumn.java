package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.postgresql.kit.ColumnBackfill;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.BackfillChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;

/** Fills a column where it is NULL: no row is left without a value. */
public record BackfillColumn(ColumnBackfill backfill) implements Runnable {
  @Override
  public void run() {
    ColumnStepChain chain = backfill.chain();
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String name = chain.name();
    String record = chain.fillRecord();
    if (backfill.recorded()) {
      chain.add(
          chain
              .expand(StepRanks.ADD_COLUMN, StepTitles.addBackfillHelper(name), Locks.EXCLUSIVE)
              .up(ddl.addColumn(table, Column.of(record, chain.at().type())))
              .down(ddl.dropColumn(table, record)));
    }
    StepBuilder step =
        backfill.first().checks(backfill.checks()).creates(StepKey.filled(table, name));
    if (backfill.recorded()) {
      step.checks(BackfillChecks.of(chain.context(), table, chain.at(), backfill.value()))
          .down(
              ddl.sql(
                  "UPDATE {} SET {} = NULL WHERE ({} IS NOT NULL"
                      + " AND {}::text IS NOT DISTINCT FROM {}::text) /* batch */",
                  table,
                  name,
                  record,
                  name,
                  record));
    }
    chain.add(step);
  }
}
