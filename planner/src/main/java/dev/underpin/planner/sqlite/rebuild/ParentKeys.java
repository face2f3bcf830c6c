package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders foreign keys round the keys that they reference. SQLite lets a foreign key stand whose
 * parent has no such key, and then fails on every statement that has to look there, {@code
 * foreign_key_check} among them; so no plan passes through such a state.
 */
public final class ParentKeys {
  private final Situation situation;

  public ParentKeys(Situation situation) {
    this.situation = situation;
  }

  /** A foreign key goes before the key that it references does. */
  public void leaves(StepBuilder step, ForeignKey key, QualifiedName table) {
    if (Situation.same(key.references(), table)) return;
    step.releases(StepKeys.foreignKeysTo(key.references()));
    if (isDropped(key)) {
      step.releases(StepKeys.old(key.references()), StepKeys.oldIndexes(key.references()));
    }
  }

  /** A foreign key comes after the table and the key that it references. */
  public void meets(StepBuilder step, ForeignKey key, QualifiedName table) {
    if (Situation.same(key.references(), table)) return;
    step.needs(StepKeys.name(key.references().name()), StepKeys.renamed(key.references()));
    if (isAdded(key))
      step.needs(StepKeys.shape(key.references()), StepKeys.indexes(key.references()));
  }

  /** True where the plan takes the referenced key from a table that stays. */
  boolean isDropped(ForeignKey key) {
    return has(situation.context().renamed(), key)
        && !has(situation.context().target(), key)
        && table(situation.context().target(), key).isPresent();
  }

  /** True where the plan gives the referenced key to a table that was there. */
  public boolean isAdded(ForeignKey key) {
    return has(situation.context().target(), key)
        && !has(situation.context().renamed(), key)
        && table(situation.context().renamed(), key).isPresent();
  }

  private static boolean has(Schema schema, ForeignKey key) {
    return table(schema, key).filter(t -> has(t, key.referencedColumns())).isPresent();
  }

  private static Optional<Table> table(Schema schema, ForeignKey key) {
    return schema.tables().values().stream()
        .filter(t -> Situation.same(t.name(), key.references()))
        .findFirst();
  }

  private static boolean has(Table table, List<String> columns) {
    Optional<Set<String>> primary = table.primaryKey().map(PrimaryKey::columns);
    if (columns.isEmpty()) return primary.isPresent();
    Set<String> wanted = Set.copyOf(columns);
    return primary.filter(wanted::equals).isPresent()
        || table.constraintsOf(UniqueConstraint.class).stream()
            .anyMatch(u -> u.columns().equals(wanted))
        || table.indexes().stream().anyMatch(i -> isKey(i, columns));
  }

  /** True for an index that makes these columns a key for a foreign key to reference. */
  public static boolean isKey(Index index, List<String> columns) {
    return index.unique()
        && index.where().isEmpty()
        && index.keys().stream().allMatch(k -> k.column().isPresent())
        && index.columns().equals(Set.copyOf(columns));
  }
}
