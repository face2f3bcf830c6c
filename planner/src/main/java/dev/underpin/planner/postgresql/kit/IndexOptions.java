package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lowering.IndexOption;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The attributes of tables that name one of their indexes. The server forgets such a name where the
 * index is dropped or replaced, so the attribute leaves the index before and comes back after.
 */
public final class IndexOptions {
  private final PostgresContext context;
  private final List<Change> changes;
  private final Set<QualifiedName> leaving = new HashSet<>();

  public IndexOptions(PostgresContext context, List<Change> changes) {
    this.context = context;
    this.changes = changes;
    for (Change change : changes) {
      if (change instanceof Change.DropIndex c) leaves(c.table(), c.index().name());
      if (change instanceof Change.AlterIndex c) leaves(c.table(), c.before().name());
      if (change instanceof Change.DropConstraint c) leaves(c.table(), c.constraint());
      if (change instanceof Change.AlterConstraint c) leaves(c.table(), c.before());
    }
  }

  private void leaves(QualifiedName table, Constraint constraint) {
    constraint.name().ifPresent(name -> leaves(table, name));
  }

  private void leaves(QualifiedName table, String index) {
    leaving.add(table.withName(index));
  }

  /**
   * One change of an attribute.
   *
   * @param before its value before, by its key
   */
  public record Transition(String key, Optional<String> before, Optional<String> after) {
    /** The index that it stops to name. */
    public Optional<String> from() {
      return IndexOption.of(key).flatMap(o -> o.index(before));
    }

    /** The index that it begins to name. */
    public Optional<String> to() {
      return IndexOption.of(key).flatMap(o -> o.index(after));
    }
  }

  /** What changes the attributes of a table, in the order in which it can run. */
  public List<Transition> transitions(Table before, Table after) {
    List<Transition> first = new ArrayList<>();
    List<Transition> others = new ArrayList<>();
    List<Transition> last = new ArrayList<>();
    Set<String> keys = new TreeSet<>(before.options().keySet());
    keys.addAll(after.options().keySet());
    for (String key : keys) {
      Transition whole = new Transition(key, value(before, key), value(after, key));
      boolean same = whole.before.equals(whole.after);
      if (!same && IndexOption.of(key).isEmpty()) others.add(whole);
      if (IndexOption.of(key).isEmpty()) continue;
      boolean leaves =
          whole.from().filter(i -> leaving.contains(after.name().withName(i))).isPresent();
      if (leaves && whole.to().isPresent()) {
        Optional<String> between = IndexOption.of(key).orElseThrow().withoutIndex();
        first.add(new Transition(key, whole.before, between));
        last.add(new Transition(key, between, whole.after));
      } else if (!same) {
        (whole.to().isPresent() ? last : first).add(whole);
      }
    }
    first.addAll(others);
    first.addAll(last);
    return first;
  }

  private static Optional<String> value(Table table, String key) {
    return Optional.ofNullable(table.options().get(key));
  }

  /** The changes, with those of attributes that have to leave an index and come back to it. */
  public List<Change> added() {
    Set<QualifiedName> altered = new HashSet<>();
    for (Change change : changes) if (change instanceof Change.AlterTable c) altered.add(c.table());
    List<Change> all = new ArrayList<>(changes);
    for (Table table : context.renamed().tables().values()) {
      boolean stays = context.target().table(table.name()).isPresent();
      if (!stays || altered.contains(table.name()) || transitions(table, table).isEmpty()) continue;
      all.add(new Change.AlterTable(table, table));
    }
    return all;
  }

  /** What the server would refuse as a replica identity, or as an order of rows. */
  public void refuse(StepSink sink) {
    Set<QualifiedName> tables = new LinkedHashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.CreateTable c) tables.add(c.table());
      if (change instanceof Change.TableChange c) tables.add(c.table());
    }
    for (QualifiedName name : tables) {
      context
          .target()
          .table(name)
          .ifPresent(
              table -> {
                for (IndexOption option : IndexOption.values())
                  option
                      .index(value(table, option.key()))
                      .flatMap(index -> rule(table, option, index))
                      .ifPresent(
                          rule ->
                              sink.refuse(
                                  Refusals.indexOption(
                                      ObjectRef.table(name),
                                      name,
                                      option.key(),
                                      rule,
                                      remedy(option))));
              });
    }
  }

  private static String remedy(IndexOption option) {
    return option == IndexOption.CLUSTER_ON
        ? "Name one of its indexes."
        : "Name a unique index of columns that cannot be NULL, without a condition.";
  }

  private static Optional<String> rule(Table table, IndexOption option, String name) {
    boolean identity = option == IndexOption.REPLICA_IDENTITY;
    for (Index index : table.indexes()) {
      if (!index.name().equals(name)) continue;
      if (!identity) return Optional.empty();
      if (!index.unique()) return Optional.of("the index " + name + " is not unique");
      if (index.where().isPresent()) return Optional.of("the index " + name + " is partial");
      return keys(table, name, index.keys());
    }
    for (Constraint constraint : table.constraints()) {
      if (!ConstraintTraits.hasIndex(constraint) || !constraint.name().equals(Optional.of(name)))
        continue;
      if (!identity) return Optional.empty();
      if (constraint.keys().isEmpty()) return Optional.of("the index " + name + " is not unique");
      boolean deferrable =
          constraint instanceof UniqueConstraint unique
              && unique.deferrability() != Deferrability.NOT_DEFERRABLE;
      return deferrable
          ? Optional.of("the constraint " + name + " is deferrable")
          : keys(table, name, constraint.keys());
    }
    // The server makes the indexes of a partition that belong to those of the partitioned table.
    return table.partition().isPresent()
        ? Optional.empty()
        : Optional.of("it has no index " + name);
  }

  private static Optional<String> keys(Table table, String name, List<IndexKey> keys) {
    for (IndexKey key : keys) {
      if (key.column().isEmpty()) return Optional.of("the index " + name + " is on an expression");
      String column = key.column().orElseThrow();
      if (table.column(column).filter(c -> c.nullable()).isPresent())
        return Optional.of("the column " + column + " of the index " + name + " can be NULL");
    }
    return Optional.empty();
  }
}
