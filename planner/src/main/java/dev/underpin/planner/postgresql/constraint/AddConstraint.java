package dev.underpin.planner.postgresql.constraint;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.ConstraintTraits;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.RowConflicts;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;

/**
 * Adds a constraint without an index to a table: first it holds for new rows, then the old ones are
 * checked while others write. Only an exclusion constraint blocks writes.
 */
public record AddConstraint(PostgresContext context, StepSink sink, Change.AddConstraint change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName name = change.table();
    Table table = context.target().table(name).orElseThrow();
    Constraint constraint = change.constraint();
    ConstraintSteps steps = new ConstraintSteps(context);
    boolean empty = context.isEmpty(name);
    Optional<Constraint> pending = empty ? Optional.empty() : steps.notYetValid(table, constraint);
    boolean scans = !empty && pending.isEmpty() && !ConstraintTraits.isNotValid(constraint);
    Lock lock = lock(constraint, scans);
    StepBuilder step =
        steps
            .add(Phase.CONTRACT, table, pending.orElse(constraint), lock)
            .check(new DataChecks(context).of(name, constraint));
    step.check(new RowConflicts(context).of(name, constraint));
    if (constraint instanceof ExclusionConstraint) {
      step.creates(StepKey.relation(name.withName(constraint.name().orElseThrow())));
      if (!empty) step.hazard(Hazards.exclusionBlocksWrites());
    }
    context.addLockHazards(step, name, lock);
    sink.add(step);
    pending.ifPresent(p -> sink.add(steps.validate(table, p, constraint)));
  }

  private static Lock lock(Constraint constraint, boolean scans) {
    if (constraint instanceof ForeignKey)
      return scans ? Locks.SHARE_ROW_EXCLUSIVE_SCAN : Locks.SHARE_ROW_EXCLUSIVE;
    return scans ? Locks.EXCLUSIVE_SCAN : Locks.EXCLUSIVE;
  }
}
