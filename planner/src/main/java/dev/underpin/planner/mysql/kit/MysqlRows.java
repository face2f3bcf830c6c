package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/** The rows of tables of MySQL and MariaDB as the plan will leave them. */
final class MysqlRows extends ProjectedRows {
  private final MysqlContext context;

  MysqlRows(MysqlContext context) {
    super(context);
    this.context = context;
  }

  @Override
  public Optional<SqlText> value(QualifiedName table, String name) {
    Optional<Column> live = context.liveColumn(table, name);
    Optional<Column> after = context.target().table(table).flatMap(t -> t.column(name));
    if (live.isEmpty()) return after.flatMap(c -> ofNew(table, c));
    boolean same =
        after.isEmpty()
            || live.get().type().equals(after.get().type())
                && live.get().collation().equals(after.get().collation())
                && live.get().generated().isPresent() == after.get().generated().isPresent();
    boolean computed = after.flatMap(Column::generated).isPresent();
    if (computed && !isUnchanged(table)) return Optional.empty();
    Optional<SqlText> kept =
        same
            ? Optional.of(context.fragment("{}", live.get().name()))
            : converted(table, live.get(), after.get());
    if (kept.isEmpty()) return kept;
    SqlText value = kept.get();
    boolean filled =
        live.get().nullable()
            && after.filter(c -> !c.nullable()).isPresent()
            && context.backfill(table, name).isPresent();
    return filled ? filled(table, name, value) : Optional.of(value);
  }

  /** The value of a column whose new type holds it as it is; text as its new collation has it. */
  private Optional<SqlText> converted(QualifiedName table, Column live, Column after) {
    boolean computed = live.generated().isPresent() || after.generated().isPresent();
    if (computed || context.using(table, after.name()).isPresent()) return Optional.empty();
    var from = context.renamed().table(table).flatMap(t -> context.typeSide(t, live));
    var to = context.target().table(table).flatMap(t -> context.typeSide(t, after));
    if (from.isEmpty() || to.isEmpty()) return Optional.empty();
    boolean text = to.get().type().isText();
    TypeConversion change =
        TypeConversion.of(context.dialect().flavor(), from.get(), to.get(), false);
    if (text != from.get().type().isText() || change.loss() != TypeConversion.Loss.NONE)
      return Optional.empty();
    SqlText value = context.fragment("{}", live.name());
    Optional<String> collation = to.get().collation();
    boolean same = collation.isPresent() && collation.equals(from.get().collation());
    if (!text || same) return Optional.of(value);
    return collation.map(
        c ->
            context.fragment(
                "CONVERT({} USING {}) COLLATE {}",
                value,
                SqlText.of(Collations.characterSet(c)),
                SqlText.of(c)));
  }

  /** The value with which a NULL is filled, where it is the same whenever it is asked for. */
  private Optional<SqlText> filled(QualifiedName table, String name, SqlText value) {
    SqlText fill = context.backfill(table, name).orElseThrow();
    return context.dialect().isSteady(fill)
        ? unchanged(table, fill).map(f -> context.fragment("coalesce({}, {})", value, f))
        : Optional.empty();
  }

  /** Computed columns hold the same where all columns do. */
  private boolean isUnchanged(QualifiedName table) {
    Optional<Table> renamed = context.renamed().table(table);
    Optional<Table> target = context.target().table(table);
    return renamed.isPresent()
        && renamed.get().columns().equals(target.map(Table::columns).orElse(List.of()));
  }

  private Optional<SqlText> ofNew(QualifiedName table, Column column) {
    if (column.identity().isPresent() || column.generated().isPresent()) return Optional.empty();
    Optional<SqlText> fill = context.backfill(table, column.name());
    if (fill.isPresent())
      return context.dialect().isOneValue(fill.get())
          ? Optional.of(context.fragment("({})", fill.get()))
          : Optional.empty();
    if (column.defaultValue().isEmpty()) return Optional.of(SqlText.of("NULL"));
    return column
        .defaultValue()
        .filter(context.dialect()::isOneValue)
        .map(d -> context.fragment("({})", d));
  }
}
