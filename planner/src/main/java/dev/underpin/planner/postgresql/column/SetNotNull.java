package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.planner.postgresql.kit.ColumnBackfill;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;

/**
 * Sets NOT NULL: at once on an empty table; else, from PostgreSQL 18, by a constraint that holds
 * for new rows, the rows written since, and a validation while others write.
 */
public record SetNotNull(ColumnStepChain chain, Optional<ColumnBackfill> backfill)
    implements Runnable {
  @Override
  public void run() {
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String column = chain.name();
    String drop = ddl.dropNotNull(table, column);
    if (chain.context().isEmpty(table)) {
      chain.add(
          chain
              .contract(StepRanks.NOT_NULL, StepTitles.setNotNull(column), Locks.EXCLUSIVE)
              .up(ddl.setNotNull(table, column))
              .down(drop)
              .creates(State.NOT_NULL.of(table, column)),
          chain.at().withNullable(false));
      return;
    }
    String name = chain.context().notNullName(table, column);
    String pending = ddl.addNotNullNotValid(table, name, column);
    StepBuilder reject =
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.rejectNulls(column), Locks.EXCLUSIVE)
            .up(pending)
            .down(drop);
    if (backfill.isEmpty()) reject.checks(ColumnBackfill.nulls(chain));
    chain.add(reject, NotNullState.NOT_VALID.on(chain.at()));
    backfill.ifPresent(b -> chain.add(b.again()));
    chain.add(
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.validateNotNull(column), Locks.VALIDATE)
            .up(ddl.validateConstraint(table, name))
            .down(drop, pending)
            .creates(State.NOT_NULL.of(table, column)),
        NotNullState.VALID.on(chain.at()));
  }
}
