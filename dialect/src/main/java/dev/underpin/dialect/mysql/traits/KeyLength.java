package dev.underpin.dialect.mysql.traits;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How many bytes of a column InnoDB takes into a key (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/innodb-limits.html">its limits</a>).
 */
public final class KeyLength {
  private static final int LARGE = 3072;
  private static final int SMALL = 767;
  private static final Set<String> STRINGS = Set.of("char", "varchar");
  private static final Set<String> SMALL_FORMATS = Set.of("compact", "redundant");

  private KeyLength() {}

  /**
   * The column that has more bytes than a key takes, where there is one.
   *
   * @param width the most bytes of a character of a column
   */
  public static Optional<Column> tooLong(
      Table table, List<IndexKey> keys, Function<Column, Integer> width) {
    boolean small =
        SMALL_FORMATS.contains(table.options().getOrDefault(TableOptions.ROW_FORMAT, ""));
    for (IndexKey key : keys) {
      Optional<Column> column = key.column().flatMap(table::column);
      Optional<TypeName> type = column.flatMap(c -> TypeName.parse(c.type()));
      if (type.isEmpty() || !STRINGS.contains(type.get().base())) {
        if (key.prefixLength().isEmpty() && type.filter(TypeName::isLong).isPresent())
          return column;
        continue;
      }
      boolean whole = key.prefixLength().isEmpty();
      if (whole && type.get().modifiers().isEmpty()) continue;
      long characters =
          whole ? Long.parseLong(type.get().modifiers().get(0)) : key.prefixLength().getAsInt();
      if (characters * width.apply(column.get()) > (small ? SMALL : LARGE)) return column;
    }
    return Optional.empty();
  }

  /** True for a unique key that MariaDB keeps as a hash, because it is too long for an index. */
  static boolean isHashed(Table table, Constraint constraint) {
    return constraint instanceof UniqueConstraint
        && tooLong(table, constraint.keys(), c -> 4).isPresent();
  }
}
