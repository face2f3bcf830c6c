package dev.underpin.planner.recipe;

import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Questions about rows whose backfill is forbidden by a constraint or unique index that this plan
 * drops: it is still there while the rows are filled, for what old programs rely on goes last.
 */
public final class BackfillChecks {
  private final PlanningContext context;
  private final QualifiedName name;
  private final Table table;
  private final Column column;
  private final String filled;

  private BackfillChecks(
      PlanningContext context, QualifiedName name, Table table, Column column, String fill) {
    this.context = context;
    this.name = name;
    this.table = table;
    this.column = column;
    this.filled = context.valueFor(column, fill);
  }

  /**
   * The questions about filling one column.
   *
   * @param column as it is when it is filled, under its new name
   */
  public static List<DataCheck> of(
      PlanningContext context, QualifiedName name, Column column, SqlText fill) {
    Optional<Table> table = context.renamed().table(name);
    Optional<String> value = context.live(name, fill);
    if (table.isEmpty() || value.isEmpty() || context.isEmpty(name)) return List.of();
    BackfillChecks checks = new BackfillChecks(context, name, table.get(), column, value.get());
    return checks.all();
  }

  private List<DataCheck> all() {
    Optional<Table> target = context.target().table(name);
    List<DataCheck> probes = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (context.isDropped(name, constraint)
          && context.mentioned(name, constraint).contains(column.name()))
        ask(constraint).ifPresent(probes::add);
    }
    for (Index index : table.indexes()) {
      boolean stays = target.filter(t -> t.indexes().contains(index)).isPresent();
      if (index.unique() && !stays && context.mentioned(name, index).contains(column.name())) {
        duplicates(index.name(), index.keys(), index.where(), index.nullsNotDistinct())
            .ifPresent(probes::add);
      }
    }
    return probes;
  }

  private Optional<DataCheck> ask(Constraint constraint) {
    return constraint.match(
        key -> Optional.empty(),
        unique ->
            duplicates(called(unique), unique.keys(), Optional.empty(), unique.nullsNotDistinct()),
        foreign -> Optional.of(orphans(foreign)),
        this::violations,
        exclusion -> Optional.empty());
  }

  private DataCheck orphans(ForeignKey key) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++) {
      pairs.add(
          "parent."
              + context.quote(context.live(key.references(), key.referencedColumns().get(i)))
              + " = child."
              + live(key.columnList().get(i)));
    }
    String referencing =
        key.columnList().stream()
            .map(c -> "child." + live(c) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return probe(
        called(key),
        CheckTexts.orphansAfterBackfill(key.references(), called(key)),
        "SELECT underpin_row FROM "
            + rows(key.columns())
            + " AS child WHERE underpin_filled AND "
            + referencing
            + " AND NOT EXISTS (SELECT 1 FROM "
            + context.name(context.live(key.references()))
            + " AS parent WHERE "
            + String.join(" AND ", pairs)
            + ")");
  }

  private Optional<DataCheck> violations(CheckConstraint check) {
    return context
        .live(name, check.expression())
        .map(
            expression ->
                probe(
                    called(check),
                    CheckTexts.violationsAfterBackfill(called(check)),
                    "SELECT underpin_row FROM "
                        + rows(context.mentioned(name, check))
                        + " AS filling WHERE underpin_filled AND NOT ("
                        + expression
                        + ")"));
  }

  private Optional<DataCheck> duplicates(
      String called, List<IndexKey> keys, Optional<SqlText> where, boolean nullsCount) {
    Set<String> mentioned = new LinkedHashSet<>();
    List<String> values = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (IndexKey key : keys) {
      key.column().ifPresent(mentioned::add);
      key.expression().ifPresent(e -> mentioned.addAll(context.mentioned(name, e)));
      Optional<String> value =
          key.column().map(this::live).or(() -> context.live(name, key.expression().orElseThrow()));
      if (value.isEmpty()) return Optional.empty();
      values.add(
          key.prefixLength().isPresent()
              ? "left(" + value.get() + ", " + key.prefixLength().getAsInt() + ")"
              : "(" + value.get() + ")");
      if (!nullsCount) conditions.add("(" + value.get() + ") IS NOT NULL");
    }
    if (where.isPresent()) {
      mentioned.addAll(context.mentioned(name, where.get()));
      Optional<String> condition = context.live(name, where.get());
      if (condition.isEmpty()) return Optional.empty();
      conditions.add("(" + condition.get() + ")");
    }
    return Optional.of(
        probe(
            called,
            CheckTexts.duplicatesAfterBackfill(called),
            "SELECT min(underpin_row) FROM "
                + rows(mentioned)
                + " AS filling"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " GROUP BY "
                + String.join(", ", values)
                + " HAVING count(*) > 1 AND "
                + context.any("underpin_filled")));
  }

  /** The rows that are there, under their live names, with the column filled where it is NULL. */
  private String rows(Set<String> mentioned) {
    Set<String> columns = new LinkedHashSet<>(mentioned);
    columns.remove(column.name());
    List<String> list = new ArrayList<>();
    list.add(context.sample(name) + " AS underpin_row");
    list.add(live(column.name()) + " IS NULL AS underpin_filled");
    list.add("coalesce(" + live(column.name()) + ", " + filled + ") AS " + live(column.name()));
    columns.forEach(c -> list.add(live(c)));
    return "(SELECT " + String.join(", ", list) + " FROM " + context.name(context.live(name)) + ")";
  }

  private String live(String column) {
    return context.quote(context.live(name, column));
  }

  private static String called(Constraint constraint) {
    return constraint.name().orElseThrow();
  }

  private DataCheck probe(String called, Finding finding, String query) {
    return new DataCheck(
        "fill:" + name + "." + column.name() + ":" + called,
        name,
        finding,
        query,
        CheckTexts.dropBefore(called));
  }
}
