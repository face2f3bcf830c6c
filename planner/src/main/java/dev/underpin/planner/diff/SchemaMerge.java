package dev.underpin.planner.diff;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries what changed from one schema to another over to a third: objects, and the columns,
 * constraints, indexes and options of a table, each for itself.
 */
public final class SchemaMerge {
  private SchemaMerge() {}

  /**
   * What {@code ours} becomes by the changes that lead from {@code base} to {@code theirs}. Where
   * both changed the same thing, it is as in {@code theirs}.
   */
  public static Schema of(Schema base, Schema ours, Schema theirs) {
    SortedSet<String> namespaces = new TreeSet<>(ours.namespaces());
    base.namespaces().stream()
        .filter(n -> !theirs.namespaces().contains(n))
        .forEach(namespaces::remove);
    theirs.namespaces().stream()
        .filter(n -> !base.namespaces().contains(n))
        .forEach(namespaces::add);
    return new Schema(
            namespaces,
            tables(base.tables(), ours.tables(), theirs.tables()),
            sorted(base.enums(), ours.enums(), theirs.enums()),
            sorted(base.sequences(), ours.sequences(), theirs.sequences()),
            sorted(base.objects(), ours.objects(), theirs.objects()))
        .withNamespaceComments(
            sorted(base.namespaceComments(), ours.namespaceComments(), theirs.namespaceComments()))
        .withAccess(sorted(base.access(), ours.access(), theirs.access()))
        .withUnmanaged(unmanaged(base, ours, theirs));
  }

  private static Optional<SortedMap<String, String>> unmanaged(
      Schema base, Schema ours, Schema theirs) {
    if (base.unmanaged().isEmpty() || ours.unmanaged().isEmpty() || theirs.unmanaged().isEmpty())
      return theirs.unmanaged();
    return Optional.of(
        sorted(base.unmanaged().get(), ours.unmanaged().get(), theirs.unmanaged().get()));
  }

  private static SortedMap<QualifiedName, Table> tables(
      SortedMap<QualifiedName, Table> base,
      SortedMap<QualifiedName, Table> ours,
      SortedMap<QualifiedName, Table> theirs) {
    SortedMap<QualifiedName, Table> merged = sorted(base, ours, theirs);
    for (QualifiedName name : List.copyOf(merged.keySet())) {
      Table before = base.get(name);
      Table our = ours.get(name);
      Table their = theirs.get(name);
      if (before != null && our != null && their != null)
        merged.put(name, table(before, our, their));
    }
    return merged;
  }

  private static Table table(Table base, Table ours, Table theirs) {
    return new Table(
        theirs.name(),
        items(base.columns(), ours.columns(), theirs.columns(), Column::name),
        items(base.constraints(), ours.constraints(), theirs.constraints(), SchemaMerge::key),
        items(base.indexes(), ours.indexes(), theirs.indexes(), Index::name),
        Objects.requireNonNull(one(base.comment(), ours.comment(), theirs.comment())),
        sorted(base.options(), ours.options(), theirs.options()));
  }

  /** Its name, or what it is where it has none. */
  private static Object key(Constraint constraint) {
    return constraint.name().isPresent() ? constraint.name().get() : constraint;
  }

  private static <T> List<T> items(
      List<T> base, List<T> ours, List<T> theirs, Function<T, Object> key) {
    Map<Object, T> merged = merged(byKey(base, key), byKey(ours, key), byKey(theirs, key));
    return new ArrayList<>(merged.values());
  }

  private static <T> Map<Object, T> byKey(List<T> items, Function<T, Object> key) {
    Map<Object, T> map = new LinkedHashMap<>();
    items.forEach(item -> map.put(key.apply(item), item));
    return map;
  }

  private static <K, V> SortedMap<K, V> sorted(
      SortedMap<K, V> base, SortedMap<K, V> ours, SortedMap<K, V> theirs) {
    return new TreeMap<>(merged(base, ours, theirs));
  }

  /** In the order of theirs, and then what only ours has. */
  private static <K, V> Map<K, V> merged(Map<K, V> base, Map<K, V> ours, Map<K, V> theirs) {
    Set<K> keys = new LinkedHashSet<>(theirs.keySet());
    keys.addAll(ours.keySet());
    Map<K, V> merged = new LinkedHashMap<>();
    for (K key : keys) {
      V value = one(base.get(key), ours.get(key), theirs.get(key));
      if (value != null) merged.put(key, value);
    }
    return merged;
  }

  private static <T> @Nullable T one(@Nullable T base, @Nullable T ours, @Nullable T theirs) {
    return Objects.equals(base, theirs) ? ours : theirs;
  }
}
