package dev.underpin.planner.postgresql.index;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionParts;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Gives another name to the part that a partition has of an index of its table. Such a part comes
 * and goes only with that index; one without a name of its own has the name that the server gave
 * it.
 */
public record RenamePart(PostgresContext context, StepSink sink, PartitionParts.Rename rename)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName table = rename.table();
    Optional<Index> before = rename.before();
    Optional<Index> after = rename.after();
    String from = name(before, after);
    String to = name(after, before);
    Index shown = after.or(() -> before).orElseThrow();
    StepBuilder step =
        contract(StepRanks.RENAME_COLUMN, table, StepTitles.renameIndex(from, to), Locks.COMMENT)
            .source(ObjectRef.table(table).index(shown.name()))
            .up(context.ddl().renameIndex(table.withName(from), to))
            .down(context.ddl().renameIndex(table.withName(to), from))
            .needs(retyped(shown))
            .destroys(StepKey.relation(table.withName(from)))
            .creates(StepKey.relation(table.withName(to)));
    before.ifPresent(i -> step.effect(new Change.DropIndex(table, i)));
    after.ifPresent(i -> step.effect(new Change.AddIndex(table, i)));
    sink.add(step);
  }

  /** A new type of a column gives the part the name that it had, so it comes before. */
  private List<StepKey> retyped(Index part) {
    Collection<String> columns = context.mentioned(rename.table(), part);
    return context.target().table(rename.table()).flatMap(Table::partition).stream()
        .flatMap(p -> context.needsOf(p.of(), columns).stream())
        .toList();
  }

  private String name(Optional<Index> index, Optional<Index> other) {
    Table partition = context.target().table(rename.table()).orElseThrow();
    return index
        .map(Index::name)
        .orElseGet(() -> context.dialect().indexName(partition, other.orElseThrow()));
  }
}
