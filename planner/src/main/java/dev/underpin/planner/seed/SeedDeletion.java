package dev.underpin.planner.seed;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.SeedTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.request.SeedDifference.Removed;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The step that deletes rows that are no longer declared. It comes first in CONTRACT: the old
 * application may use such a row, and the table still has its live names. The rollback has all
 * values of each row.
 *
 * @param deleted the rows that the plan writes and deletes, of all tables
 * @param moved true where the plan has written rows before it deletes some
 */
record SeedDeletion(
    Dialect dialect,
    Catalog catalog,
    Lock lock,
    Collection<SeedDifference> deleted,
    boolean moved) {
  /** So many rows are asked about in one data check. */
  private static final int ROWS = 50;

  Step step(SeedDifference difference) {
    SeedTable table =
        SeedTable.of(dialect, catalog.defaultNamespace(), difference.removed().get(0).table());
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    for (Removed row : difference.removed()) {
      up.add(
          table
              .template()
              .sql(
                  "DELETE FROM {} WHERE {} AND {}",
                  table.name(),
                  isRow(table, row),
                  holds(table, row)));
      down.add(insert(table, row));
    }
    Collections.reverse(down);
    return StepBuilder.step(
            Phase.CONTRACT, 0, table.name(), SeedTitles.delete(difference.removed().size()), lock)
        .source(ObjectRef.seed(difference.seed().table()))
        .allow(Allow.LOSSY)
        .up(up)
        .down(down)
        .checks(changed(table, difference))
        .checks(referenced(table, difference))
        .build()
        .step();
  }

  private static SqlText isRow(SeedTable table, Removed row) {
    return table.isRow(row.key(), row.keyColumns(), SeedTable.Names.DECLARED);
  }

  private static SqlText holds(SeedTable table, Removed row) {
    List<SqlText> conditions = new ArrayList<>();
    row.values()
        .forEach(
            (column, value) -> {
              if (!row.keyColumns().contains(column))
                conditions.add(table.holds(column, value, SeedTable.Names.DECLARED));
            });
    return conditions.isEmpty() ? SqlText.of("1 = 1") : table.and(conditions);
  }

  private String insert(SeedTable table, Removed row) {
    List<String> columns = List.copyOf(row.values().keySet());
    String overriding =
        columns.stream()
            .map(c -> table.values().overriding(table.column(c)))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    List<SqlText> conditions = new ArrayList<>();
    conditions.add(
        table
            .template()
            .fragment("NOT EXISTS (SELECT 1 FROM {} WHERE {})", table.name(), isRow(table, row)));
    for (ForeignKey key : table.declared().constraintsOf(ForeignKey.class))
      if (!key.references().equals(table.name())) parent(table, row, key, conditions);
    return table
        .template()
        .sql(
            "INSERT INTO {} ({}) {}SELECT {}{} WHERE {}",
            table.name(),
            columns,
            SqlText.of(overriding),
            List.copyOf(row.values().values()),
            SqlText.of(table.values().fromNothing()),
            table.and(conditions));
  }

  /** A row whose parent is gone cannot come again. */
  private static void parent(
      SeedTable table, Removed row, ForeignKey key, List<SqlText> conditions) {
    List<SqlText> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++) {
      SqlText value = row.values().get(key.columnList().get(i));
      if (value == null || value.written().equals("NULL")) return;
      pairs.add(table.template().fragment("parent.{} = {}", key.referencedColumns().get(i), value));
    }
    conditions.add(
        table
            .template()
            .fragment(
                "EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
                key.references(),
                table.and(pairs)));
  }

  private List<DataCheck> changed(SeedTable table, SeedDifference difference) {
    List<SqlText> rows = new ArrayList<>();
    for (Removed row : difference.removed())
      rows.add(
          table.template().fragment("({} AND NOT ({}))", isRow(table, row), holds(table, row)));
    return checks(
        "seed deleted ",
        table,
        rows,
        difference,
        new Question(CheckTexts.rowsChanged(), CheckTexts.PLAN_AGAIN));
  }

  private record Question(Finding finding, String remedy) {}

  /** Rows that others refer to, those aside that this plan deletes too. */
  private List<DataCheck> referenced(SeedTable table, SeedDifference difference) {
    List<DataCheck> checks = new ArrayList<>();
    for (Table child : catalog.schema().tables().values())
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (!key.references().equals(table.name())) continue;
        List<SqlText> rows = new ArrayList<>();
        for (Removed row : difference.removed())
          rows.add(
              table
                  .template()
                  .fragment("({} AND {})", isRow(table, row), isReferenced(table, child, key)));
        checks.addAll(
            checks(
                "seed referenced by " + child.name() + " " + key.columnList() + " ",
                table,
                rows,
                difference,
                new Question(
                    CheckTexts.rowsReferenced(child.name().without(catalog.defaultNamespace())),
                    CheckTexts.KEEP_OR_CHANGE_CHILDREN)));
      }
    return checks;
  }

  private SqlText isReferenced(SeedTable table, Table child, ForeignKey key) {
    List<SqlText> conditions = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++)
      conditions.add(
          table
              .template()
              .fragment(
                  "child.{} = {}.{}",
                  key.columnList().get(i),
                  table.name(),
                  key.referencedColumns().get(i)));
    for (SeedDifference other : deleted)
      for (Removed row : other.removed())
        if (row.table().name().equals(child.name())) conditions.add(isNot(child, row));
    if (moved)
      for (SeedDifference other : deleted)
        if (other.liveTable().equals(child.name()))
          conditions.addAll(staying(table, child, key, other));
    return table
        .template()
        .fragment(
            "EXISTS (SELECT 1 FROM {} AS child WHERE {})", child.name(), table.and(conditions));
  }

  /** Rows that refer to another one by the time this one goes, because the plan writes them. */
  private List<SqlText> staying(
      SeedTable table, Table child, ForeignKey key, SeedDifference written) {
    SeedTable children = SeedTable.of(dialect, catalog.defaultNamespace(), child);
    List<SqlText> conditions = new ArrayList<>();
    for (SeedDifference.Row row : written.rows()) {
      List<SqlText> leaves = new ArrayList<>();
      for (int i = 0; i < key.columnList().size(); i++) {
        String column = key.columnList().get(i);
        if (!row.before().containsKey(column)) continue;
        SqlText value = children.written(row.declared(), column);
        leaves.add(
            table
                .template()
                .fragment(
                    "({} IS NULL OR {} <> {}.{})",
                    value,
                    value,
                    table.name(),
                    key.referencedColumns().get(i)));
      }
      boolean found = written.seed().key().stream().allMatch(c -> child.column(c).isPresent());
      if (leaves.isEmpty() || !found) continue;
      List<SqlText> pairs = new ArrayList<>();
      for (String column : written.seed().key())
        pairs.add(
            table
                .template()
                .fragment("child.{} = {}", column, children.written(row.declared(), column)));
      pairs.add(table.or(leaves));
      conditions.add(table.template().fragment("NOT ({})", table.and(pairs)));
    }
    return conditions;
  }

  private SqlText isNot(Table child, Removed row) {
    SeedTable table = SeedTable.of(dialect, catalog.defaultNamespace(), child);
    List<SqlText> pairs = new ArrayList<>();
    for (String column : row.keyColumns())
      pairs.add(
          table.template().fragment("child.{} = {}", column, table.written(row.key(), column)));
    return table.template().fragment("NOT ({})", table.and(pairs));
  }

  private static List<DataCheck> checks(
      String id,
      SeedTable table,
      List<SqlText> conditions,
      SeedDifference difference,
      Question question) {
    List<DataCheck> checks = new ArrayList<>();
    SqlText key = table.keyText(difference.removed().get(0).keyColumns(), SeedTable.Names.DECLARED);
    QualifiedName name = table.name();
    for (int from = 0; from < conditions.size(); from += ROWS)
      checks.add(
          new DataCheck(
              id + name + " " + from,
              name,
              question.finding(),
              table
                  .template()
                  .sql(
                      "SELECT {} FROM {} WHERE {}",
                      key,
                      name,
                      table.or(conditions.subList(from, Math.min(conditions.size(), from + ROWS)))),
              question.remedy()));
    return checks;
  }
}
