package dev.underpin.schema;

import dev.underpin.schema.model.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Counts a schema of which few parts were read again since it was counted: what is the very same
 * value is not counted again.
 *
 * @param before the schema before, as it was read
 * @param now the schema now, with the values of {@code before} where nothing was read again
 * @param portable a schema without what differs from server to server by itself
 */
public record Recount(Schema before, Schema now, UnaryOperator<Schema> portable) {
  /** The schema now, counted; empty where it is not known any more what a count was made of. */
  public Optional<Fingerprint> of(Fingerprint count) {
    return count.counted().map(counted -> of(count, counted));
  }

  private Fingerprint of(Fingerprint count, Schema counted) {
    Schema changed =
        portable.apply(
            now.withTables(others(now.tables(), before.tables()))
                .withObjects(others(now.objects(), before.objects())));
    Schema next =
        now.withTables(kept(now.tables(), before.tables(), counted.tables(), changed.tables()))
            .withObjects(
                kept(now.objects(), before.objects(), counted.objects(), changed.objects()));
    Fingerprint after = count.copy();
    follow(counted.tables(), next.tables(), after::remove, after::add);
    follow(counted.enums(), next.enums(), after::remove, after::add);
    follow(counted.sequences(), next.sequences(), after::remove, after::add);
    follow(
        counted.objects(),
        next.objects(),
        object -> after.remove(object.key()),
        object -> after.add(object, Optional.empty()));
    follow(counted.access(), next.access(), one -> after.remove(one.key()), after::add);
    return after.thatCounts(next);
  }

  private static <K, V> SortedMap<K, V> others(SortedMap<K, V> now, SortedMap<K, V> before) {
    TreeMap<K, V> others = new TreeMap<>();
    now.forEach(
        (key, value) -> {
          if (before.get(key) != value) others.put(key, value);
        });
    return others;
  }

  private static <K, V> SortedMap<K, V> kept(
      SortedMap<K, V> now, SortedMap<K, V> before, Map<K, V> counted, Map<K, V> changed) {
    TreeMap<K, V> all = new TreeMap<>(changed);
    now.forEach(
        (key, value) -> {
          V known = counted.get(key);
          if (before.get(key) == value && known != null) all.put(key, known);
        });
    return all;
  }

  private static <K, V> void follow(
      Map<K, V> before, Map<K, V> now, Consumer<V> remove, Consumer<V> add) {
    before.forEach(
        (key, value) -> {
          if (now.get(key) != value) remove.accept(value);
        });
    now.forEach(
        (key, value) -> {
          if (before.get(key) != value) add.accept(value);
        });
  }
}
