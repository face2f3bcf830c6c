package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.TableCreation;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.Inheritance;
import dev.underpin.planner.postgresql.kit.InheritedColumns;
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
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates a table with its indexes; foreign keys to tables that are created later come after. */
public record CreateTable(
    PostgresContext context,
    StepSink sink,
    Inheritance inheritance,
    TableCreation creation,
    Change.CreateTable change)
    implements Runnable {
  @Override
  public void run() {
    Table table = creation.inline(change.definition());
    QualifiedName name = table.name();
    TableTrash trash = new TableTrash(context, table);
    StepBuilder step =
        expand(StepRanks.CREATE_TABLE, name, StepTitles.createTable(table), lock(table))
            .source(ObjectRef.table(name))
            .up(statements(table))
            .down(trash.in(context.backTrash()))
            .effect(new Change.CreateTable(table))
            .creates(StepKey.table(name), StepKey.relation(name))
            .needs(State.NAMESPACE.of(QualifiedName.of(name.schema())))
            .needs(context.typesOf(table.ownColumns()));
    table.indexes().stream()
        .filter(i -> !PartitionParts.isPart(i))
        .forEach(i -> step.up(context.createIndex(name, i, false)));
    step.up(context.ddl().indexOptions(table));
    if (PostgresContext.isPartitioned(table) && context.target().partitionsOf(name).isEmpty())
      step.hazard(Hazards.noPartition(name));
    table
        .partition()
        .ifPresent(
            p ->
                step.needs(StepKey.table(p.of()))
                    .creates(PartitionRange.takenFrom(context, table).toArray(StepKey[]::new))
                    .needs(new PartitionIndexes(context, p.of()).goneBeforeNew())
                    .checks(new PartitionChecks(context).ofNew(table)));
    trash.names().forEach(n -> step.creates(StepKey.relation(n)));
    inheritance.of(name).forEach(p -> step.needs(StepKey.table(p)));
    for (Constraint constraint : table.constraints()) {
      if (!constraint.keys().isEmpty()) {
        step.creates(StepKey.unique(name, constraint.columns()));
      } else if (constraint instanceof ForeignKey key && !key.references().equals(name)) {
        step.needs(StepKey.table(key.references()));
      }
    }
    sink.add(step);
    // No rows have to be checked; only the short lock on the parent counts.
    ConstraintSteps steps = new ConstraintSteps(context);
    for (ForeignKey key : creation.later(change.definition()))
      sink.add(steps.add(Phase.EXPAND, change.definition(), key, Locks.SHARE_ROW_EXCLUSIVE));
  }

  /**
   * A partition that is attached leaves the partitioned table in use, unlike one that is created as
   * its partition. A check of the partitioned table would be the partition's own then.
   */
  private List<String> statements(Table table) {
    Optional<Table> of = table.partition().flatMap(p -> context.renamed().table(p.of()));
    return of.filter(CreateTable::hasNoCheck)
        .map(other -> attached(table))
        .orElseGet(() -> asPartition(table));
  }

  /** What is to be a part of an index of the partitioned table is there before. */
  private List<String> attached(Table table) {
    List<String> statements = new ArrayList<>(context.ddl().createAttached(table));
    String attach = statements.remove(statements.size() - 1);
    table.indexes().stream()
        .filter(PartitionParts::isPart)
        .forEach(i -> statements.addAll(context.createIndex(table.name(), i, false)));
    statements.add(attach);
    return statements;
  }

  /** The server makes the parts of indexes, which get their names or keys then. */
  private List<String> asPartition(Table table) {
    InheritedColumns inherited = new InheritedColumns(context, table, parents());
    Table own = inherited.named().filterConstraints(c -> !PartitionParts.isPart(c));
    List<String> statements = new ArrayList<>(context.ddl().createTable(own, true));
    statements.addAll(inherited.differences());
    for (Index index : table.indexes()) {
      if (!PartitionParts.isPart(index)) continue;
      String made = context.dialect().indexName(table, index);
      statements.add(context.ddl().renameIndex(table.name().withName(made), index.name()));
      PostgresContext.comment(index)
          .ifPresent(
              c ->
                  statements.add(
                      context
                          .ddl()
                          .comments()
                          .onIndex(table.name().withName(index.name()), Optional.of(c))));
    }
    for (Constraint key : table.constraints()) {
      if (!PartitionParts.isPart(key)) continue;
      String made = context.dialect().indexName(table, indexBehind(table, key));
      statements.add(context.ddl().addConstraintUsingIndex(table, key, made));
      statements.addAll(context.comment(table.name(), key));
    }
    return statements;
  }

  private List<Table> parents() {
    return inheritance.of(change.definition().name()).stream()
        .flatMap(name -> context.target().table(name).stream())
        .toList();
  }

  private Index indexBehind(Table table, Constraint key) {
    return new PartitionLink(context, table)
        .above().stream()
            .flatMap(t -> t.indexes().stream())
            .filter(i -> i.name().equals(key.options().get("of")))
            .findFirst()
            .orElseThrow();
  }

  private static boolean hasNoCheck(Table table) {
    return table.constraintsOf(CheckConstraint.class).isEmpty();
  }

  private Lock lock(Table table) {
    Optional<Table> of = table.partition().flatMap(p -> context.renamed().table(p.of()));
    if (of.isEmpty()) return Locks.NONE;
    if (!hasNoCheck(of.get())) return Locks.PARTITION_EXCLUSIVE;
    boolean besideDefault =
        context.renamed().partitionsOf(of.get().name()).stream()
            .flatMap(t -> t.partition().stream())
            .anyMatch(p -> p.isDefault() && p.of().equals(of.get().name()));
    return besideDefault ? Locks.PARTITION_SCAN : Locks.PARTITION;
  }
}
