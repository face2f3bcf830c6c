package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which desired tables a server could reject for more than their expressions: those in which
 * something is new or changes of which it depends on the rest whether a server takes it.
 */
record RiskyTables(Schema live) {
  /** A key may have this many characters of four bytes. */
  private static final int KEY = 768;

  /** The characters of a row that surely fit. */
  private static final int ROW = 15_000;

  boolean contains(Table table) {
    Optional<Table> there = live.table(table.name());
    if (there.filter(table::equals).isPresent()) return false;
    return table.columns().stream().anyMatch(c -> isRisky(table, there, c))
        || table.constraints().stream().anyMatch(c -> isRisky(table, there, c))
        || table.indexes().stream().anyMatch(i -> isRisky(table, there, i))
        || !table.options().isEmpty()
            && there.filter(t -> t.options().equals(table.options())).isEmpty()
        || there.isPresent() && hasExpressions(table) && isRetyped(there.get(), table)
        || table.columns().stream().mapToInt(RiskyTables::length).sum() > ROW;
  }

  private static boolean isRisky(Table table, Optional<Table> there, Column column) {
    if (there.flatMap(t -> t.column(column.name())).filter(column::equals).isPresent())
      return false;
    Optional<TypeName> type = TypeName.parse(column.type());
    return type.isEmpty()
        || !isUsual(type.get())
        || column.collation().isPresent()
        || column.generated().isPresent()
        || column.options().containsKey(ColumnOptions.CHARACTER_SET)
        || column.options().containsKey(ColumnOptions.ON_UPDATE)
        || column.identity().isPresent() && !isFirstOfKey(table, column);
  }

  private static boolean isUsual(TypeName type) {
    List<String> modifiers = type.modifiers();
    int first = modifiers.isEmpty() ? 0 : number(modifiers.get(0));
    return switch (type.base()) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "float", "double", "year" -> true;
      case "date", "json", "text", "tinytext", "mediumtext", "longtext" -> true;
      case "blob", "tinyblob", "mediumblob", "longblob" -> modifiers.isEmpty();
      case "char", "binary" -> first <= 255;
      case "varchar", "varbinary" -> first <= ROW;
      case "decimal" ->
          first <= 65 && (modifiers.size() < 2 || number(modifiers.get(1)) <= Math.min(30, first));
      case "datetime", "timestamp", "time" -> first <= 6;
      case "enum", "set" -> new HashSet<>(modifiers).size() == modifiers.size();
      default -> false;
    };
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }

  private static int length(Column column) {
    Optional<TypeName> type = TypeName.parse(column.type());
    boolean counts = type.filter(t -> t.isText() && !t.isLong()).isPresent();
    return counts && !type.get().modifiers().isEmpty()
        ? Math.min(ROW, number(type.get().modifiers().get(0)))
        : 0;
  }

  private static boolean isFirstOfKey(Table table, Column column) {
    return table.constraints().stream().anyMatch(c -> isFirst(keys(c), column))
        || table.indexes().stream().anyMatch(i -> isFirst(i.keys(), column));
  }

  private static boolean isFirst(List<IndexKey> keys, Column column) {
    return !keys.isEmpty() && keys.get(0).column().filter(column.name()::equals).isPresent();
  }

  private static List<IndexKey> keys(Constraint constraint) {
    return constraint.match(
        PrimaryKey::keys,
        UniqueConstraint::keys,
        foreign -> List.of(),
        check -> List.of(),
        exclusion -> List.of());
  }

  private static boolean isRisky(Table table, Optional<Table> there, Constraint constraint) {
    boolean same =
        there.stream()
            .flatMap(t -> t.constraints().stream())
            .anyMatch(c -> c.withName(constraint.name()).equals(constraint));
    return (!same || isRetyped(there, table, keys(constraint))) && isRisky(table, keys(constraint));
  }

  private static boolean isRisky(Table table, Optional<Table> there, Index index) {
    boolean same = there.flatMap(t -> t.index(index.name())).filter(index::equals).isPresent();
    if (same && !isRetyped(there, table, index.keys())) return false;
    return !index.method().isEmpty() || isRisky(table, index.keys());
  }

  private static boolean isRisky(Table table, List<IndexKey> keys) {
    int length = 0;
    for (IndexKey key : keys) {
      Optional<Column> column = key.column().flatMap(table::column);
      Optional<TypeName> type = column.flatMap(c -> TypeName.parse(c.type()));
      if (type.isEmpty() || key.prefixLength().isPresent()) return true;
      boolean plain =
          isUsual(type.get())
              && !type.get().isLong()
              && !Set.of("json", "blob").contains(type.get().base())
              && column.filter(c -> c.generated().isPresent()).isEmpty();
      if (!plain) return true;
      length += length(column.get());
    }
    return length > KEY || keys.size() > 16;
  }

  private static boolean isRetyped(Optional<Table> there, Table table, List<IndexKey> keys) {
    return there.isPresent()
        && keys.stream()
            .flatMap(key -> key.column().stream())
            .flatMap(name -> table.column(name).stream())
            .anyMatch(column -> isRetyped(there.get(), column));
  }

  private static boolean isRetyped(Table there, Table table) {
    return table.columns().stream().anyMatch(column -> isRetyped(there, column));
  }

  private static boolean isRetyped(Table there, Column column) {
    return there.column(column.name()).filter(c -> !c.type().equals(column.type())).isPresent();
  }

  private static boolean hasExpressions(Table table) {
    return table.columns().stream().anyMatch(c -> c.generated().isPresent())
        || table.constraints().stream().anyMatch(c -> c instanceof CheckConstraint)
        || table.indexes().stream()
            .anyMatch(i -> i.keys().stream().anyMatch(k -> k.expression().isPresent()));
  }
}
