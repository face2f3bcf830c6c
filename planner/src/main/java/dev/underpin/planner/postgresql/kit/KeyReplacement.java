package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys are replaced without a moment in which rows could have the same values: a key by
 * another one of its name, a unique index by a key on the same columns, and a key by such an index.
 */
public final class KeyReplacement {
  private static final Set<String> NAMES_AN_INDEX = Set.of("cluster_on", "replica_identity");

  private final PostgresContext context;

  /** The changes within each table. */
  private final Map<QualifiedName, List<Change>> changes;

  /**
   * @param all all changes of the plan
   */
  public KeyReplacement(PostgresContext context, List<Change> all) {
    this.context = context;
    this.changes =
        all.stream()
            .filter(Change.TableChange.class::isInstance)
            .collect(Collectors.groupingBy(c -> ((Change.TableChange) c).table()));
  }

  /** True where the new key can be there before the old one goes. */
  public boolean isSeamless(Change.AlterConstraint change) {
    return isPlain(change.table(), change.before()) && isPlain(change.table(), change.after());
  }

  /** The unique index that goes in the same plan, and can become this key. */
  public Optional<Change.DropIndex> indexFor(Change.AddConstraint added) {
    return of(added.table(), Change.DropIndex.class)
        .filter(d -> isIndexOf(d.index(), added.constraint()))
        .filter(d -> isPlain(added.table(), added.constraint()))
        .findFirst();
  }

  /** The key that an index which goes becomes. */
  public Optional<Change.AddConstraint> keyOf(Change.DropIndex dropped) {
    return of(dropped.table(), Change.AddConstraint.class)
        .filter(added -> indexFor(added).filter(dropped::equals).isPresent())
        .findFirst();
  }

  /** The key that goes in the same plan, and can become this unique index. */
  public Optional<Change.DropConstraint> keyFor(Change.AddIndex added) {
    return of(added.table(), Change.DropConstraint.class)
        .filter(d -> isIndexOf(added.index(), d.constraint()))
        .filter(d -> isPlain(d.table(), d.constraint()))
        .findFirst();
  }

  /** The index that a key which goes becomes. */
  public Optional<Change.AddIndex> indexOf(Change.DropConstraint dropped) {
    return of(dropped.table(), Change.AddIndex.class)
        .filter(added -> keyFor(added).filter(dropped::equals).isPresent())
        .findFirst();
  }

  private <T extends Change> Stream<T> of(QualifiedName table, Class<T> kind) {
    return changes.getOrDefault(table, List.of()).stream().filter(kind::isInstance).map(kind::cast);
  }

  private static boolean isIndexOf(Index index, Constraint key) {
    return !key.keys().isEmpty()
        && ConstraintSteps.indexUnder(key).withName(index.name()).equals(index);
  }

  private boolean isPlain(QualifiedName name, Constraint key) {
    Optional<Table> before = context.renamed().table(name);
    Optional<Table> after = context.target().table(name);
    return ConstraintTraits.isImmediateKey(key)
        && key.keys().stream().allMatch(IndexKey::isPlainColumn)
        && !key.options().containsKey("of")
        && before.isPresent()
        && after.isPresent()
        && Stream.of(before.get(), after.get())
            .noneMatch(
                t ->
                    PostgresContext.isPartitioned(t)
                        || NAMES_AN_INDEX.stream().anyMatch(t.options()::containsKey))
        && !context.isEmpty(name)
        && isUnreferenced(context.renamed(), name, key)
        && isUnreferenced(context.target(), name, key)
        && !isOnChangedColumn(name, key);
  }

  private static boolean isUnreferenced(Schema schema, QualifiedName table, Constraint key) {
    Set<String> columns = Set.copyOf(key.columns());
    return schema.tables().values().stream()
        .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
        .noneMatch(
            f -> f.references().equals(table) && Set.copyOf(f.referencedColumns()).equals(columns));
  }

  /** An index on a column that changes cannot be built before, nor the old one be kept after. */
  private boolean isOnChangedColumn(QualifiedName table, Constraint key) {
    Set<String> columns = new HashSet<>(key.columns());
    columns.addAll(ConstraintSteps.indexUnder(key).include());
    return of(table, Change.RenameColumn.class)
            .anyMatch(c -> columns.contains(c.from()) || columns.contains(c.to()))
        || of(table, Change.AlterColumn.class)
            .filter(c -> ObjectOrder.isRecreated(c.before(), c.after()))
            .anyMatch(c -> columns.contains(c.after().name()));
  }
}
