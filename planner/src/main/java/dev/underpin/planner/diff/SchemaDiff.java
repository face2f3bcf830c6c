package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Compares a live schema with a desired one. Both are normalised and in the server's own spelling.
 */
public final class SchemaDiff {
  private final Dialect dialect;
  private final Schema live;
  private final Schema desired;
  private final Hints hints;
  private final boolean onlyListed;
  private final boolean everyKind;
  private final Ownership owned;
  private final List<Change> changes = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private SchemaDiff(
      Dialect dialect,
      Schema live,
      Schema desired,
      Hints hints,
      boolean onlyListed,
      boolean everyKind,
      Ownership owned) {
    this.dialect = dialect;
    this.live = live;
    this.desired = desired;
    this.hints = hints;
    this.onlyListed = onlyListed;
    this.everyKind = everyKind;
    this.owned = owned;
  }

  /**
   * Find the differences.
   *
   * @param onlyListed true where live tables that the desired schema does not have are left alone
   */
  public static DiffResult between(
      Dialect dialect, Schema live, Schema desired, Hints hints, boolean onlyListed) {
    return between(dialect, live, desired, hints, onlyListed, false, Ownership.EVERYTHING);
  }

  /**
   * Find the differences.
   *
   * @param everyKind true where objects of a kind that the desired schema does not have are not
   *     left alone
   * @param owned what of the live schema belongs to the project; what does not is left alone
   */
  public static DiffResult between(
      Dialect dialect,
      Schema live,
      Schema desired,
      Hints hints,
      boolean onlyListed,
      boolean everyKind,
      Ownership owned) {
    return new SchemaDiff(dialect, live, desired, hints, onlyListed, everyKind, owned).run();
  }

  private DiffResult run() {
    Schema renamed =
        new DeclaredRenames(dialect, live, desired, hints, changes, refusals, notes).run();
    Schema target = target(renamed);
    for (String namespace : target.namespaces()) namespace(namespace, renamed, target);
    compare(
        renamed.enums(),
        target.enums(),
        Change.CreateEnum::new,
        Change.DropEnum::new,
        Change.AlterEnum::new);
    compare(
        renamed.sequences(),
        target.sequences(),
        Change.CreateSequence::new,
        Change.DropSequence::new,
        Change.AlterSequence::new);
    compare(
        renamed.objects(),
        target.objects(),
        Change.CreateObject::new,
        Change.DropObject::new,
        Change.ReplaceObject::new);
    tables(renamed, target);
    compare(
        renamed.access(),
        target.access(),
        after -> new Change.ChangeAccess(Optional.empty(), Optional.of(after)),
        before -> new Change.ChangeAccess(Optional.of(before), Optional.empty()),
        (before, after) -> new Change.ChangeAccess(Optional.of(before), Optional.of(after)));
    return new DiffResult(changes, renamed, target, refusals, notes);
  }

  private void namespace(String name, Schema renamed, Schema target) {
    Optional<String> before = renamed.namespaceComment(name);
    Optional<String> after = target.namespaceComment(name);
    if (!renamed.namespaces().contains(name)) changes.add(new Change.CreateNamespace(name, after));
    else if (!before.equals(after)) changes.add(new Change.AlterNamespace(name, before, after));
  }

  private Schema target(Schema renamed) {
    NameMatching matching = new NameMatching(dialect);
    Schema named = desired.mapTables(t -> matching.resolve(t, renamed.table(t.name())));
    TreeMap<QualifiedName, Table> tables = new TreeMap<>(named.tables());
    for (Table table : renamed.tables().values())
      if (isLeftAlone(table.name())) tables.putIfAbsent(table.name(), table);
    partitionsLeftAlone(renamed, tables);
    TreeSet<String> namespaces = new TreeSet<>(named.namespaces());
    namespaces.addAll(renamed.namespaces());
    Schema target =
        named
            .withTables(tables)
            .withNamespaces(namespaces)
            .withNamespaceComments(
                new NamespaceComments(dialect, renamed, desired, hints).target(namespaces))
            .withObjects(objects(renamed, tables.keySet()));
    return target
        .withEnums(withLeftAlone(SchemaPart.ENUM, renamed.enums(), target.enums()))
        .withSequences(withLeftAlone(SchemaPart.SEQUENCE, renamed.sequences(), target.sequences()));
  }

  /** Where the YAML does not have the partitions of a table, they stay, with theirs. */
  private void partitionsLeftAlone(Schema renamed, Map<QualifiedName, Table> tables) {
    if (everyKind) return;
    for (QualifiedName name : List.copyOf(tables.keySet())) {
      if (hints.partitioned().contains(name)) continue;
      for (Table partition : renamed.partitionsOf(name))
        if (!isDiscarded(partition.name())) tables.putIfAbsent(partition.name(), partition);
    }
  }

  private boolean isLeftAlone(QualifiedName table) {
    return onlyListed ? !isDiscarded(table) : !owned.isOwn(SchemaPart.of(SchemaPart.TABLE, table));
  }

  private <V> Map<QualifiedName, V> withLeftAlone(
      String kind, Map<QualifiedName, V> live, Map<QualifiedName, V> declared) {
    TreeMap<QualifiedName, V> all = new TreeMap<>(declared);
    live.forEach(
        (name, value) -> {
          if (onlyListed || !owned.isOwn(SchemaPart.of(kind, name))) all.putIfAbsent(name, value);
        });
    return all;
  }

  /** Who names a table to discard it has listed it. */
  private boolean isDiscarded(QualifiedName table) {
    return hints.discarded().contains(table.toString())
        || hints.discarded().contains(table.without(dialect.defaultNamespace()).toString());
  }

  /**
   * Kinds of objects that the YAML does not speak of are left alone, but cannot outlive the tables
   * they depend on, and not the columns that they use.
   */
  private SortedMap<SchemaObject.Key, SchemaObject> objects(
      Schema renamed, Set<QualifiedName> tables) {
    EnumSet<SchemaObject.Kind> declared =
        everyKind
            ? EnumSet.allOf(SchemaObject.Kind.class)
            : EnumSet.noneOf(SchemaObject.Kind.class);
    declared.addAll(hints.managed());
    desired.objects().values().forEach(o -> declared.add(o.kind()));
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    // What an object uses is known of those that are there, and only guessed of those declared.
    desired
        .objects()
        .forEach(
            (key, object) -> {
              SchemaObject there = renamed.objects().get(key);
              boolean same =
                  there != null
                      && there.create().equals(object.create())
                      && there.options().equals(object.options());
              objects.put(key, same ? there : object);
            });
    Set<QualifiedName> lost = new HashSet<>(renamed.tables().keySet());
    lost.removeAll(tables);
    // A trigger of a view goes with it, and what calls a function.
    for (SchemaObject object : renamed.objects().values())
      if (object.kind() != SchemaObject.Kind.TRIGGER
          && isManaged(object, declared)
          && !desired.objects().containsKey(object.key())) lost.add(object.name());
    boolean more = true;
    Set<SchemaObject.Key> dropped = new HashSet<>();
    while (more) {
      more = false;
      for (SchemaObject object : renamed.objects().values()) {
        if (isManaged(object, declared) || dropped.contains(object.key())) continue;
        // A table that goes leaves the publication; the others stay in it.
        if (object.kind() == SchemaObject.Kind.PUBLICATION) continue;
        boolean falls =
            object.table().filter(lost::contains).isPresent()
                || object.dependsOn().stream().anyMatch(lost::contains)
                || usesLostColumn(object, renamed);
        if (falls) {
          dropped.add(object.key());
          if (object.kind() != SchemaObject.Kind.TRIGGER) lost.add(object.name());
          more = true;
        }
      }
    }
    for (SchemaObject object : renamed.objects().values()) {
      if (!isManaged(object, declared) && !dropped.contains(object.key()))
        objects.putIfAbsent(object.key(), object);
    }
    return objects;
  }

  private boolean isManaged(SchemaObject object, Set<SchemaObject.Kind> declared) {
    return declared.contains(object.kind()) && owned.isOwn(SchemaPart.of(object.key()));
  }

  private boolean usesLostColumn(SchemaObject object, Schema renamed) {
    for (Map.Entry<QualifiedName, Set<String>> used : object.columns().entrySet()) {
      Optional<Table> now = desired.table(used.getKey());
      Optional<Table> old = renamed.table(used.getKey());
      if (now.isEmpty() || old.isEmpty()) continue;
      for (String column : used.getValue()) {
        if (old.get().column(column).isPresent() && now.get().column(column).isEmpty()) return true;
      }
    }
    return false;
  }

  private <K, V> void compare(
      Map<K, V> before,
      Map<K, V> after,
      Function<V, Change> create,
      Function<V, Change> drop,
      BiFunction<V, V, Change> alter) {
    before.forEach(
        (key, value) -> {
          if (!after.containsKey(key)) changes.add(drop.apply(value));
        });
    after.forEach(
        (key, value) -> {
          V old = before.get(key);
          if (old == null) {
            changes.add(create.apply(value));
          } else if (!old.equals(value)) {
            changes.add(alter.apply(old, value));
          }
        });
  }

  /** All partitions of a table have the same columns, and go and come every month. */
  private static List<Table> byThemselves(List<Table> tables) {
    return tables.stream().filter(t -> t.partition().isEmpty()).toList();
  }

  private void tables(Schema renamed, Schema target) {
    List<Table> gone = new ArrayList<>();
    List<Table> come = new ArrayList<>();
    renamed
        .tables()
        .forEach(
            (name, table) -> {
              if (!target.tables().containsKey(name)) gone.add(table);
            });
    target
        .tables()
        .forEach(
            (name, table) -> {
              Table old = renamed.tables().get(name);
              if (old == null) {
                come.add(table);
              } else {
                List<Change> found = TableDiff.between(old, table, target);
                new RenameGuesses(hints, refusals).columns(name, found);
                changes.addAll(found);
              }
            });
    new RenameGuesses(hints, refusals).tables(byThemselves(gone), byThemselves(come));
    gone.forEach(t -> changes.add(new Change.DropTable(t)));
    come.forEach(t -> changes.add(new Change.CreateTable(t)));
  }
}
