package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows that would stop a constraint, asked of the rows that are there before the plan. Nothing
 * is asked where it cannot be said what the rows will hold by then.
 */
public final class DataChecks {
  private final MysqlContext context;

  public DataChecks(MysqlContext context) {
    this.context = context;
  }

  /** The question whether the rows that are there keep a constraint. */
  public Optional<DataCheck> of(QualifiedName table, Constraint constraint) {
    if (context.isEmpty(table)) return Optional.empty();
    return constraint.match(
        key -> duplicates(table, key),
        unique -> duplicates(table, unique),
        foreign -> orphans(table, foreign),
        check -> violations(table, check),
        exclusion -> Optional.empty());
  }

  private Optional<DataCheck> violations(QualifiedName table, CheckConstraint check) {
    String name = check.name().orElse("its check");
    return rows(table, context.mentioned(table, check.expression()))
        .map(
            from ->
                new DataCheck(
                    "check:" + table + "." + name,
                    table,
                    CheckTexts.violations(check),
                    "SELECT underpin_row FROM "
                        + from
                        + " WHERE NOT ("
                        + check.expression().written()
                        + ")",
                    CheckTexts.changeRowsOr("the check")));
  }

  private Optional<DataCheck> orphans(QualifiedName table, ForeignKey key) {
    QualifiedName parent = key.references();
    Optional<String> child = rows(table, key.columnList());
    if (child.isEmpty()) return Optional.empty();
    String condition =
        key.columnList().stream()
            .map(c -> "future." + context.quote(c) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    if (context.catalog().schema().table(context.live(parent)).isPresent()) {
      Optional<String> parents = columns(parent, key.referencedColumns(), "parent");
      if (parents.isEmpty()) return Optional.empty();
      List<String> pairs = new ArrayList<>();
      for (int i = 0; i < key.columnList().size(); i++) {
        pairs.add(
            "parent."
                + context.quote(key.referencedColumns().get(i))
                + " = future."
                + context.quote(key.columnList().get(i)));
      }
      condition +=
          " AND NOT EXISTS (SELECT 1 FROM "
              + parents.get()
              + " WHERE "
              + String.join(" AND ", pairs)
              + ")";
    }
    return Optional.of(
        new DataCheck(
            "orphans:" + table + "." + key.name().orElseThrow(),
            table,
            CheckTexts.orphans(parent, key.columnList()),
            "SELECT underpin_row FROM " + child.get() + " WHERE " + condition,
            CheckTexts.addParents(parent)));
  }

  private Optional<DataCheck> duplicates(QualifiedName table, Constraint constraint) {
    Set<String> columns = new LinkedHashSet<>();
    List<String> values = new ArrayList<>();
    for (IndexKey key : constraint.keys()) {
      key.column().ifPresent(columns::add);
      key.expression().ifPresent(e -> columns.addAll(context.mentioned(table, e)));
      String value =
          key.column()
              .map(context::quote)
              .orElseGet(() -> "(" + key.expression().orElseThrow().written() + ")");
      values.add(
          key.prefixLength().isPresent()
              ? "left(" + value + ", " + key.prefixLength().getAsInt() + ")"
              : value);
    }
    Optional<String> from = rows(table, columns);
    if (from.isEmpty()) return Optional.empty();
    boolean primary = constraint instanceof PrimaryKey;
    String name = primary ? "the primary key" : constraint.name().orElseThrow();
    String list = String.join(", ", values);
    List<String> words =
        constraint.keys().stream()
            .map(k -> k.column().orElseGet(() -> k.expression().orElseThrow().written()))
            .toList();
    String noNulls =
        values.stream().map(v -> v + " IS NOT NULL").collect(Collectors.joining(" AND "));
    return Optional.of(
        new DataCheck(
            "duplicates:" + table + "." + name,
            table,
            CheckTexts.duplicates(words, StepTitles.constraint(constraint)),
            "SELECT concat_ws(', ', "
                + list
                + ") FROM "
                + from.get()
                + (primary ? "" : " WHERE " + noNulls)
                + " GROUP BY "
                + list
                + " HAVING count(*) > 1",
            CheckTexts.removeDuplicates(StepTitles.constraint(constraint))));
  }

  // --- the rows as they will be

  private Optional<String> rows(QualifiedName table, Collection<String> columns) {
    return columns(table, columns, "future");
  }

  private Optional<String> columns(QualifiedName table, Collection<String> columns, String alias) {
    if (context.catalog().schema().table(context.live(table)).isEmpty()) return Optional.empty();
    List<String> list = new ArrayList<>(List.of(context.sample(table) + " AS underpin_row"));
    for (String column : columns) {
      Optional<String> value = value(table, column);
      if (value.isEmpty()) return Optional.empty();
      list.add(value.get() + " AS " + context.quote(column));
    }
    return Optional.of(
        "(SELECT "
            + String.join(", ", list)
            + " FROM "
            + context.name(context.live(table))
            + ") AS "
            + alias);
  }

  private Optional<String> value(QualifiedName table, String name) {
    Optional<Column> live =
        context
            .catalog()
            .schema()
            .table(context.live(table))
            .flatMap(t -> t.column(context.live(table, name)));
    Optional<Column> after = context.target().table(table).flatMap(t -> t.column(name));
    if (live.isEmpty()) return after.flatMap(c -> ofNew(table, c));
    boolean same =
        after.isEmpty()
            || live.get().type().equals(after.get().type())
                && live.get().collation().equals(after.get().collation())
                && live.get().generated().isPresent() == after.get().generated().isPresent();
    boolean computed = after.flatMap(Column::generated).isPresent();
    if (computed && !isUnchanged(table)) return Optional.empty();
    Optional<String> kept =
        same
            ? Optional.of(context.quote(live.get().name()))
            : converted(table, live.get(), after.get());
    if (kept.isEmpty()) return kept;
    String value = kept.get();
    boolean filled =
        live.get().nullable()
            && after.filter(c -> !c.nullable()).isPresent()
            && fill(table, name).isPresent();
    return filled ? filled(table, name, value) : Optional.of(value);
  }

  /** The value of a column whose new type holds it as it is; text as its new collation has it. */
  private Optional<String> converted(QualifiedName table, Column live, Column after) {
    boolean computed = live.generated().isPresent() || after.generated().isPresent();
    ColumnRef name = new ColumnRef(table, after.name());
    if (computed || context.hints().using().containsKey(name)) return Optional.empty();
    var from = context.renamed().table(table).flatMap(t -> context.typeSide(t, live));
    var to = context.target().table(table).flatMap(t -> context.typeSide(t, after));
    if (from.isEmpty() || to.isEmpty()) return Optional.empty();
    boolean text = to.get().type().isText();
    TypeConversion change = TypeConversion.of(from.get(), to.get(), false);
    if (text != from.get().type().isText() || change.loss() != TypeConversion.Loss.NONE)
      return Optional.empty();
    String value = context.quote(live.name());
    Optional<String> collation = to.get().collation();
    boolean same = collation.isPresent() && collation.equals(from.get().collation());
    if (!text || same) return Optional.of(value);
    return collation.map(
        c -> "CONVERT(" + value + " USING " + Collations.characterSet(c) + ") COLLATE " + c);
  }

  /** The value with which a NULL is filled, where it is the same whenever it is asked for. */
  private Optional<String> filled(QualifiedName table, String name, String value) {
    SqlText fill = fill(table, name).orElseThrow();
    boolean changes =
        context.mentioned(table, fill).stream()
            .anyMatch(
                c -> !value(table, c).equals(Optional.of(context.quote(context.live(table, c)))));
    return changes || !context.dialect().isSteady(fill)
        ? Optional.empty()
        : context.live(table, fill).map(f -> "coalesce(" + value + ", " + f + ")");
  }

  /** Computed columns hold the same where all columns do. */
  private boolean isUnchanged(QualifiedName table) {
    Optional<Table> renamed = context.renamed().table(table);
    Optional<Table> target = context.target().table(table);
    return renamed.isPresent()
        && renamed.get().columns().equals(target.map(Table::columns).orElse(List.of()));
  }

  private Optional<String> ofNew(QualifiedName table, Column column) {
    if (column.identity().isPresent() || column.generated().isPresent()) return Optional.empty();
    Optional<SqlText> fill = fill(table, column.name());
    if (fill.isPresent())
      return context.dialect().isOneValue(fill.get())
          ? Optional.of("(" + fill.get().written() + ")")
          : Optional.empty();
    if (column.defaultValue().isEmpty()) return Optional.of("NULL");
    return column
        .defaultValue()
        .filter(context.dialect()::isOneValue)
        .map(d -> "(" + d.written() + ")");
  }

  private Optional<SqlText> fill(QualifiedName table, String column) {
    return Optional.ofNullable(context.hints().backfills().get(new ColumnRef(table, column)));
  }
}
