package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;

/** The rows of PostgreSQL's tables as the plan will leave them. */
final class PostgresRows extends ProjectedRows {
  private final PostgresContext context;

  PostgresRows(PostgresContext context) {
    super(context);
    this.context = context;
  }

  /** An enum that this plan changes is not yet what it will be. */
  @Override
  protected boolean canCompute(SqlText expression) {
    return !context.mentionsChangedEnum(expression);
  }

  @Override
  public Optional<SqlText> value(QualifiedName table, String name) {
    Optional<Column> before = context.liveColumn(table, name);
    Optional<Column> after = context.target().table(table).flatMap(t -> t.column(name));
    if (after.isEmpty()) return before.map(c -> context.fragment("{}", c.name()));
    if (before.isEmpty()) return ofNew(table, after.get());
    Column column = after.get();
    Optional<Generated> generated = column.generated();
    if (generated.isPresent()) {
      SqlText expression = generated.get().expression();
      boolean sameExpression =
          context
              .renamed()
              .table(table)
              .flatMap(t -> t.column(name))
              .flatMap(Column::generated)
              .equals(generated);
      if (!sameExpression || dependsOnChange(table, expression)) return computed(table, expression);
    }
    Optional<SqlText> value =
        collated(converted(table, before.get(), column), before.get(), column);
    boolean filled = before.get().nullable() && !column.nullable();
    return filled && context.backfill(table, column.name()).isPresent()
        ? value.flatMap(
            v -> fillValue(table, column).map(f -> context.fragment("coalesce({}, {})", v, f)))
        : value;
  }

  private Optional<SqlText> ofNew(QualifiedName table, Column column) {
    if (column.identity().isPresent()) return Optional.empty();
    if (column.generated().isPresent())
      return computed(table, column.generated().get().expression());
    if (context.backfill(table, column.name()).isPresent()) return fillValue(table, column);
    if (column.defaultValue().isEmpty())
      return Optional.of(context.fragment("NULL::{}", type(column)));
    return column.defaultValue().filter(Volatility::canBeAsked).map(d -> typed(d, column));
  }

  private Optional<SqlText> converted(QualifiedName table, Column before, Column after) {
    if (before.type().equals(after.type())) {
      return Optional.of(
          context.isChangedEnum(after)
              ? context.fragment("{}::text", before.name())
              : context.fragment("{}", before.name()));
    }
    if (context.isChangedEnum(before) || context.isChangedEnum(after)) return Optional.empty();
    SqlText using = context.hints().using().get(new ColumnRef(table, after.name()));
    SqlText conversion =
        using != null
            ? using
            : SqlText.of(
                TypeConversion.cast(context.quote(after.name()), before.type(), after.type()));
    return context.live(table, conversion).map(c -> typed(SqlText.of(c), after));
  }

  /** The value as the new collation compares it; absent where the plan creates the collation. */
  private Optional<SqlText> collated(Optional<SqlText> value, Column before, Column after) {
    if (before.collation().equals(after.collation())) return value;
    if (after.collation().filter(this::isCreated).isPresent()) return Optional.empty();
    SqlText name = SqlText.of(Identifiers.quoteDotted(after.collation().orElse("default")));
    return value.map(v -> context.fragment("({}) COLLATE {}", v, name));
  }

  private boolean isCreated(String collation) {
    return context.target().objects().values().stream()
        .filter(o -> o.kind() == SchemaObject.Kind.COLLATION)
        .filter(o -> !context.catalog().schema().objects().containsKey(o.key()))
        .anyMatch(o -> new TypeUsers(context, o).isName(collation));
  }

  private Optional<SqlText> fillValue(QualifiedName table, Column column) {
    return context
        .backfill(table, column.name())
        .filter(Volatility::canBeAsked)
        .flatMap(f -> context.live(table, f))
        .map(f -> typed(SqlText.of(f), column));
  }

  private SqlText typed(SqlText value, Column column) {
    return context.fragment("({})::{}", value, type(column));
  }

  /** A label that the live enum does not have cannot be cast to it. */
  private SqlText type(Column column) {
    return SqlText.of(context.isChangedEnum(column) ? "text" : column.type());
  }

  /** Computed from columns that do not change. */
  private Optional<SqlText> computed(QualifiedName table, SqlText expression) {
    return unchanged(table, expression).map(e -> context.fragment("({})", e));
  }
}
