package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.postgresql.kit.ProjectedRows.Source;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
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

/** Data checks: the rows that would violate constraints and indexes. */
public final class DataChecks {
  private final PostgresContext context;

  public DataChecks(PostgresContext context) {
    this.context = context;
  }

  /** Rows that a constraint would not let in. */
  public Optional<DataCheck> of(QualifiedName table, Constraint constraint) {
    if (context.isEmpty(table)) return Optional.empty();
    return constraint.match(
        key ->
            duplicates(
                table,
                key.name().orElseThrow(),
                StepTitles.constraint(key),
                key.keys(),
                Optional.empty(),
                false),
        unique ->
            duplicates(
                table,
                unique.name().orElseThrow(),
                StepTitles.constraint(unique),
                unique.keys(),
                Optional.empty(),
                unique.nullsNotDistinct()),
        foreign -> foreign.notValid() ? Optional.empty() : orphans(table, foreign),
        check -> check.notValid() ? Optional.empty() : violations(table, check),
        exclusion -> Optional.empty());
  }

  /** Rows that an index would not let in. */
  public Optional<DataCheck> of(QualifiedName table, Index index) {
    if (context.isEmpty(table)) return Optional.empty();
    if (!index.unique()) return uncomputable(table, index);
    return duplicates(
        table,
        index.name(),
        StepTitles.index(index),
        index.keys(),
        index.where(),
        index.nullsNotDistinct());
  }

  /** All that is on a column whose values change, and stays on it. */
  public List<DataCheck> standingOn(QualifiedName name, String column) {
    List<DataCheck> probes = new ArrayList<>();
    Optional<Table> table = context.target().table(name);
    if (table.isEmpty()) return probes;
    for (Constraint constraint : table.get().constraints()) {
      if (context.mentioned(name, constraint).contains(column))
        of(name, constraint).ifPresent(probes::add);
    }
    for (Index index : table.get().indexes()) {
      if (context.mentioned(name, index).contains(column)) of(name, index).ifPresent(probes::add);
    }
    for (Table other : context.target().tables().values()) {
      for (ForeignKey key : other.constraintsOf(ForeignKey.class)) {
        if (key.references().equals(name) && key.referencedColumns().contains(column))
          of(other.name(), key).ifPresent(probes::add);
      }
    }
    return probes;
  }

  private Optional<DataCheck> violations(QualifiedName table, CheckConstraint check) {
    String name = check.name().orElseThrow();
    return rows(table, context.mentioned(table, check.expression()), List.of(check.expression()))
        .map(
            source ->
                new DataCheck(
                    "check:" + table + "." + name,
                    table,
                    CheckTexts.violations(check),
                    select(source, "NOT (" + check.expression().written() + ")"),
                    CheckTexts.changeRowsOr("the check")
                        + CheckTexts.orNewRowsOnly(
                            "checks: { " + name + ": { expression: …, not_valid: true } }")));
  }

  private Optional<DataCheck> orphans(QualifiedName table, ForeignKey key) {
    QualifiedName parent = key.references();
    Optional<Source> child = rows(table, key.columnList(), List.of());
    if (child.isEmpty()) return Optional.empty();
    String some =
        key.columnList().stream()
            .map(c -> context.quote(c) + " IS NOT NULL")
            .collect(Collectors.joining(key.match().equals("FULL") ? " OR " : " AND "));
    String condition = "(" + some + ")";
    boolean newParent = context.catalog().schema().table(context.live(parent)).isEmpty();
    if (!newParent) {
      Optional<Source> parents = rows(parent, key.referencedColumns(), List.of());
      if (parents.isEmpty()) return Optional.empty();
      List<String> pairs = new ArrayList<>();
      for (int i = 0; i < key.columnList().size(); i++) {
        pairs.add(
            "parent."
                + context.quote(key.referencedColumns().get(i))
                + " = child."
                + context.quote(key.columnList().get(i)));
      }
      condition +=
          " AND NOT EXISTS (SELECT 1 FROM (SELECT * FROM "
              + parents.get().from()
              + ") AS parent WHERE "
              + String.join(" AND ", pairs)
              + ")";
    }
    String name = key.name().orElseThrow();
    return Optional.of(
        new DataCheck(
            "orphans:" + table + "." + name,
            table,
            CheckTexts.orphans(parent, key.columnList()),
            "SELECT underpin_row FROM (SELECT "
                + child.get().key()
                + " AS underpin_row, * FROM "
                + child.get().from()
                + ") AS child WHERE "
                + condition,
            CheckTexts.addParents(parent)
                + CheckTexts.orNewRowsOnly(
                    "foreign_keys: { " + name + ": { …, not_valid: true } }")));
  }

  private Optional<DataCheck> duplicates(
      QualifiedName table,
      String name,
      String by,
      List<IndexKey> keys,
      Optional<SqlText> where,
      boolean nullsCount) {
    Set<String> columns = new LinkedHashSet<>();
    List<SqlText> expressions = new ArrayList<>(where.stream().toList());
    List<String> values = new ArrayList<>();
    for (IndexKey key : keys) {
      key.column().ifPresent(columns::add);
      key.expression().ifPresent(expressions::add);
      values.add(
          key.column()
              .map(context::quote)
              .orElseGet(() -> "(" + key.expression().orElseThrow().written() + ")"));
    }
    expressions.forEach(e -> columns.addAll(context.mentioned(table, e)));
    Optional<Source> source = rows(table, columns, expressions);
    if (source.isEmpty()) return Optional.empty();
    String list = String.join(", ", values);
    List<String> conditions = new ArrayList<>();
    where.ifPresent(w -> conditions.add("(" + w.written() + ")"));
    if (!nullsCount) values.forEach(v -> conditions.add(v + " IS NOT NULL"));
    List<String> words =
        keys.stream()
            .map(k -> k.column().orElseGet(() -> k.expression().orElseThrow().written()))
            .toList();
    return Optional.of(
        new DataCheck(
            "duplicates:" + table + "." + name,
            table,
            CheckTexts.duplicates(words, by),
            "SELECT "
                + (values.size() == 1 ? values.get(0) + "::text" : "ROW(" + list + ")::text")
                + " FROM "
                + source.get().from()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " GROUP BY "
                + list
                + " HAVING count(*) > 1",
            CheckTexts.removeDuplicates(by)));
  }

  /** An expression that fails on a row would fail the build after the steps before it. */
  private Optional<DataCheck> uncomputable(QualifiedName table, Index index) {
    List<SqlText> expressions =
        new ArrayList<>(index.keys().stream().flatMap(k -> k.expression().stream()).toList());
    if (expressions.isEmpty()) return Optional.empty();
    String never =
        expressions.stream()
            .map(e -> "(" + e.written() + ")::text = 'no value is this one, it is only computed'")
            .collect(Collectors.joining(" OR "));
    index.where().ifPresent(expressions::add);
    Set<String> columns = new LinkedHashSet<>();
    expressions.forEach(e -> columns.addAll(context.mentioned(table, e)));
    String when = index.where().map(w -> "(" + w.written() + ") AND ").orElse("");
    return rows(table, columns, expressions)
        .map(
            source ->
                new DataCheck(
                    "compute:" + table + "." + index.name(),
                    table,
                    CheckTexts.uncomputable(StepTitles.index(index)),
                    select(source, when + "(" + never + ")"),
                    CheckTexts.changeRowsOr("the index")));
  }

  /** Nothing where an expression speaks of a type that is not yet what it will be. */
  private Optional<Source> rows(
      QualifiedName table, Collection<String> columns, List<SqlText> expressions) {
    boolean unclear = expressions.stream().anyMatch(context::mentionsChangedEnum);
    return unclear ? Optional.empty() : new ProjectedRows(context, table).rows(columns);
  }

  private static String select(Source source, String condition) {
    return "SELECT " + source.key() + " FROM " + source.from() + " WHERE " + condition;
  }
}
