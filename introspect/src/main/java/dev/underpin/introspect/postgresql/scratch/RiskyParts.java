package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.lowering.TypeName;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which parts of a desired schema the server could reject although their form is certain: what is
 * new or changes, and of which it depends on something else whether a server takes it. They are
 * tried, so that a plan which cannot run is not shown.
 *
 * @param live what is there
 * @param enums the declared enums, by what columns call them
 */
record RiskyParts(Schema live, Map<String, EnumType> enums) {
  /** Of these a btree index can be made. */
  private static final Set<String> ORDERED =
      Set.of(
          "bigint",
          "boolean",
          "bytea",
          "character",
          "character varying",
          "date",
          "double precision",
          "inet",
          "integer",
          "numeric",
          "real",
          "smallint",
          "text",
          "timestamp with time zone",
          "timestamp without time zone",
          "time with time zone",
          "time without time zone",
          "uuid");

  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

  /** What a scratch table cannot have, and what no value of it is refused for. */
  private static final Set<String> NOT_TRIED =
      Set.of(
          "unlogged",
          "inherits",
          "row_level_security",
          "force_row_level_security",
          "replica_identity",
          "cluster_on");

  boolean contains(Table table, Column column) {
    Optional<Column> other = live(table).flatMap(t -> t.column(column.name()));
    if (other.filter(column::equals).isPresent())
      return column.generated().isPresent()
          && mentionsRetyped(table, words -> TableWords.of(column, words));
    return !column.options().isEmpty()
        || column.identity().filter(i -> isRisky(column, i)).isPresent()
        || hasUnusualModifiers(column)
        || hasUnknownLabel(column);
  }

  private static boolean isRisky(Column column, Identity identity) {
    return !WHOLE_NUMBERS.contains(column.type())
        || Stream.of(
                identity.sequence().start(),
                identity.sequence().increment(),
                identity.sequence().min(),
                identity.sequence().max(),
                identity.sequence().cache())
            .anyMatch(Optional::isPresent);
  }

  private static boolean hasUnusualModifiers(Column column) {
    Optional<TypeName> type = TypeName.parse(column.type());
    if (type.isEmpty() || type.get().modifiers().isEmpty()) return false;
    String first = type.get().modifiers().get(0);
    if (!first.matches("[1-9][0-9]{0,3}")) return true;
    int length = Integer.parseInt(first);
    return switch (type.get().base()) {
      case "character varying", "character" -> type.get().modifiers().size() > 1;
      case "numeric" ->
          length > 100 || !type.get().modifiers().stream().allMatch(m -> m.matches("\\d{1,3}"));
      default -> true;
    };
  }

  private boolean hasUnknownLabel(Column column) {
    EnumType type = enums.get(column.type());
    if (type == null || column.defaultValue().isEmpty()) return false;
    String value = column.defaultValue().get().canonical();
    return type.labels().stream()
        .map(label -> "'" + label.replace("'", "''") + "'")
        .noneMatch(label -> value.equals(label) || value.startsWith(label + "::"));
  }

  boolean contains(Table table, Constraint constraint) {
    boolean isLive =
        live(table).stream()
            .flatMap(t -> t.constraints().stream())
            .anyMatch(c -> c.withName(constraint.name()).equals(constraint));
    boolean retyped = mentionsRetyped(table, words -> TableWords.of(constraint, words));
    return constraint.match(
        key -> !isLive && isRisky(table, key.keys()) || hasRetyped(table, key.keys()),
        unique -> !isLive && isRisky(table, unique.keys()) || hasRetyped(table, unique.keys()),
        foreign -> false,
        check -> retyped,
        exclusion -> retyped);
  }

  boolean contains(Table table, Index index) {
    if (mentionsRetyped(table, words -> TableWords.of(index, words))
        || hasRetyped(table, index.keys())) return true;
    if (live(table).flatMap(t -> t.index(index.name())).filter(index::equals).isPresent())
      return false;
    boolean btree = index.method().isEmpty() || index.method().equals("btree");
    return !btree
        || !index.storage().isEmpty()
        || index.options().containsKey("tablespace")
        || isRisky(table, index.keys());
  }

  private boolean isRisky(Table table, List<IndexKey> keys) {
    return keys.stream()
        .flatMap(key -> key.column().stream())
        .map(table::column)
        .anyMatch(column -> column.filter(this::isOrdered).isEmpty());
  }

  private boolean isOrdered(Column column) {
    boolean virtual = column.generated().filter(g -> !g.stored()).isPresent();
    String type = TypeName.parse(column.type()).map(t -> t.base() + t.tail()).orElse("");
    return !virtual && (ORDERED.contains(type) || enums.containsKey(column.type()));
  }

  /** What a table is said to be beside its columns, where that is new; empty where nothing is. */
  TreeMap<String, String> options(Table table) {
    TreeMap<String, String> options = new TreeMap<>(table.options());
    options.keySet().removeAll(NOT_TRIED);
    boolean same = live(table).filter(t -> t.options().equals(table.options())).isPresent();
    return same ? new TreeMap<>() : options;
  }

  // --- columns that get another type

  private boolean mentionsRetyped(Table table, Consumer<Set<String>> reader) {
    Set<String> retyped = retyped(table);
    if (retyped.isEmpty()) return false;
    Set<String> words = new HashSet<>();
    reader.accept(words);
    return words.stream().anyMatch(retyped::contains);
  }

  private boolean hasRetyped(Table table, List<IndexKey> keys) {
    Set<String> retyped = retyped(table);
    return isRisky(table, keys)
        && keys.stream().flatMap(key -> key.column().stream()).anyMatch(retyped::contains);
  }

  private Set<String> retyped(Table table) {
    Set<String> names = new HashSet<>();
    Optional<Table> other = live(table);
    for (Column column : table.columns())
      other
          .flatMap(t -> t.column(column.name()))
          .filter(c -> !c.type().equals(column.type()))
          .ifPresent(c -> names.add(c.name()));
    return names;
  }

  private Optional<Table> live(Table table) {
    return live.table(table.name());
  }
}
