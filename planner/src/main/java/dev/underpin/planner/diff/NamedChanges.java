package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The part of the changes that a person names: what is not named stays as it is live. What is new
 * and needed by it comes with it, as do its types. Where it cannot change without something else
 * that exists, it is refused.
 */
public final class NamedChanges {
  private final Dialect dialect;
  private final String namespace;
  private final Schema live;
  private final DiffResult all;
  private final Map<ObjectRef, Object> before;
  private final Map<ObjectRef, Object> after;
  private final Set<ObjectRef> differing = new LinkedHashSet<>();
  private final Set<ObjectRef> chosen = new LinkedHashSet<>();
  private final List<Note> notes = new ArrayList<>();

  private NamedChanges(Dialect dialect, Catalog catalog, DiffResult all) {
    this.dialect = dialect;
    this.namespace = catalog.defaultNamespace();
    this.live = catalog.schema();
    this.all = all;
    this.before = SchemaNeeds.items(live);
    this.after = SchemaNeeds.items(all.target());
    all.changes().forEach(change -> differing.add(whole(change)));
    differing.removeIf(ref -> ref.section().equals("schemas"));
  }

  /** A desired schema that differs from the live one in what is named, and the hints for that. */
  public record Narrowed(Schema desired, Hints hints, List<Note> notes) {}

  /**
   * Leave out what is not named.
   *
   * @param all every difference
   * @param managed the kinds of objects that the YAML manages
   * @param names tables and objects, without the default namespace or with it
   */
  public static Narrowed of(
      Dialect dialect,
      Catalog catalog,
      DiffResult all,
      Hints hints,
      Set<SchemaObject.Kind> managed,
      Set<String> names) {
    NamedChanges named = new NamedChanges(dialect, catalog, all);
    named.choose(names);
    named.addNeeded();
    Schema base = named.base();
    named.refuseEntangled(base, names);
    return new Narrowed(named.desired(base, managed), named.hints(hints, managed), named.notes);
  }

  private static ObjectRef whole(Change change) {
    ObjectRef target = change.target();
    return target.part().isEmpty() ? target : target.root();
  }

  private void choose(Set<String> names) {
    Set<String> known = new TreeSet<>();
    for (ObjectRef ref : before.keySet()) known.add(shown(ref));
    for (ObjectRef ref : after.keySet()) known.add(shown(ref));
    for (String name : names) {
      if (known.stream().noneMatch(k -> isSame(name, k)) && !isInFull(name)) {
        String hint = DidYouMean.hint(name, known).map(h -> "; " + h).orElse("");
        throw new UnderpinException(
            UnderpinException.Kind.USAGE,
            "--only %s: neither the YAML nor the database has a table or object of that name%s"
                .formatted(name, hint));
      }
      differing.stream().filter(ref -> isNamed(ref, name)).toList().forEach(this::add);
    }
  }

  private boolean isInFull(String name) {
    Predicate<ObjectRef> full = ref -> isInFull(ref, name);
    return before.keySet().stream().anyMatch(full) || after.keySet().stream().anyMatch(full);
  }

  private boolean isInFull(ObjectRef ref, String name) {
    return isSame(name, ref.object().toString())
        || isSame(name, ref.object().without(namespace).toString());
  }

  /** A table is known by its old name too, and what belongs to a table by that of the table. */
  private boolean isNamed(ObjectRef ref, String name) {
    if (isSame(name, shown(ref)) || isInFull(ref, name)) return true;
    if (isSame(name, shown(ref.root()))) return true;
    return all.changes().stream()
        .anyMatch(
            change ->
                change instanceof Change.RenameTable rename
                    && ObjectRef.table(rename.table()).equals(ref)
                    && isSame(name, shown(ObjectRef.table(rename.from()))));
  }

  private boolean isSame(String one, String other) {
    return one.equals(other) || dialect.isSameTable(one, other);
  }

  /** As a person writes it: a routine without its arguments, a trigger without its table. */
  private String shown(ObjectRef ref) {
    if (!ref.name().isEmpty()) return ref.name();
    return SchemaNeeds.plain(ref.object().without(namespace)).toString();
  }

  /** A table comes with its triggers and policies. */
  private void add(ObjectRef ref) {
    if (!chosen.add(ref) || !ref.section().equals("tables")) return;
    for (ObjectRef other : differing)
      if (!other.name().isEmpty() && other.object().equals(ref.object())) chosen.add(other);
  }

  private void addNeeded() {
    Deque<ObjectRef> next = new ArrayDeque<>(chosen);
    while (!next.isEmpty()) {
      ObjectRef user = next.remove();
      if (!after.containsKey(user)) continue;
      SchemaNeeds needs = SchemaNeeds.of(after.get(user));
      for (ObjectRef other : differing) {
        boolean comes = !before.containsKey(other) || other.section().equals("enums");
        if (!comes || chosen.contains(other) || !after.containsKey(other)) continue;
        if (!other.section().equals("extensions") && !needs.mentions(other)) continue;
        Set<ObjectRef> had = new LinkedHashSet<>(chosen);
        add(other);
        chosen.stream().filter(ref -> !had.contains(ref)).forEach(next::add);
        notes.add(
            new Note(shown(other), "is part of this plan, because " + shown(user) + " needs it."));
      }
    }
  }

  /** The live schema after the renames that are chosen. */
  private Schema base() {
    ModelState state = new ModelState(live, dialect);
    for (Change change : all.changes()) {
      boolean renames =
          change instanceof Change.RenameTable
              || change instanceof Change.RenameColumn
              || change instanceof Change.RenameLabel;
      if (renames && chosen.contains(whole(change))) state.apply(change);
    }
    return state.schema();
  }

  private void refuseEntangled(Schema base, Set<String> names) {
    Map<ObjectRef, Object> now = SchemaNeeds.items(base);
    Set<String> missing = new TreeSet<>();
    Set<String> changed = new TreeSet<>();
    for (ObjectRef one : chosen) {
      for (ObjectRef other : differing) {
        if (chosen.contains(other)) continue;
        if (Entangled.of(one, other, now, after)) {
          missing.add(shown(other.name().isEmpty() ? other : other.root()));
          changed.add(shown(one));
        }
      }
    }
    if (missing.isEmpty()) return;
    Set<String> enough = new TreeSet<>(names);
    enough.addAll(missing);
    throw UnderpinException.refused(
        FindingCode.ONLY_NEEDS_MORE,
        "%s cannot change without %s, which --only does not name. Name it too: --only %s"
            .formatted(
                String.join(", ", changed), String.join(", ", missing), String.join(",", enough)));
  }

  private Schema desired(Schema base, Set<SchemaObject.Kind> managed) {
    TreeMap<QualifiedName, Table> tables = new TreeMap<>(base.tables());
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>(base.enums());
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>(base.sequences());
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(base.objects());
    tables.keySet().removeIf(name -> chosen.contains(ObjectRef.table(name)));
    enums.keySet().removeIf(name -> chosen.contains(ObjectRef.enumType(name)));
    sequences.keySet().removeIf(name -> chosen.contains(ObjectRef.sequence(name)));
    objects.values().removeIf(o -> chosen.contains(ObjectRef.object(o)));
    // What is not managed is left alone by the comparison itself.
    objects.keySet().removeIf(key -> !managed.contains(key.kind()));
    Set<String> namespaces = new TreeSet<>(base.namespaces());
    for (ObjectRef ref : chosen) {
      Object item = after.get(ref);
      if (item == null) continue;
      if (!ref.object().schema().isEmpty()) namespaces.add(ref.object().schema());
      if (item instanceof Table table) tables.put(table.name(), table);
      if (item instanceof EnumType type) enums.put(type.name(), type);
      if (item instanceof Sequence sequence) sequences.put(sequence.name(), sequence);
      if (item instanceof SchemaObject object) objects.put(object.key(), object);
    }
    return all.target()
        .withNamespaces(namespaces)
        .withNamespaceComments(base.namespaceComments())
        .withTables(tables)
        .withEnums(enums)
        .withSequences(sequences)
        .withObjects(objects)
        .withAccess(access(base));
  }

  /** Grants and owners of what is named. */
  private TreeMap<Access.Key, Access> access(Schema base) {
    TreeMap<Access.Key, Access> access = new TreeMap<>(base.access());
    all.target()
        .access()
        .forEach(
            (key, after) -> {
              boolean named =
                  chosen.contains(ObjectRef.access(key))
                      || chosen.stream().anyMatch(ref -> ref.object().equals(key.name()));
              if (named) access.put(key, after);
            });
    return access;
  }

  private Hints hints(Hints hints, Set<SchemaObject.Kind> managed) {
    return new Hints(
        chosen(hints.renamedTables(), ObjectRef::table),
        chosen(hints.renamedColumns(), ref -> ObjectRef.table(ref.table())),
        hints.backfills(),
        hints.using(),
        chosen(hints.renamedLabels(), ObjectRef::enumType),
        hints.discarded(),
        managed,
        hints.partitioned(),
        false,
        hints.online(),
        hints.renamedInUse(),
        hints.tablesRenamedInUse(),
        hints.backfillDown());
  }

  private <K extends Comparable<K>, V> TreeMap<K, V> chosen(
      Map<K, V> hints, Function<K, ObjectRef> ref) {
    return hints.entrySet().stream()
        .filter(e -> chosen.contains(ref.apply(e.getKey())))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
