package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ColumnBackfill;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;

/**
 * Sets NOT NULL before PostgreSQL 18: by a check that holds for new rows, the rows written since,
 * and a validation while others write. Since version 12 {@code SET NOT NULL} takes a valid check
 * for a proof.
 */
public record SetNotNullByCheck(ColumnStepChain chain, Optional<ColumnBackfill> backfill)
    implements Runnable {
  @Override
  public void run() {
    PostgresContext context = chain.context();
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    String column = chain.name();
    Table target = context.target().table(table).orElseThrow();
    String name = context.temporary("not_null", table.toString(), column);
    String condition = context.dialect().spelled(column) + " IS NOT NULL";
    CheckConstraint valid =
        CheckConstraint.of(Optional.of(name), CanonicalForm.expression(condition));
    CheckConstraint pending = valid.withNotValid(true);
    String drop = ddl.dropConstraint(table, name);
    StepBuilder reject =
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.rejectNullsByCheck(column), Locks.EXCLUSIVE)
            .up(ddl.addConstraint(target, pending))
            .down(drop)
            .effect(new Change.AddConstraint(table, pending));
    if (backfill.isEmpty()) reject.checks(ColumnBackfill.nulls(chain));
    chain.add(reject);
    backfill.ifPresent(b -> chain.add(b.again()));
    chain.add(
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.validateNotNull(column), Locks.VALIDATE)
            .up(ddl.validateConstraint(table, name))
            .down(drop, ddl.addConstraint(target, pending))
            .effect(new Change.AlterConstraint(table, pending, valid)));
    chain.add(
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.setNotNullByCheck(column), Locks.EXCLUSIVE)
            .up(ddl.setNotNull(table, column))
            .down(ddl.dropNotNull(table, column))
            .creates(State.NOT_NULL.of(table, column)),
        chain.at().withNullable(false));
    chain.add(
        chain
            .contract(StepRanks.NOT_NULL, StepTitles.dropHelperCheck(column), Locks.EXCLUSIVE)
            .up(drop)
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .down(new ConstraintSteps(context).addToRows(target, valid))
            .effect(new Change.DropConstraint(table, valid)));
  }
}
