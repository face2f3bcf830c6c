package dev.underpin.planner.postgresql.index;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionIndexes;
import dev.underpin.planner.postgresql.kit.PartitionParts;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Set;

/** Drops an index while others write; what a failed build left is not built by a rollback. */
public record DropIndex(
    PostgresContext context, StepSink sink, PartitionParts partitions, Change.DropIndex change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName table = change.table();
    Index index = change.index();
    boolean concurrent = context.isConcurrent(table);
    PartitionIndexes indexes = new PartitionIndexes(context, table);
    List<Change> parts = partitions.withDrop(table, index);
    Mode mode = concurrent ? Mode.ALONE : Mode.TRANSACTION;
    Lock lock = concurrent ? Locks.CONCURRENT_DROP : Locks.EXCLUSIVE;
    boolean invalid = index.options().containsKey("invalid");
    Set<String> columns = context.mentioned(table, index);
    String title = invalid ? StepTitles.dropInvalidIndex(index) : StepTitles.dropIndex(index);
    StepBuilder step =
        contract(StepRanks.DROP_INDEX, table, title, lock)
            .mode(mode, indexes.isLong(parts) ? Mode.ALONE : mode)
            .up(
                concurrent
                    ? List.of(context.ddl().dropIndex(table.withName(index.name()), true))
                    : indexes.drop(index, parts))
            .effect(change)
            .effect(parts)
            .destroys(StepKey.relation(table.withName(index.name())))
            .creates(State.INDEX_GONE.of(table, index.name()))
            .needs(context.renamesOf(table, columns))
            .releases(context.releasesOf(table, columns));
    indexes.names(index).forEach(n -> step.destroys(StepKey.relation(n)));
    for (Change part : parts) {
      if (part instanceof Change.DropIndex c)
        step.destroys(StepKey.relation(c.table().withName(c.index().name())));
      if (part instanceof Change.DropConstraint c) {
        String name = c.constraint().name().orElseThrow();
        step.destroys(State.CONSTRAINT.of(c.table(), name))
            .destroys(StepKey.relation(c.table().withName(name)));
      }
    }
    if (invalid) step.hazard(Hazards.invalidIndex());
    else
      step.down(
          concurrent
              ? context.createIndex(table, index, true)
              : indexes.rebuild(index, Change.inverse(parts)));
    if (index.unique()) {
      step.destroys(StepKey.unique(table, index.keyColumns()))
          .creates(State.UNIQUE_GONE.of(table, index.name()));
    }
    sink.add(step);
  }
}
