package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.MissingReference;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders foreign keys around the keys that they reference. SQLite accepts a foreign key whose
 * parent has no such key, and then fails on every statement that has to look there, {@code
 * foreign_key_check} among them; so no plan passes through such a state.
 */
public final class ParentKeys {
  private final SqliteContext context;

  public ParentKeys(SqliteContext context) {
    this.context = context;
  }

  /** A foreign key is dropped before the key that it references. */
  public void drops(StepBuilder step, ForeignKey key, QualifiedName table) {
    if (SqliteContext.same(key.references(), table)) return;
    step.releases(StepKeys.foreignKeysTo(key.references()));
    if (isDropped(key)) {
      step.releases(StepKeys.before(key.references()), StepKeys.oldIndexes(key.references()));
    }
  }

  /** A foreign key is added after the table and the key that it references. */
  public void adds(StepBuilder step, ForeignKey key, QualifiedName table) {
    if (SqliteContext.same(key.references(), table)) return;
    step.needs(StepKeys.name(key.references().name()), StepKeys.renamed(key.references()));
    if (isAdded(key))
      step.needs(StepKeys.after(key.references()), StepKeys.indexes(key.references()));
  }

  /** True where the plan drops the referenced key from a table that stays. */
  private boolean isDropped(ForeignKey key) {
    return has(context.renamed(), key)
        && !hasSame(context.target(), explicit(context.renamed(), key), key)
        && parent(context.target(), key).isPresent();
  }

  /** True where the plan adds the referenced key to a table that exists. */
  public boolean isAdded(ForeignKey key) {
    return has(context.target(), key)
        && !hasSame(context.renamed(), explicit(context.target(), key), key)
        && parent(context.renamed(), key).isPresent();
  }

  /** A plan takes no key from a foreign key, and adds none that has none. */
  public void refuseMissing(StepSink sink) {
    for (Table table : context.target().tables().values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        Optional<Table> parent = context.target().table(key.references());
        // What is not declared at all is a key that is marked as unresolved.
        boolean resolved =
            parent.isPresent() && MissingReference.of(key, context.target().tables()).isEmpty();
        if (!resolved || has(parent.get(), key) || lackedIt(table, key)) continue;
        sink.refuse(ObjectRefusals.parentKeyMissing(table.name(), key));
      }
    }
  }

  private boolean lackedIt(Table table, ForeignKey key) {
    ForeignKey unnamed = key.withName(Optional.empty());
    return !has(context.renamed(), key)
        && context.renamed().table(table.name()).stream()
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .anyMatch(k -> k.withName(Optional.empty()).equals(unnamed));
  }

  private static boolean has(Schema schema, ForeignKey key) {
    return parent(schema, key).filter(t -> has(t, key)).isPresent();
  }

  /** True where a schema has the referenced key, and the foreign key means the same columns. */
  private static boolean hasSame(Schema schema, ForeignKey explicit, ForeignKey key) {
    return has(schema, explicit) && explicit(schema, key).equals(explicit);
  }

  /** With the columns of the primary key that it references in this schema. */
  private static ForeignKey explicit(Schema schema, ForeignKey key) {
    return parent(schema, key)
        .map(p -> referenced(key, p))
        .map(r -> key.withColumns(key.columnList(), key.references(), r, key.setColumns()))
        .orElse(key);
  }

  /** The table that a foreign key references. */
  static Optional<Table> parent(Schema schema, ForeignKey key) {
    return schema.tables().values().stream()
        .filter(t -> SqliteContext.same(t.name(), key.references()))
        .findFirst();
  }

  private static boolean has(Table table, ForeignKey key) {
    List<String> columns = key.referencedColumns();
    Optional<Set<String>> primary = table.primaryKey().map(PrimaryKey::columns);
    if (columns.isEmpty())
      return primary.filter(p -> p.size() == key.columnList().size()).isPresent();
    Set<String> wanted = Set.copyOf(columns);
    return primary.filter(wanted::equals).isPresent()
        || table.constraintsOf(UniqueConstraint.class).stream()
            .anyMatch(u -> u.columns().equals(wanted))
        || table.indexes().stream().anyMatch(i -> isKey(i, columns));
  }

  /** The columns that a foreign key references: those of the primary key where it names none. */
  static List<String> referenced(ForeignKey key, Table parent) {
    return key.referencedColumns().isEmpty()
        ? PhysicalTable.of(parent).key()
        : key.referencedColumns();
  }

  /** True for a unique index that foreign keys will reference: it is created with its table. */
  public boolean isReferenced(Table table, Index index) {
    return context.referencesTo(table.name()).stream()
        .anyMatch(key -> isKey(index, key.referencedColumns()));
  }

  /** True for an index that makes these columns a key for a foreign key to reference. */
  private static boolean isKey(Index index, List<String> columns) {
    return index.unique()
        && index.where().isEmpty()
        && index.keys().stream().allMatch(k -> k.column().isPresent())
        && index.columns().equals(Set.copyOf(columns));
  }
}
