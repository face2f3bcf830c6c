package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds an index of a partitioned table while others write. The server cannot do that by itself;
 * but it takes the indexes that the partitions have for those that it needs (<a
 * href="https://www.postgresql.org/docs/current/ddl-partitioning.html">documentation</a>), so each
 * is built before, and then the index of the table takes a moment.
 */
public final class PartitionIndexes {
  private final PostgresContext context;
  private final QualifiedName table;
  private final List<Table> leaves;

  public PartitionIndexes(PostgresContext context, QualifiedName table) {
    this.context = context;
    this.table = table;
    this.leaves =
        context.renamed().partitionsOf(table).stream()
            .filter(t -> !PostgresContext.isPartitioned(t))
            .filter(t -> !context.isEmpty(t.name()))
            .filter(t -> context.target().table(t.name()).isPresent())
            .toList();
  }

  /**
   * False where no partition has rows.
   *
   * @param parts what happens to the parts of the index
   */
  public boolean isLong(List<Change> parts) {
    return !leaves.isEmpty() || !parts.isEmpty();
  }

  public Lock lock(List<Change> parts) {
    return isLong(parts) ? Locks.PARTITION_INDEX : Locks.SHARE_SCAN;
  }

  /**
   * Builds the index.
   *
   * @param parts what comes with it: the indexes and keys that partitions have for it
   */
  public List<String> build(Index index, List<Change> parts) {
    return build(index, parts, List.of(context.renamed(), context.target()));
  }

  /** The same by a rollback, where the names of what comes with the plan are free again. */
  public List<String> rebuild(Index index, List<Change> parts) {
    return build(index, parts, List.of(context.renamed()));
  }

  private List<String> build(Index index, List<Change> parts, List<Schema> sides) {
    List<String> statements = new ArrayList<>();
    List<String> after = new ArrayList<>();
    Set<QualifiedName> done = new HashSet<>();
    Set<QualifiedName> taken = taken(index, sides);
    for (Change part : parts) {
      QualifiedName partition = ((Change.TableChange) part).table();
      Table owner = context.target().table(partition).orElseThrow();
      if (part instanceof Change.AddIndex c && PostgresContext.isPartitioned(owner))
        after.add(
            context
                .ddl()
                .renameIndex(partition.withName(name(owner, index, taken)), c.index().name()));
      else if (part instanceof Change.AddIndex c)
        statements.addAll(context.createIndex(partition, c.index(), true));
      else if (part instanceof Change.AddConstraint c)
        statements.addAll(new ConstraintSteps(context).addByIndex(owner, c.constraint()));
      done.add(partition);
    }
    for (Table leaf : leaves) {
      if (done.contains(leaf.name())) continue;
      Index own =
          index
              .withName(name(leaf, index, taken))
              .withOptions(Options.with(index.options(), "comment", Optional.empty()));
      statements.add(context.ddl().createIndex(leaf.name(), own, true));
    }
    statements.addAll(context.createIndex(table, index, false));
    statements.addAll(after);
    return statements;
  }

  /**
   * Drops the index, and builds again what was there before it became a part of it.
   *
   * @param parts what came with it
   */
  public List<String> drop(Index index, List<Change> parts) {
    boolean cascades =
        parts.stream()
            .anyMatch(
                p -> p instanceof Change.AlterConstraint || p instanceof Change.DropConstraint);
    List<String> statements = new ArrayList<>();
    statements.add(
        cascades
            ? context.ddl().dropIndexWithKeys(table.withName(index.name()))
            : context.ddl().dropIndex(table.withName(index.name()), false));
    for (Change part : parts) {
      if (part instanceof Change.AlterIndex c)
        statements.addAll(context.createIndex(c.table(), c.before(), true));
      if (part instanceof Change.AlterConstraint c)
        statements.addAll(
            new ConstraintSteps(context)
                .addByIndex(context.target().table(c.table()).orElseThrow(), c.before()));
    }
    return statements;
  }

  /** The names that the server has most likely given to the parts of the index. */
  public List<QualifiedName> names(Index index) {
    return context.renamed().partitionsOf(table).stream()
        .map(t -> t.name().withName(context.dialect().indexName(t, index)))
        .toList();
  }

  private static String name(Table leaf, String usual, Set<QualifiedName> taken) {
    String name = usual;
    for (int i = 1; !taken.add(leaf.name().withName(name)); i++) name = usual + i;
    return name;
  }

  private String name(Table leaf, Index index, Set<QualifiedName> taken) {
    return name(leaf, context.dialect().indexName(leaf, index), taken);
  }

  /** The names of relations, those too that the server has given to indexes of partitions. */
  private Set<QualifiedName> taken(Index index, List<Schema> sides) {
    Set<QualifiedName> taken = new TreeSet<>();
    for (Schema schema : sides) {
      for (Table other : schema.tables().values()) {
        taken.add(other.name());
        taken.addAll(context.relations(other));
      }
    }
    for (Table leaf : leaves) {
      for (Table above : new PartitionLink(context, leaf).before())
        for (Index other : above.indexes())
          if (!other.name().equals(index.name())) name(leaf, other, taken);
    }
    return taken;
  }
}
