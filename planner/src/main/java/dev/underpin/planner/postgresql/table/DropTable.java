package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionChecks;
import dev.underpin.planner.postgresql.kit.PartitionIndexes;
import dev.underpin.planner.postgresql.kit.PartitionLink;
import dev.underpin.planner.postgresql.kit.PartitionParts;
import dev.underpin.planner.postgresql.kit.PartitionRange;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TableTrash;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.stream.Stream;

/** Moves a table to the trash, or drops it for good; its foreign keys are dropped before. */
public record DropTable(PostgresContext context, StepSink sink, Change.DropTable change)
    implements Runnable {
  @Override
  public void run() {
    PostgresDdl ddl = context.ddl();
    Table whole = change.definition();
    QualifiedName name = whole.name();
    for (Constraint key : whole.constraints()) {
      if (isForeignKeyOut(key)) sink.add(new ConstraintSteps(context).drop(whole, key));
    }
    Table table = whole.filterConstraints(c -> !isForeignKeyOut(c));
    TableTrash trash = new TableTrash(context, table);
    boolean discard = context.isDiscarded(name.toString());
    StepBuilder step =
        contract(StepRanks.DROP_TABLE, name, StepTitles.dropTable(discard), Locks.EXCLUSIVE)
            .source(ObjectRef.table(name))
            .allow(Allow.DROP_TABLE)
            .effect(new Change.DropTable(table))
            .destroys(StepKey.table(name), StepKey.relation(name))
            .together(StepKey.table(name))
            .needs(context.renamesOf(name, table.ownColumns().stream().map(Column::name).toList()));
    trash.names().forEach(n -> step.destroys(StepKey.relation(n)));
    // A partition of a table in the trash would be no part of the schema any more.
    table
        .partition()
        .ifPresent(
            p ->
                step.releases(StepKey.table(p.of()))
                    .releases(wholes(table, p))
                    .destroys(PartitionRange.of(name))
                    .needs(alike(table, p)));
    if (new PartitionLink(context, table).parts()) {
      PartitionChecks checks = new PartitionChecks(context);
      step.checks(checks.ofDetached(table));
      checks.ofRollback(table, false).forEach(step::downCheck);
    }
    if (discard) {
      step.allow(Allow.DISCARD).up(ddl.dropTable(name)).down(ddl.createTable(table, true));
      table.indexes().forEach(i -> step.down(context.createIndex(name, i, false)));
      step.down(ddl.indexOptions(table));
      if (!context.isEmpty(name)) step.hazard(Hazards.rowsLost(name)).allow(Allow.IRREVERSIBLE);
    } else {
      step.up(trash.in(context.trash())).down(trash.out());
    }
    sink.add(step);
  }

  /** The indexes of the partitioned table of which this one has a part that goes with them. */
  private static List<StepKey> wholes(Table table, Partition partition) {
    return Stream.concat(
            table.indexes().stream().filter(PartitionParts::isPart).map(Index::options),
            table.constraints().stream().filter(PartitionParts::isPart).map(Constraint::options))
        .map(
            options ->
                StepKey.relation(
                    partition.of().withName(requireNonNull(options.get(PartitionParts.OF)))))
        .toList();
  }

  /**
   * The indexes of the partitioned table that go before: their rollback tells apart the part that
   * this one had and an index of its own that is alike.
   */
  private List<StepKey> alike(Table table, Partition partition) {
    List<StepKey> named = wholes(table, partition);
    return context.renamed().table(partition.of()).stream()
        .flatMap(whole -> whole.indexes().stream())
        .filter(index -> PartitionIndexes.hasAlike(table, index))
        .filter(i -> !named.contains(StepKey.relation(partition.of().withName(i.name()))))
        .map(index -> State.INDEX_GONE.of(partition.of(), index.name()))
        .toList();
  }

  private boolean isForeignKeyOut(Constraint constraint) {
    return constraint instanceof ForeignKey key && !key.references().equals(change.table());
  }
}
