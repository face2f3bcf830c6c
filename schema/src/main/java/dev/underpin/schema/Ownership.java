package dev.underpin.schema;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which tables, types and objects of a database belong to the project that looks at it. What does
 * not belong to it is no drift of it, and its plans leave it alone.
 *
 * @param listed true where only what the project itself has made or declares belongs to it; false
 *     where all does that no other project has made
 * @param own what the migrations of the project have made, where {@code listed}
 * @param others what the migrations of other projects have made, with the project's name, which is
 *     empty for one that has none
 */
public record Ownership(boolean listed, Set<SchemaPart> own, SortedMap<SchemaPart, String> others) {
  /** All belongs to the project. */
  public static final Ownership EVERYTHING = new Ownership(false, Set.of(), new TreeMap<>());

  public Ownership {
    own = Set.copyOf(own);
    others = new TreeMap<>(others);
  }

  /** True where there is nothing that does not belong to the project. */
  public boolean isEverything() {
    return !listed && others.isEmpty();
  }

  /** True where a part belongs to the project. */
  public boolean isOwn(SchemaPart part) {
    SchemaPart root = part.root();
    return listed ? own.contains(root) : !others.containsKey(root);
  }

  /** The name of the other project that a part belongs to; empty for one without a name. */
  public Optional<String> otherProject(SchemaPart part) {
    return Optional.ofNullable(others.get(part.root())).filter(name -> !name.isEmpty());
  }

  /** The same where these parts belong to the project as well. */
  public Ownership owning(Set<SchemaPart> parts) {
    if (isEverything() || parts.isEmpty()) return this;
    Set<SchemaPart> more = new HashSet<>(own);
    TreeMap<SchemaPart, String> fewer = new TreeMap<>(others);
    for (SchemaPart part : parts) {
      if (listed) more.add(part.root());
      fewer.remove(part.root());
    }
    return new Ownership(listed, more, fewer);
  }

  /** The same where all belongs to the project that no other project has made. */
  public Ownership withUnlisted() {
    return new Ownership(false, Set.of(), others);
  }

  /** What of a schema belongs to the project. */
  public Schema own(Schema schema) {
    return isEverything() ? schema : filtered(schema, this::isOwn);
  }

  /** What of a schema other projects have made. */
  public Schema ofOthers(Schema schema) {
    return filtered(schema, part -> others.containsKey(part.root()));
  }

  /** A schema of the project, with what of the live one does not belong to it. */
  public Schema within(Schema mine, Schema live) {
    if (isEverything()) return mine;
    Schema own = own(mine);
    Schema rest = filtered(live, part -> !isOwn(part));
    SortedSet<String> namespaces = new TreeSet<>(mine.namespaces());
    namespaces.addAll(live.namespaces());
    return own.withNamespaces(namespaces)
        .withNamespaceComments(union(live.namespaceComments(), mine.namespaceComments()))
        .withTables(union(rest.tables(), own.tables()))
        .withEnums(union(rest.enums(), own.enums()))
        .withSequences(union(rest.sequences(), own.sequences()))
        .withObjects(union(rest.objects(), own.objects()));
  }

  /** The tables, types and objects of a schema. */
  public static Set<SchemaPart> parts(Schema schema) {
    return items(schema).keySet();
  }

  /** The tables, types and objects that one schema has otherwise than another. */
  public static PartMarks changed(Schema before, Schema after) {
    Map<SchemaPart, Object> was = items(before);
    Map<SchemaPart, Object> is = items(after);
    TreeMap<SchemaPart, Mark> changed = new TreeMap<>();
    was.forEach((part, item) -> changed.put(part, Mark.ABSENT));
    is.forEach(
        (part, item) -> {
          if (item.equals(was.get(part))) changed.remove(part);
          else changed.put(part, Mark.EXISTS);
        });
    return new PartMarks(Set.of(), changed);
  }

  private static Map<SchemaPart, Object> items(Schema schema) {
    Map<SchemaPart, Object> items = new TreeMap<>();
    schema.tables().forEach((name, t) -> items.put(SchemaPart.of(SchemaPart.TABLE, name), t));
    schema.enums().forEach((name, e) -> items.put(SchemaPart.of(SchemaPart.ENUM, name), e));
    schema.sequences().forEach((n, s) -> items.put(SchemaPart.of(SchemaPart.SEQUENCE, n), s));
    schema.objects().forEach((key, object) -> items.put(SchemaPart.of(key), object));
    return items;
  }

  private static Schema filtered(Schema schema, Predicate<SchemaPart> kept) {
    Function<String, Predicate<QualifiedName>> named =
        kind -> name -> kept.test(SchemaPart.of(kind, name));
    return schema
        .withTables(filtered(schema.tables(), named.apply(SchemaPart.TABLE)))
        .withEnums(filtered(schema.enums(), named.apply(SchemaPart.ENUM)))
        .withSequences(filtered(schema.sequences(), named.apply(SchemaPart.SEQUENCE)))
        .withObjects(
            filtered(schema.objects(), (SchemaObject.Key key) -> kept.test(SchemaPart.of(key))));
  }

  private static <K, V> SortedMap<K, V> filtered(SortedMap<K, V> map, Predicate<K> kept) {
    TreeMap<K, V> filtered = new TreeMap<>(map);
    filtered.keySet().removeIf(kept.negate());
    return filtered;
  }

  private static <K, V> SortedMap<K, V> union(Map<K, V> first, Map<K, V> second) {
    TreeMap<K, V> union = new TreeMap<>(first);
    union.putAll(second);
    return union;
  }
}
