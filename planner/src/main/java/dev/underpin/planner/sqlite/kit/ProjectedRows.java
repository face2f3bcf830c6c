package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Queries over the rows of a table as they will be when they have been moved to another definition.
 *
 * @param source the rows as they are
 * @param values by column of the new definition: its value over the old one; what is not named gets
 *     its default
 */
public record ProjectedRows(
    RowSource source, PhysicalTable from, PhysicalTable to, Map<String, String> values) {
  /** The column of a query that names the row. */
  static final String KEY = "underpin_key";

  /** The values of a move that changes none. */
  public static Map<String, String> unchanged(PhysicalTable table) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      if (column.generated().isEmpty())
        values.put(column.name(), name(table.name(), column.name()));
    }
    return values;
  }

  /** The keys of all rows. */
  String all() {
    return "SELECT " + source.key() + " FROM " + source.sql();
  }

  /** The keys of the rows that meet a condition on these columns. */
  String where(Set<String> columns, String condition) {
    boolean plain = columns.stream().allMatch(this::isPlain);
    return plain
        ? all() + " WHERE " + condition
        : "SELECT \"" + KEY + "\" FROM " + computed(columns) + " WHERE " + condition;
  }

  /**
   * The keys of the rows that meet a condition on these columns, whose types convert the values and
   * are what they are compared by. Words in a column of numbers and the like stay what they are:
   * they are asked apart.
   */
  String whereStored(Set<String> columns, String condition) {
    List<String> converted = columns.stream().filter(this::converts).toList();
    if (converted.isEmpty()) return where(columns, condition);
    List<String> fit = converted.stream().map(c -> affinity(c).fits(bracketed(c))).toList();
    String fits = String.join(" AND ", fit);
    String head = "SELECT \"" + KEY + "\" FROM ";
    return head
        + rows(columns, c -> converts(c) ? affinity(c).compared(bracketed(c)) : value(c), fits)
        + " WHERE "
        + condition
        + " UNION ALL "
        + head
        + rows(
            columns,
            c -> converts(c) ? affinity(c).applied(bracketed(c)) : value(c),
            "NOT (" + fits + ")")
        + " WHERE "
        + condition;
  }

  private String bracketed(String column) {
    return "(" + value(column) + ")";
  }

  /** The keys, and something more, of the rows that meet a condition on these columns. */
  String select(Set<String> columns, String more, String condition) {
    boolean plain = columns.stream().allMatch(this::isPlain);
    String key = (plain ? source.key() + " AS " : "") + "\"" + KEY + "\"";
    String rows = plain ? source.sql() : computed(columns);
    return "SELECT " + key + ", " + more + " FROM " + rows + " WHERE " + condition;
  }

  /** {@code "table"."column"}, which means the new value in a condition. */
  String name(String column) {
    return name(to.name(), column);
  }

  /** True where the column's value stays as it is. */
  boolean isPlain(String column) {
    if (isGenerated(column)) return !isUnknown(column);
    return name(column).equals(values.get(column));
  }

  /**
   * True where the column may hold another value: a new one, or one that a new type makes of it.
   */
  boolean moves(String column) {
    return !isPlain(column) || converts(column);
  }

  /** The new value as the column's type has it, which it converts without being told to. */
  String stored(String column) {
    return converts(column) ? affinity(column).applied(name(column)) : name(column);
  }

  /** Another value, as this column's type would have it. */
  String asStored(String column, String value) {
    return affinity(column).applied(value);
  }

  private boolean converts(String column) {
    return from.table()
        .column(column)
        .filter(c -> !isGenerated(column))
        .filter(c -> Affinity.of(from.table(), c).changesIn(affinity(column)))
        .isPresent();
  }

  private Affinity affinity(String column) {
    return Affinity.of(to.table(), to.table().column(column).orElseThrow());
  }

  /** True for a generated column that is not there yet: its values cannot be asked for. */
  boolean isUnknown(String column) {
    return isGenerated(column) && !from.table().column(column).equals(to.table().column(column));
  }

  private boolean isGenerated(String column) {
    return to.table().column(column).flatMap(Column::generated).isPresent();
  }

  /** The rows with their new values, under the table's own name. */
  private String computed(Set<String> columns) {
    return rows(columns, this::value, "");
  }

  private String rows(Set<String> columns, UnaryOperator<String> value, String condition) {
    List<String> selected = new ArrayList<>();
    selected.add(source.key() + " AS \"" + KEY + "\"");
    for (String column : columns) {
      selected.add(value.apply(column) + " AS " + Identifiers.quote(column));
    }
    return "(SELECT "
        + String.join(", ", selected)
        + " FROM "
        + source.sql()
        + (condition.isEmpty() ? "" : " WHERE " + condition)
        + ") AS "
        + Identifiers.quote(to.name().name());
  }

  private String value(String column) {
    String value = values.get(column);
    if (value != null) return value;
    if (isGenerated(column)) return name(column);
    Optional<Column> definition = to.table().column(column);
    return definition.flatMap(Column::defaultValue).map(DefaultValues::expression).orElse("NULL");
  }

  private static String name(QualifiedName table, String column) {
    return Identifiers.quote(table.name()) + "." + Identifiers.quote(column);
  }
}
