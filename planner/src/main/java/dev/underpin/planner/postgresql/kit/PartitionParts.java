package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts that partitions have of the indexes of their table, where a partition has a name of its
 * own for one, or a key: the server drops them with the index of the table, and takes what fits as
 * a part of a new one. So their changes belong to the steps of that index.
 */
public final class PartitionParts {
  /** The option that names the index of the partitioned table. */
  public static final String OF = "of";

  private final PostgresContext context;
  private final Map<QualifiedName, List<Change>> withDrop = new HashMap<>();
  private final Map<QualifiedName, List<Change>> withAdd = new HashMap<>();
  private final List<Change> remaining;
  private final List<Rename> renames = new ArrayList<>();

  public PartitionParts(PostgresContext context, List<Change> changes) {
    this.context = context;
    this.remaining = new ArrayList<>(changes);
    Set<QualifiedName> dropped = new HashSet<>();
    Set<QualifiedName> added = new HashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.DropIndex c) dropped.add(c.table().withName(c.index().name()));
      if (change instanceof Change.AddIndex c) added.add(c.table().withName(c.index().name()));
      if (change instanceof Change.AlterIndex c && !IndexAttributes.suffices(context, c)) {
        dropped.add(c.table().withName(c.before().name()));
        added.add(c.table().withName(c.after().name()));
      }
    }
    for (Table before : context.renamed().tables().values()) {
      Optional<Table> after = context.target().table(before.name());
      if (before.partition().isPresent() && after.isPresent())
        partition(before, after.get(), dropped, added);
    }
    for (Change change : List.copyOf(remaining)) {
      if (change instanceof Change.DropIndex c && isPart(c.index()) && isThere(c.table()))
        renamed(change, c.table(), Optional.of(c.index()), Optional.empty());
      if (change instanceof Change.AddIndex c && isPart(c.index()) && isThere(c.table()))
        renamed(change, c.table(), Optional.empty(), Optional.of(c.index()));
    }
  }

  /**
   * Another name for a part of an index that stays.
   *
   * @param before what it is called, where the server has not named it
   */
  public record Rename(QualifiedName table, Optional<Index> before, Optional<Index> after) {
    private boolean isOf(QualifiedName partition, Index index) {
      String of = index.options().getOrDefault(OF, "");
      return table.equals(partition)
          && before.or(() -> after).filter(i -> of.equals(i.options().get(OF))).isPresent();
    }
  }

  private void renamed(
      Change change, QualifiedName table, Optional<Index> before, Optional<Index> after) {
    remaining.remove(change);
    Index index = before.or(() -> after).orElseThrow();
    Optional<Rename> other = renames.stream().filter(r -> r.isOf(table, index)).findFirst();
    other.ifPresent(renames::remove);
    renames.add(
        new Rename(
            table,
            before.or(() -> other.flatMap(Rename::before)),
            after.or(() -> other.flatMap(Rename::after))));
  }

  private boolean isThere(QualifiedName table) {
    return context.renamed().table(table).isPresent() && context.target().table(table).isPresent();
  }

  /** The parts of indexes that stay, and get another name. */
  public List<Rename> renames() {
    return renames;
  }

  /** The server exchanges no part of an index that stays. */
  public void refuse(StepSink sink) {
    for (Change change : remaining) {
      if (change instanceof Change.AlterIndex c && isPart(c.before()) != isPart(c.after()))
        refuse(sink, c.table(), c.after().name());
      if (change instanceof Change.AddConstraint c && isPart(c.constraint()))
        refuse(sink, c.table(), c.constraint().name().orElse(""));
      if (change instanceof Change.DropConstraint c && isPart(c.constraint()))
        refuse(sink, c.table(), c.constraint().name().orElse(""));
      if (change instanceof Change.AlterConstraint c && isPart(c.before()) != isPart(c.after()))
        refuse(sink, c.table(), c.after().name().orElse(""));
    }
  }

  private static void refuse(StepSink sink, QualifiedName table, String part) {
    sink.refuse(
        Refusals.partitioned(
            ObjectRef.table(table),
            table,
            part,
            "a partition cannot exchange its part of an index that stays"));
  }

  /** The changes that no step of an index of a partitioned table makes. */
  public List<Change> remaining() {
    return remaining;
  }

  /** What happens to the parts of an index that is dropped. */
  public List<Change> withDrop(QualifiedName table, Index index) {
    return withDrop.getOrDefault(table.withName(index.name()), List.of());
  }

  /** What happens to the parts of an index that is created. */
  public List<Change> withAdd(QualifiedName table, Index index) {
    return withAdd.getOrDefault(table.withName(index.name()), List.of());
  }

  private void partition(
      Table before, Table after, Set<QualifiedName> dropped, Set<QualifiedName> added) {
    QualifiedName name = before.name();
    Set<String> gone = new HashSet<>();
    for (Index index : before.indexes()) {
      Optional<QualifiedName> of = of(before, index.options());
      if (of.filter(dropped::contains).isEmpty()) continue;
      gone.add(index.name());
      joined(withDrop, of.get(), new Change.DropIndex(name, index));
      remaining.removeIf(
          c ->
              c instanceof Change.DropIndex d && d.table().equals(name) && d.index().equals(index));
      remaining.removeIf(
          c ->
              c instanceof Change.AlterIndex a
                  && a.table().equals(name)
                  && a.before().equals(index));
    }
    for (Constraint key : before.constraints()) {
      Optional<QualifiedName> of = of(before, key.options());
      if (of.filter(dropped::contains).isEmpty()) continue;
      gone.add(key.name().orElse(""));
      joined(withDrop, of.get(), new Change.DropConstraint(name, key));
      remaining.removeIf(
          c ->
              c instanceof Change.DropConstraint d
                  && d.table().equals(name)
                  && d.constraint().equals(key));
      remaining.removeIf(
          c ->
              c instanceof Change.AlterConstraint a
                  && a.table().equals(name)
                  && a.before().equals(key));
    }
    for (Index index : after.indexes()) {
      Optional<QualifiedName> of = of(after, index.options()).filter(added::contains);
      Optional<Index> old = before.index(index.name()).filter(i -> !gone.contains(i.name()));
      if (of.isPresent()) index(name, old, index, of.get());
      else if (gone.contains(index.name())) remaining.add(new Change.AddIndex(name, index));
    }
    for (Constraint key : after.constraints()) {
      Optional<QualifiedName> of = of(after, key.options()).filter(added::contains);
      Optional<Constraint> old =
          key.name().flatMap(before::constraint).filter(c -> !gone.contains(key.name().orElse("")));
      if (of.isPresent()) key(name, old, key, of.get());
      else if (gone.contains(key.name().orElse("")))
        remaining.add(new Change.AddConstraint(name, key));
    }
  }

  /** An index becomes a part as it is, or is built as one. */
  private void index(QualifiedName table, Optional<Index> old, Index index, QualifiedName of) {
    Index free = free(index);
    remaining.removeIf(
        c -> c instanceof Change.AddIndex a && a.table().equals(table) && a.index().equals(index));
    remaining.removeIf(
        c ->
            c instanceof Change.AlterIndex a && a.table().equals(table) && a.after().equals(index));
    if (old.isEmpty()) {
      joined(withAdd, of, new Change.AddIndex(table, index));
      return;
    }
    if (!old.get().equals(free)) remaining.add(new Change.AlterIndex(table, old.get(), free));
    joined(withAdd, of, new Change.AlterIndex(table, free, index));
  }

  /** A key is there before the index of the table. */
  private void key(
      QualifiedName table, Optional<Constraint> old, Constraint key, QualifiedName of) {
    Constraint free = free(key);
    remaining.removeIf(
        c ->
            c instanceof Change.AddConstraint a
                && a.table().equals(table)
                && a.constraint().equals(key));
    remaining.removeIf(
        c ->
            c instanceof Change.AlterConstraint a
                && a.table().equals(table)
                && a.after().equals(key));
    if (!old.equals(Optional.of(free)))
      Change.between(table, old, Optional.of(free)).ifPresent(remaining::add);
    joined(withAdd, of, new Change.AlterConstraint(table, free, key));
  }

  private static void joined(
      Map<QualifiedName, List<Change>> to, QualifiedName index, Change change) {
    to.computeIfAbsent(index, i -> new ArrayList<>()).add(change);
  }

  private static Optional<QualifiedName> of(Table partition, Map<String, String> options) {
    return Optional.ofNullable(options.get(OF))
        .flatMap(of -> partition.partition().map(p -> p.of().withName(of)));
  }

  /** The index as one that is no part of another. */
  static Index free(Index index) {
    return index.withOptions(Options.with(index.options(), OF, Optional.empty()));
  }

  static Constraint free(Constraint key) {
    return key.withOptions(Options.with(key.options(), OF, Optional.empty()));
  }

  /** True for a part of an index of the partitioned table. */
  public static boolean isPart(Index index) {
    return index.options().containsKey(OF);
  }

  public static boolean isPart(Constraint key) {
    return key.options().containsKey(OF);
  }
}
