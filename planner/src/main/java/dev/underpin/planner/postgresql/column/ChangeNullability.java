package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.planner.postgresql.kit.ColumnBackfill;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;

/** Allows NULL, or changes for which rows a NOT NULL holds; {@link SetNotNull} sets it. */
public record ChangeNullability(ColumnStepChain chain) {
  /** Drops NOT NULL; a rollback needs rows without NULL. */
  public void allowNull() {
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String column = chain.name();
    Column after = NotNullState.NULLABLE.on(chain.at());
    chain.add(
        chain
            .expand(StepRanks.ALTER_COLUMN, StepTitles.nullability(after), Locks.EXCLUSIVE)
            .destroys(State.REQUIRED.of(table, column))
            .up(ddl.dropNotNull(table, column))
            .down(ddl.setNotNull(table, column))
            .downCheck(
                chain
                    .context()
                    .rollbackCheck(
                        "nulls:" + table + "." + column,
                        table,
                        CheckTexts.nullsForOldSchema(column),
                        ddl.fragment("{} IS NULL", column),
                        CheckTexts.VALUE_THEN_ROLL_BACK)),
        after);
  }

  /** Rejects NULL in new rows only, as the YAML declares it from PostgreSQL 18. */
  public void rejectNewNulls() {
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String column = chain.name();
    String drop = ddl.dropNotNull(table, column);
    String name = chain.context().notNullName(table, column);
    StepBuilder step =
        chain.contract(StepRanks.NOT_NULL, StepTitles.rejectNulls(column), Locks.EXCLUSIVE);
    if (chain.at().nullable()) step.down(drop);
    else step.up(drop).down(ddl.setNotNull(table, column));
    step.up(ddl.addNotNullNotValid(table, name, column));
    chain.add(step, NotNullState.NOT_VALID.on(chain.at()));
  }

  /** Makes a NOT NULL valid of which only the server knows the name. */
  public void validate() {
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String column = chain.name();
    String name = chain.context().dialect().notNullName(table, column, n -> false);
    StepBuilder step =
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.setNotNull(column), Locks.EXCLUSIVE_SCAN)
            .up(ddl.setNotNull(table, column))
            .down(ddl.dropNotNull(table, column), ddl.addNotNullNotValid(table, name, column))
            .creates(State.NOT_NULL.of(table, column))
            .checks(ColumnBackfill.nulls(chain));
    chain.context().addLockHazards(step, table, Locks.EXCLUSIVE_SCAN);
    chain.add(step, NotNullState.VALID.on(chain.at()));
  }
}
