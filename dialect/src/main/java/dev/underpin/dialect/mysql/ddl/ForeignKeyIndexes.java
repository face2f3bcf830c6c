package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The indexes that foreign keys need. InnoDB makes one where there is none that begins with the
 * foreign key's columns; in the model it is an index like any other, so that it is seen, and no
 * step relies on what the server does by itself.
 */
public final class ForeignKeyIndexes {
  private ForeignKeyIndexes() {}

  /**
   * The table with an index for every foreign key that has none; the live one where there is one.
   *
   * @param descending true where one in descending order is enough (MariaDB). MySQL makes another
   *     beside it, though it can be dropped afterwards.
   */
  public static Table completed(Table table, Optional<Table> live, boolean descending) {
    Table result = table;
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      boolean suffices = descending || live.filter(t -> isLeftWithout(t, key)).isPresent();
      if (!isCovered(result, key, suffices)) result = with(result, index(result, key, live));
    }
    return result;
  }

  /** True for a live foreign key whose index in ascending order was dropped. */
  private static boolean isLeftWithout(Table live, ForeignKey key) {
    return live.constraints().contains(key)
        && !isCovered(live, key, false)
        && isCovered(live, key, true);
  }

  /** True where an index of the table begins with the columns of the foreign key. */
  private static boolean isCovered(Table table, ForeignKey key, boolean descending) {
    return Stream.concat(
            table.constraints().stream().flatMap(c -> keysOf(c).stream()),
            table.indexes().stream().filter(i -> i.method().isEmpty()).map(Index::keys))
        .filter(keys -> descending || isAscending(keys, key.columnList().size()))
        .anyMatch(keys -> begins(keys, key.columnList()));
  }

  private static boolean isAscending(List<IndexKey> keys, int first) {
    return keys.stream().limit(first).noneMatch(IndexKey::descending);
  }

  private static Index index(Table table, ForeignKey key, Optional<Table> live) {
    return live.stream()
        .flatMap(t -> t.indexes().stream())
        .filter(i -> i.method().isEmpty() && begins(i.keys(), key.columnList()))
        .filter(i -> isAscending(i.keys(), key.columnList().size()))
        .filter(i -> i.columns().stream().allMatch(c -> table.column(c).isPresent()))
        .filter(i -> table.index(i.name()).isEmpty())
        // A longer one may be that of another foreign key, which still comes.
        .min(Comparator.comparing(i -> i.keys().size()))
        .orElseGet(() -> Index.of(freeName(table, key), false, key.columnList()));
  }

  /** The foreign key's own name, as the server would choose it. */
  private static String freeName(Table table, ForeignKey key) {
    Set<String> taken = new HashSet<>();
    table.indexes().forEach(i -> taken.add(Identifiers.lower(i.name())));
    table
        .constraintsOf(UniqueConstraint.class)
        .forEach(u -> u.name().ifPresent(n -> taken.add(Identifiers.lower(n))));
    String name = key.name().orElse(key.columnList().get(0));
    String free = name;
    for (int i = 2; taken.contains(Identifiers.lower(free)); i++) free = name + "_" + i;
    return free;
  }

  private static Table with(Table table, Index index) {
    List<Index> indexes = new ArrayList<>(table.indexes());
    indexes.add(index);
    return table.withIndexes(indexes);
  }

  private static Optional<List<IndexKey>> keysOf(Constraint constraint) {
    if (constraint instanceof PrimaryKey key) return Optional.of(key.keys());
    if (constraint instanceof UniqueConstraint unique) return Optional.of(unique.keys());
    return Optional.empty();
  }

  /** A part of a column does not count, and neither does an expression. */
  private static boolean begins(List<IndexKey> keys, List<String> columns) {
    if (keys.size() < columns.size()) return false;
    for (int i = 0; i < columns.size(); i++) {
      IndexKey key = keys.get(i);
      String column = columns.get(i);
      if (!key.column().filter(k -> Identifiers.isSame(k, column)).isPresent()
          || key.prefixLength().isPresent()) return false;
    }
    return true;
  }
}
