package dev.underpin.cli.prisma;

import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The keys and indexes of a table that Prisma can hold, and in words those that it cannot.
 *
 * @param primary its primary key
 * @param unique unique constraints and unique indexes
 * @param indexes all others
 * @param without what there is no word for
 */
record PrismaKeys(
    Optional<Key> primary, List<Key> unique, List<Key> indexes, List<String> without) {
  private static final Map<String, String> TYPES = Map.of("", "", "btree", "", "hash", "Hash");

  /**
   * A key.
   *
   * @param word the attribute of a model: {@code id}, {@code unique}, {@code index} or {@code
   *     fulltext}
   * @param type the access method, where it is not the usual one
   */
  record Key(String word, List<IndexKey> keys, Optional<String> name, String type) {
    List<String> columns() {
      return keys.stream().flatMap(k -> k.column().stream()).toList();
    }

    /** True where it can be said of the one column alone. */
    boolean isOfColumn() {
      return keys.size() == 1
          && type.isEmpty()
          && !keys.get(0).descending()
          && keys.get(0).prefixLength().isEmpty();
    }
  }

  /**
   * Those of a table.
   *
   * @param isKnown true for a column whose type Prisma has
   */
  static PrismaKeys of(Table table, Predicate<String> isKnown) {
    List<String> without = new ArrayList<>();
    Optional<Key> primary = Optional.empty();
    if (table.primaryKey().isPresent()) {
      PrimaryKey key = table.primaryKey().get();
      if (key.keys().stream().allMatch(k -> isPlain(k, isKnown)))
        primary = Optional.of(new Key("id", key.keys(), key.name(), ""));
      else without.add("the primary key");
    }
    List<Key> unique = new ArrayList<>();
    for (UniqueConstraint key : table.constraintsOf(UniqueConstraint.class)) {
      if (key.keys().stream().allMatch(k -> isPlain(k, isKnown)))
        unique.add(new Key("unique", key.keys(), key.name(), ""));
      else without.add("unique constraint " + key.name().orElse("without a name"));
    }
    List<Key> indexes = new ArrayList<>();
    for (Index index : table.indexes()) {
      Optional<Key> key = index(index, isKnown);
      if (key.isEmpty()) without.add((index.unique() ? "unique " : "") + "index " + index.name());
      else (index.unique() ? unique : indexes).add(key.get());
    }
    return new PrismaKeys(primary, unique, indexes, without);
  }

  private static Optional<Key> index(Index index, Predicate<String> isKnown) {
    boolean fulltext = index.method().equals("fulltext");
    boolean isHeld =
        index.where().isEmpty()
            && (fulltext || TYPES.containsKey(index.method()))
            && index.keys().stream().allMatch(k -> isPlain(k, isKnown));
    if (!isHeld) return Optional.empty();
    String word = index.unique() ? "unique" : fulltext ? "fulltext" : "index";
    String type = fulltext ? "" : TYPES.getOrDefault(index.method(), "");
    return Optional.of(new Key(word, index.keys(), Optional.of(index.name()), type));
  }

  private static boolean isPlain(IndexKey key, Predicate<String> isKnown) {
    return key.column().filter(isKnown).isPresent() && key.operatorClass().isEmpty();
  }

  /** True where no two rows have the same values in these columns. */
  boolean areUnique(List<String> columns) {
    Set<String> wanted = new HashSet<>(columns);
    return primary.filter(k -> wanted.equals(new HashSet<>(k.columns()))).isPresent()
        || unique.stream().anyMatch(k -> wanted.equals(new HashSet<>(k.columns())));
  }
}
