package dev.underpin.planner.postgresql.index;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionIndexes;
import dev.underpin.planner.postgresql.kit.PartitionParts;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Builds an index of an existing table while others write. */
public record AddIndex(
    PostgresContext context, StepSink sink, PartitionParts partitions, Change.AddIndex change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName table = change.table();
    Index index = change.index();
    boolean concurrent = context.isConcurrent(table);
    PartitionIndexes indexes = new PartitionIndexes(context, table);
    List<Change> parts = partitions.withAdd(table, index);
    Mode mode = concurrent ? Mode.ALONE : Mode.TRANSACTION;
    Phase phase = index.unique() ? Phase.CONTRACT : Phase.EXPAND;
    Lock lock = concurrent ? Locks.CONCURRENT_INDEX : indexes.lock(parts);
    StepBuilder step =
        step(phase, StepRanks.ADD_INDEX, table, StepTitles.createIndex(index), lock)
            .source(ObjectRef.table(table).index(index.name()))
            .mode(indexes.isLong(parts) ? Mode.ALONE : mode, parts.isEmpty() ? mode : Mode.ALONE)
            .up(concurrent ? context.createIndex(table, index, true) : indexes.build(index, parts))
            .down(
                concurrent
                    ? List.of(context.ddl().dropIndex(table.withName(index.name()), true))
                    : indexes.drop(index, parts))
            .effect(change)
            .effect(parts)
            .creates(StepKey.relation(table.withName(index.name())))
            .needs(context.needsOf(table, context.mentioned(table, index)))
            .check(new DataChecks(context).of(table, index));
    for (Change part : parts) {
      if (part instanceof Change.AddIndex c)
        step.creates(StepKey.relation(c.table().withName(c.index().name())));
      if (part instanceof Change.AlterConstraint c)
        step.needs(State.CONSTRAINT.of(c.table(), c.after().name().orElseThrow()));
    }
    if (index.unique()) step.creates(StepKey.unique(table, index.keyColumns()));
    sink.add(context.addLockHazards(step, table, lock));
  }
}
