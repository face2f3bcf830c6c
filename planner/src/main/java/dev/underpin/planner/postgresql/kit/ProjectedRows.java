package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a table as the plan will leave them, asked of the rows that are there now: columns
 * under their new names, with the values that conversions, backfills and defaults give them.
 */
public final class ProjectedRows {
  private final PostgresContext context;
  private final QualifiedName table;
  private final Optional<Table> live;
  private final Optional<Table> target;

  /**
   * The rows of a table.
   *
   * @param table its name after the plan
   */
  public ProjectedRows(PostgresContext context, QualifiedName table) {
    this.context = context;
    this.table = table;
    this.live = context.catalog().schema().table(context.live(table));
    this.target = context.target().table(table);
  }

  /**
   * What to select from.
   *
   * @param from what stands behind FROM
   * @param key an expression that tells a row
   */
  public record Source(String from, String key) {}

  /** The rows with some of their columns; absent where it cannot be said what these will hold. */
  public Optional<Source> rows(Collection<String> columns) {
    if (live.isEmpty()) return Optional.empty();
    List<String> list = new ArrayList<>();
    boolean asIs = true;
    for (String column : columns) {
      Optional<String> value = value(column);
      if (value.isEmpty()) return Optional.empty();
      asIs &= value.get().equals(context.quote(column));
      list.add(value.get() + " AS " + context.quote(column));
    }
    String name = context.name(context.live(table));
    if (asIs) return Optional.of(new Source(name, context.sample(table)));
    list.add(0, context.sample(table) + " AS underpin_key");
    return Optional.of(
        new Source(
            "(SELECT " + String.join(", ", list) + " FROM " + name + ") AS future",
            "underpin_key"));
  }

  /** What a column will hold, over the columns that are there now. */
  Optional<String> value(String name) {
    Optional<Column> before = live.flatMap(t -> t.column(context.live(table, name)));
    Optional<Column> after = target.flatMap(t -> t.column(name));
    if (after.isEmpty()) return before.map(c -> context.quote(c.name()));
    if (before.isEmpty()) return ofNew(after.get());
    Column column = after.get();
    Optional<Generated> generated = column.generated();
    boolean computedAnew =
        generated.isPresent()
            && !context
                .renamed()
                .table(table)
                .flatMap(t -> t.column(name))
                .flatMap(Column::generated)
                .equals(generated);
    if (computedAnew || generated.filter(g -> dependsOnChange(g.expression())).isPresent()) {
      return generated.flatMap(g -> computed(g.expression()));
    }
    Optional<String> value = converted(before.get(), column);
    boolean filled = before.get().nullable() && !column.nullable();
    return filled && fill(column).isPresent()
        ? value.flatMap(v -> fillValue(column).map(f -> "coalesce(" + v + ", " + f + ")"))
        : value;
  }

  private Optional<String> ofNew(Column column) {
    if (column.identity().isPresent()) return Optional.empty();
    if (column.generated().isPresent()) return computed(column.generated().get().expression());
    if (fill(column).isPresent()) return fillValue(column);
    if (column.defaultValue().isEmpty())
      return context.isChangedEnum(column)
          ? Optional.of("NULL::text")
          : Optional.of("NULL::" + column.type());
    return column
        .defaultValue()
        .filter(Volatility::isConstant)
        .map(d -> typed(d.written(), column));
  }

  private Optional<String> converted(Column before, Column after) {
    String value = context.quote(before.name());
    if (before.type().equals(after.type()))
      return Optional.of(context.isChangedEnum(after) ? value + "::text" : value);
    if (context.isChangedEnum(before) || context.isChangedEnum(after)) return Optional.empty();
    SqlText using = context.hints().using().get(ref(after));
    SqlText conversion =
        using != null
            ? using
            : SqlText.of(
                TypeConversion.cast(context.quote(after.name()), before.type(), after.type()));
    return context.live(table, conversion).map(c -> "(" + c + ")::" + after.type());
  }

  private Optional<SqlText> fill(Column column) {
    return Optional.ofNullable(context.hints().backfills().get(ref(column)));
  }

  private Optional<String> fillValue(Column column) {
    return fill(column)
        .filter(Volatility::isConstant)
        .flatMap(f -> context.live(table, f))
        .map(f -> typed(f, column));
  }

  /** A label that the live enum does not have cannot be cast to it. */
  private String typed(String value, Column column) {
    return "(" + value + ")::" + (context.isChangedEnum(column) ? "text" : column.type());
  }

  /** Computed from columns that do not change. */
  private Optional<String> computed(SqlText expression) {
    return dependsOnChange(expression)
        ? Optional.empty()
        : context.live(table, expression).map(e -> "(" + e + ")");
  }

  private boolean dependsOnChange(SqlText expression) {
    return context.mentioned(table, expression).stream()
        .anyMatch(c -> !value(c).equals(Optional.of(context.quote(context.live(table, c)))));
  }

  private ColumnRef ref(Column column) {
    return new ColumnRef(table, column.name());
  }
}
