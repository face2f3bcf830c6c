package dev.underpin.planner.recipe;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of tables as the plan will leave them, read from the rows that exist now: columns under
 * their new names, with the values that conversions, backfills and defaults give them.
 */
public abstract class ProjectedRows {
  private static final SqlText KEY = SqlText.of("underpin_row");

  private final ServerContext context;

  protected ProjectedRows(ServerContext context) {
    this.context = context;
  }

  /**
   * What to select from.
   *
   * @param from what comes after FROM
   * @param key an expression that tells a row
   */
  public record Source(SqlText from, SqlText key) {}

  /** What a column will hold, over the live columns; absent where that cannot be said. */
  public abstract Optional<SqlText> value(QualifiedName table, String column);

  /** An expression over columns that the plan leaves as they are, over the live columns. */
  public final Optional<SqlText> unchanged(QualifiedName table, SqlText expression) {
    return dependsOnChange(table, expression)
        ? Optional.empty()
        : context.live(table, expression).map(SqlText::of);
  }

  /** True where an expression names a column that will hold something else. */
  protected final boolean dependsOnChange(QualifiedName table, SqlText expression) {
    return context.mentioned(table, expression).stream()
        .anyMatch(
            c ->
                !value(table, c)
                    .equals(Optional.of(context.fragment("{}", context.live(table, c)))));
  }

  /** False where an expression cannot be computed before the plan has run. */
  protected boolean canCompute(SqlText expression) {
    return true;
  }

  /** Further columns of the rows of a table, with their names. */
  protected List<SqlText> extraColumns(QualifiedName table) {
    return List.of();
  }

  /**
   * The rows with some of their columns; absent where it cannot be said what these will hold, or
   * where the table is new.
   *
   * @param expressions what will be computed from the rows
   */
  public final Optional<Source> of(
      QualifiedName table, Collection<String> columns, List<SqlText> expressions) {
    return of(table, columns, expressions, Optional.empty());
  }

  /** The same rows under an alias. */
  final Optional<Source> aliased(QualifiedName table, Collection<String> columns, String alias) {
    return of(table, columns, List.of(), Optional.of(alias));
  }

  private Optional<Source> of(
      QualifiedName table,
      Collection<String> columns,
      List<SqlText> expressions,
      Optional<String> alias) {
    boolean exists = context.catalog().schema().table(context.live(table)).isPresent();
    if (!exists || !expressions.stream().allMatch(this::canCompute)) return Optional.empty();
    Map<String, SqlText> computed = new LinkedHashMap<>();
    Set<String> held = new LinkedHashSet<>();
    for (String column : columns) {
      Optional<SqlText> later = computedLater(table, column);
      later.ifPresent(value -> computed.put(column, value));
      if (later.isEmpty()) held.add(column);
      else held.addAll(context.mentioned(table, later.get()));
    }
    List<SqlText> list = new ArrayList<>(extraColumns(table));
    boolean changed = !list.isEmpty();
    for (String column : held) {
      Optional<SqlText> value = value(table, column);
      if (value.isEmpty() || computedLater(table, column).isPresent()) return Optional.empty();
      changed |= !value.get().equals(context.fragment("{}", column));
      list.add(context.fragment("{} AS {}", value.get(), column));
    }
    SqlText key = context.sample(table);
    QualifiedName live = context.live(table);
    if (!changed) {
      SqlText from =
          alias.isEmpty()
              ? context.fragment("{}", live)
              : context.fragment("{} AS {}", live, SqlText.of(alias.get()));
      return Optional.of(new Source(from, key));
    }
    list.add(0, context.fragment("{} AS {}", key, KEY));
    SqlText name = SqlText.of(alias.orElse("future"));
    SqlText rows = context.fragment("(SELECT {} FROM {})", list, live);
    if (computed.isEmpty())
      return Optional.of(new Source(context.fragment("{} AS {}", rows, name), KEY));
    List<SqlText> values = new ArrayList<>();
    computed.forEach((column, value) -> values.add(context.fragment("{} AS {}", value, column)));
    return Optional.of(
        new Source(
            context.fragment("(SELECT changed.*, {} FROM {} AS changed) AS {}", values, rows, name),
            KEY));
  }

  /**
   * What a generated column computes from columns that will hold something else; absent where it
   * holds what it held, or is not generated.
   */
  private Optional<SqlText> computedLater(QualifiedName table, String name) {
    Optional<Column> column = definition(table).flatMap(t -> t.column(name));
    return column
        .flatMap(Column::generated)
        .map(Generated::expression)
        .filter(this::canCompute)
        .filter(e -> dependsOnChange(table, e))
        .map(e -> context.valueFor(column.get(), e));
  }

  /** The table whose rows these are. */
  protected Optional<Table> definition(QualifiedName table) {
    return context.target().table(table);
  }
}
