package dev.underpin.planner.recipe;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
    List<SqlText> list = new ArrayList<>(extraColumns(table));
    boolean changed = !list.isEmpty();
    for (String column : columns) {
      Optional<SqlText> value = value(table, column);
      if (value.isEmpty()) return Optional.empty();
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
    return Optional.of(
        new Source(context.fragment("(SELECT {} FROM {}) AS {}", list, live, name), KEY));
  }
}
