package dev.underpin.planner.postgresql.kit;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/** Changes which rows a partition takes, or of which table it is one. */
public record PartitionTie(PostgresContext context, StepSink sink) {
  public void change(Table before, Table after) {
    QualifiedName name = after.name();
    Optional<QualifiedName> of = after.partition().map(Partition::of);
    boolean another = !before.partition().map(Partition::of).equals(of);
    if (another || of.isEmpty()) {
      sink.refuse(Refusals.attached(name, of.isPresent()));
      return;
    }
    Partition was = before.partition().orElseThrow();
    Partition is = after.partition().orElseThrow();
    Table changed = before.withPartition(Optional.of(is.withColumns(was.columns())));
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.DROP_REST,
                name,
                StepTitles.changePartition(),
                Locks.PARTITION_REBOUND)
            .source(ObjectRef.table(name))
            .effect(new Change.AlterTable(before, changed))
            .up(
                context.ddl().partitions().detach(name, was),
                context.ddl().partitions().attach(name, is))
            .down(
                context.ddl().partitions().detach(name, is),
                context.ddl().partitions().attach(name, was))
            .needs(context.renamesOf(name, List.of()))
            .destroys(PartitionRange.of(name))
            .creates(PartitionRange.takenFrom(context, after).toArray(StepKey[]::new))
            .checks(new PartitionChecks(context).ofBound(changed));
    new PartitionChecks(context).ofRollback(before, true).forEach(step::downCheck);
    sink.add(context.addLockHazards(step, name, Locks.PARTITION_REBOUND));
  }
}
