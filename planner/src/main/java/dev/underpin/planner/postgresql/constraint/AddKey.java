package dev.underpin.planner.postgresql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.ConstraintTraits;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.RowConflicts;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;

/** Adds a primary key or unique constraint, by an index that is built while others write. */
public record AddKey(PostgresContext context, StepSink sink, Change.AddConstraint change)
    implements Runnable {
  @Override
  public void run() {
    PostgresDdl ddl = context.ddl();
    QualifiedName name = change.table();
    Table table = context.target().table(name).orElseThrow();
    Constraint key = change.constraint();
    String called = key.name().orElseThrow();
    Lock lock = lock(table, key);
    StepBuilder step =
        contract(StepRanks.ADD_KEY, name, StepTitles.addConstraint(key), lock)
            .source(ObjectRef.table(name).constraint(key))
            .down(ddl.dropConstraint(name, called))
            .effect(change)
            .creates(State.CONSTRAINT.of(name, called))
            .creates(StepKey.relation(name.withName(called)))
            .creates(StepKey.unique(name, key.columns()))
            .needs(context.needsOf(name, context.mentioned(name, key)))
            .check(new DataChecks(context).of(name, key))
            .check(new RowConflicts(context).of(name, key));
    key.columns().forEach(c -> step.needs(State.NOT_NULL.of(name, c)));
    if (lock == Locks.KEY_THROUGH_INDEX) {
      step.mode(Mode.ALONE, Mode.TRANSACTION)
          .up(new ConstraintSteps(context).addByIndex(table, key));
    } else {
      context.addLockHazards(step.up(ddl.addConstraint(table, key)), name, lock);
    }
    sink.add(step.up(context.comment(name, key)));
  }

  private Lock lock(Table table, Constraint key) {
    if (context.isEmpty(table.name())) return Locks.EXCLUSIVE;
    boolean byIndex =
        !PostgresContext.isPartitioned(table)
            && !ConstraintTraits.isWithoutOverlaps(key)
            && key.keys().stream().allMatch(IndexKey::isPlainColumn);
    return byIndex ? Locks.KEY_THROUGH_INDEX : Locks.EXCLUSIVE_SCAN;
  }
}
