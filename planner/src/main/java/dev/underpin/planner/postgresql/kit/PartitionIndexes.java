package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.Constraint;
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
import java.util.stream.Stream;

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
    List<Schema> sides = List.of(context.renamed());
    List<Table> there = thereBefore(index);
    boolean exactly = isFlat() && there.stream().anyMatch(leaf -> hasAlike(leaf, index));
    return exactly ? buildExactly(index, parts, sides, there) : build(index, parts, sides);
  }

  /**
   * The partitions that are there while an index is dropped. One that the plan drops goes before,
   * where it has a part with a name of its own, and else after; one that it makes comes after.
   */
  private List<Table> thereBefore(Index index) {
    return context.renamed().partitionsOf(table).stream()
        .filter(
            leaf ->
                context.target().table(leaf.name()).isPresent()
                    || Stream.concat(
                            leaf.indexes().stream().map(Index::options),
                            leaf.constraints().stream().map(Constraint::options))
                        .noneMatch(o -> index.name().equals(o.get(PartitionParts.OF))))
        .toList();
  }

  /**
   * The indexes of the partitioned table that go before a partition is made, where one that is
   * there has an index that is alike: a rollback makes its part by name.
   */
  public List<StepKey> goneBeforeNew() {
    return context.renamed().table(table).stream()
        .flatMap(whole -> whole.indexes().stream())
        .filter(i -> context.renamed().partitionsOf(table).stream().anyMatch(l -> hasAlike(l, i)))
        .map(i -> State.INDEX_GONE.of(table, i.name()))
        .toList();
  }

  /** True where a partition has an index of its own that the server may take for its part. */
  public static boolean hasAlike(Table leaf, Index index) {
    return leaf.indexes().stream().anyMatch(own -> mayBecomePart(own, index));
  }

  private boolean isFlat() {
    return context.renamed().partitionsOf(table).stream().noneMatch(PostgresContext::isPartitioned);
  }

  private List<String> build(Index index, List<Change> parts, List<Schema> sides) {
    if (mayTakeAnother(index))
      return buildExactly(index, parts, sides, context.renamed().partitionsOf(table));
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
   * True where a partition has an index of its own that the server may take for its part of the new
   * one. While partitions come or go it is not known which there are at that moment.
   */
  private boolean mayTakeAnother(Index index) {
    List<Table> before = context.renamed().partitionsOf(table);
    List<Table> after = context.target().partitionsOf(table);
    boolean stay =
        before.stream().map(Table::name).toList().equals(after.stream().map(Table::name).toList());
    return stay
        && isFlat()
        && Stream.concat(before.stream(), after.stream()).anyMatch(leaf -> hasAlike(leaf, index));
  }

  private static boolean mayBecomePart(Index own, Index index) {
    return !PartitionParts.isPart(own) && own.keys().equals(index.keys());
  }

  /** Names each part, since of several indexes that fit the server takes the oldest. */
  private List<String> buildExactly(
      Index index, List<Change> parts, List<Schema> sides, List<Table> there) {
    Set<QualifiedName> taken = taken(index, sides);
    boolean concurrently = isLong(parts);
    QualifiedName whole = table.withName(index.name());
    List<String> statements = new ArrayList<>();
    List<String> attached = new ArrayList<>();
    for (Table leaf : there) {
      Optional<Change> part =
          parts.stream()
              .filter(c -> ((Change.TableChange) c).table().equals(leaf.name()))
              .findFirst();
      String name;
      if (part.isPresent() && part.get() instanceof Change.AddIndex c) {
        name = c.index().name();
        statements.addAll(context.createIndex(leaf.name(), c.index(), concurrently));
      } else if (part.isPresent() && part.get() instanceof Change.AddConstraint c) {
        name = c.constraint().name().orElseThrow();
        Table owner = context.target().table(leaf.name()).orElseThrow();
        statements.addAll(new ConstraintSteps(context).addByIndex(owner, c.constraint()));
      } else if (part.isPresent() && part.get() instanceof Change.AlterIndex c) {
        name = c.after().name();
      } else if (part.isPresent() && part.get() instanceof Change.AlterConstraint c) {
        name = c.after().name().orElseThrow();
      } else {
        name = name(leaf, index, taken);
        Index own =
            index
                .withName(name)
                .withOptions(Options.with(index.options(), "comment", Optional.empty()));
        statements.add(context.ddl().createIndex(leaf.name(), own, concurrently));
      }
      attached.add(context.ddl().attachIndex(whole, leaf.name().withName(name)));
    }
    statements.addAll(context.createIndexOnly(table, index));
    statements.addAll(attached);
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

  /**
   * The names that the server has most likely given to the parts of the index. Of a partition that
   * is made by this plan also the names of its own indexes that the server would take for parts
   * while the index is there: when it goes, or when a rollback makes it again.
   */
  public List<QualifiedName> names(Index index) {
    List<QualifiedName> names = new ArrayList<>();
    for (Table leaf : context.renamed().partitionsOf(table))
      names.add(leaf.name().withName(context.dialect().indexName(leaf, index)));
    for (Table leaf : context.target().partitionsOf(table)) {
      if (context.renamed().table(leaf.name()).isPresent()) continue;
      names.add(leaf.name().withName(context.dialect().indexName(leaf, index)));
      for (Index own : leaf.indexes())
        if (mayBecomePart(own, index)) names.add(leaf.name().withName(own.name()));
    }
    return names;
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
