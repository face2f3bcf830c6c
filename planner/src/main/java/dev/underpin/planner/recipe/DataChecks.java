package dev.underpin.planner.recipe;

import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The data checks of constraints and unique indexes: which of the rows that exist now would violate
 * them once the plan has run. There is none where it cannot be said what the rows will hold by
 * then.
 */
public final class DataChecks {
  private final ServerContext context;
  private final ViolationQueries queries;

  public DataChecks(ServerContext context) {
    this.context = context;
    this.queries = new ViolationQueries(context, context.projected(), Optional.empty());
  }

  /**
   * A part of an exclusion constraint.
   *
   * @param value what is compared, over the columns of the table
   * @param operator says that two values are in conflict
   */
  public record Excluded(SqlText value, SqlText operator) {}

  /** Rows that violate a constraint. The text of an exclusion constraint is its engine's matter. */
  public Optional<DataCheck> of(QualifiedName table, Constraint constraint) {
    if (context.isEmpty(table)) return Optional.empty();
    String name = constraint.name().orElse("primary key");
    String by = Descriptions.constraint(constraint);
    return constraint.match(
        key -> duplicates(table, name, by, key.keys(), Optional.empty(), false),
        unique ->
            duplicates(table, name, by, unique.keys(), Optional.empty(), unique.nullsNotDistinct()),
        key ->
            key.notValid()
                ? Optional.empty()
                : queries
                    .orphans(table, key)
                    .map(
                        sql ->
                            check(
                                "orphans:" + table + "." + name,
                                table,
                                CheckTexts.orphans(key.references(), key.columnList()),
                                sql,
                                CheckTexts.addParents(key.references())
                                    + forNewRows("foreign_keys: { " + name + ": { …"))),
        check ->
            check.notValid()
                ? Optional.empty()
                : queries
                    .violations(table, check.expression())
                    .map(
                        sql ->
                            check(
                                "check:" + table + "." + name,
                                table,
                                CheckTexts.violations(check),
                                sql,
                                CheckTexts.changeRowsOr("the check")
                                    + forNewRows("checks: { " + name + ": { expression: …"))),
        exclusion -> Optional.empty());
  }

  /**
   * Rows that agree in the columns of a key and hold at the same time. The last two columns of the
   * key are the start and the end; rows that agree in these too are duplicates.
   */
  public Optional<DataCheck> overlaps(QualifiedName table, Constraint key) {
    List<String> columns = key.keys().stream().flatMap(k -> k.column().stream()).toList();
    if (context.isEmpty(table) || columns.size() < 2) return Optional.empty();
    String by = Descriptions.constraint(key);
    return queries
        .overlaps(table, columns)
        .map(
            sql ->
                check(
                    "overlaps:" + table + "." + key.name().orElse("primary key"),
                    table,
                    CheckTexts.overlaps(columns.subList(0, columns.size() - 2), by),
                    sql,
                    CheckTexts.changeRowsOr("the key")));
  }

  /** Rows that an exclusion constraint does not allow beside each other. */
  public Optional<DataCheck> conflicts(
      QualifiedName table, Constraint exclusion, List<Excluded> elements, Optional<SqlText> where) {
    if (context.isEmpty(table) || elements.isEmpty()) return Optional.empty();
    return queries
        .conflicts(table, elements, where)
        .map(
            sql ->
                check(
                    "conflicts:" + table + "." + exclusion.name().orElseThrow(),
                    table,
                    CheckTexts.conflicts(Descriptions.constraint(exclusion)),
                    sql,
                    CheckTexts.changeRowsOr("the constraint")));
  }

  /** Rows that violate a unique index, or for which an expression of any index fails. */
  public Optional<DataCheck> of(QualifiedName table, Index index) {
    if (context.isEmpty(table)) return Optional.empty();
    if (!index.unique()) return uncomputable(table, index);
    return duplicates(
        table,
        index.name(),
        Descriptions.index(index),
        index.keys(),
        index.where(),
        index.nullsNotDistinct());
  }

  private Optional<DataCheck> uncomputable(QualifiedName table, Index index) {
    List<SqlText> expressions =
        new ArrayList<>(index.keys().stream().flatMap(k -> k.expression().stream()).toList());
    Optional<SqlText> computed =
        expressions.isEmpty() ? Optional.empty() : context.computes(expressions);
    if (computed.isEmpty()) return Optional.empty();
    Optional<SqlText> where = index.where().map(w -> context.fragment("({}) AND ", w));
    index.where().ifPresent(expressions::add);
    return queries
        .matching(table, expressions, context.fragment("{}({})", where, computed))
        .map(
            sql ->
                check(
                    "compute:" + table + "." + index.name(),
                    table,
                    CheckTexts.uncomputable(Descriptions.index(index)),
                    sql,
                    CheckTexts.changeRowsOr("the index")));
  }

  /**
   * Rows for which a new required column has no value: there are none here, and there may be some
   * where a saved file runs.
   *
   * @param place the column's key in the YAML
   */
  public Optional<DataCheck> valueMissing(QualifiedName table, Column column, String place) {
    boolean hasValue =
        column.nullable()
            || column.defaultValue().isPresent()
            || column.generated().isPresent()
            || column.identity().isPresent();
    if (hasValue || context.isEmpty(table)) return Optional.empty();
    return queries
        .matching(table, List.of(), context.fragment("1 = 1"))
        .map(
            sql ->
                check(
                    "value:" + table + "." + column.name(),
                    table,
                    CheckTexts.valueMissing(column.name()),
                    sql,
                    CheckTexts.addBackfill(place)));
  }

  /** Rows that have NULL in a column that is to be NOT NULL. */
  public Optional<DataCheck> nulls(QualifiedName table, String column) {
    if (context.isEmpty(table)) return Optional.empty();
    return context
        .projected()
        .of(table, List.of(column), List.of())
        .map(
            rows ->
                check(
                    "nulls:" + table + "." + column,
                    table,
                    CheckTexts.nulls(column),
                    context.sql(
                        "SELECT {} FROM {} WHERE {} IS NULL", rows.key(), rows.from(), column),
                    CheckTexts.addBackfill(context.inYaml(table, column))));
  }

  /** Rows for which a generated column that is to be NOT NULL would compute NULL. */
  public Optional<DataCheck> computedNulls(QualifiedName table, Column column) {
    if (column.nullable() || column.generated().isEmpty() || context.isEmpty(table))
      return Optional.empty();
    return context
        .projected()
        .unchanged(table, column.generated().get().expression())
        .map(
            value ->
                check(
                    "nulls:" + table + "." + column.name(),
                    table,
                    CheckTexts.futureNulls(column.name()),
                    context.sql(
                        "SELECT {} FROM {} WHERE ({}) IS NULL",
                        context.sample(table),
                        context.live(table),
                        value),
                    CheckTexts.changeRowsOr("the expression of the column")));
  }

  /** Rows that violate what is on a column whose values change, and stays on it. */
  public List<DataCheck> onColumn(QualifiedName name, String column) {
    List<DataCheck> checks = new ArrayList<>();
    Optional<Table> table = context.target().table(name);
    if (table.isEmpty()) return checks;
    for (Constraint constraint : table.get().constraints()) {
      if (context.isAmong(context.mentioned(name, constraint), table.get(), column))
        of(name, constraint).ifPresent(checks::add);
    }
    for (Index index : table.get().indexes()) {
      if (context.isAmong(context.mentioned(name, index), table.get(), column))
        of(name, index).ifPresent(checks::add);
    }
    for (Table other : context.target().tables().values()) {
      for (ForeignKey key : other.constraintsOf(ForeignKey.class)) {
        if (key.references().equals(name)
            && context.isAmong(Set.copyOf(key.referencedColumns()), table.get(), column))
          of(other.name(), key).ifPresent(checks::add);
      }
    }
    return checks;
  }

  private Optional<DataCheck> duplicates(
      QualifiedName table,
      String name,
      String by,
      List<IndexKey> keys,
      Optional<SqlText> where,
      boolean nullsCount) {
    List<String> columns =
        keys.stream()
            .map(k -> k.column().orElseGet(() -> k.expression().orElseThrow().written()))
            .toList();
    return queries
        .duplicates(table, keys, where, nullsCount)
        .map(
            sql ->
                check(
                    "duplicates:" + table + "." + name,
                    table,
                    CheckTexts.duplicates(columns, by),
                    sql,
                    CheckTexts.removeDuplicates(by)));
  }

  private String forNewRows(String declaration) {
    return context.hasNotValid()
        ? CheckTexts.orNewRowsOnly(declaration + ", not_valid: true } }")
        : "";
  }

  private static DataCheck check(
      String id, QualifiedName table, Finding finding, String sql, String remedy) {
    return new DataCheck(id, table, finding, sql, remedy);
  }
}
