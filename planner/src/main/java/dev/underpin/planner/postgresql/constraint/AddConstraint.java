package dev.underpin.planner.postgresql.constraint;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.ConstraintTraits;
import dev.underpin.planner.postgresql.kit.ExclusionText;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.DataChecks.Excluded;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
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
    if (constraint instanceof ExclusionConstraint exclusion) {
      ExclusionText text = new ExclusionText(exclusion);
      step.check(new DataChecks(context).conflicts(name, exclusion, text.elements(), text.where()));
      step.creates(StepKey.relation(name.withName(constraint.name().orElseThrow())));
      if (!empty) step.hazard(Hazards.exclusionBlocksWrites());
    }
    context.addLockHazards(step, name, lock);
    sink.add(step);
    pending.ifPresent(p -> sink.add(steps.validate(table, p, constraint)));
  }

  /** Of rows that it does not allow beside each other, where more than equal values decides. */
  private Optional<DataCheck> conflicts(QualifiedName name, Constraint constraint) {
    DataChecks checks = new DataChecks(context);
    if (constraint instanceof ExclusionConstraint exclusion) {
      ExclusionText text = new ExclusionText(exclusion);
      return checks.conflicts(name, constraint, text.elements(), text.where());
    }
    return constraint.options().containsKey("without_overlaps")
        ? checks.conflicts(name, constraint, periodElements(constraint.keys()), Optional.empty())
        : Optional.empty();
  }

  /** The last column of a key without overlaps is the time for which the others hold. */
  private List<Excluded> periodElements(List<IndexKey> keys) {
    List<Excluded> elements = new ArrayList<>();
    for (IndexKey key : keys) {
      boolean last = elements.size() == keys.size() - 1;
      elements.add(
          new Excluded(
              context.fragment("{}", key.column().orElseThrow()), SqlText.of(last ? "&&" : "=")));
    }
    return elements;
  }

  private static Lock lock(Constraint constraint, boolean scans) {
    if (constraint instanceof ForeignKey)
      return scans ? Locks.SHARE_ROW_EXCLUSIVE_SCAN : Locks.SHARE_ROW_EXCLUSIVE;
    return scans ? Locks.EXCLUSIVE_SCAN : Locks.EXCLUSIVE;
  }
}
