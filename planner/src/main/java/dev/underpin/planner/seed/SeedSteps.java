package dev.underpin.planner.seed;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.SeedTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps that write reference rows: one a table, each statement of which does nothing where the
 * row is as it is declared. They come when their tables have the declared form, parents first.
 */
public final class SeedSteps {
  /** So many rows are asked about in one data check. */
  private static final int ROWS = 50;

  private final Dialect dialect;
  private final Catalog catalog;
  private final Schema target;
  private final Lock lock;
  private final Map<QualifiedName, SeedDifference> seeds = new LinkedHashMap<>();

  public SeedSteps(
      Dialect dialect, Catalog catalog, Schema target, Lock lock, List<SeedDifference> seeds) {
    this.dialect = dialect;
    this.catalog = catalog;
    this.target = target;
    this.lock = lock;
    for (SeedDifference seed : seeds)
      if (!seed.isEmpty() && target.table(seed.seed().table()).isPresent())
        this.seeds.put(seed.seed().table(), seed);
  }

  /** The tables whose rows a step writes or deletes, parents first. */
  public List<SeedDifference> rows() {
    return parentsFirst().stream().map(table -> Objects.requireNonNull(seeds.get(table))).toList();
  }

  /** The steps of a plan with those that write rows. */
  public List<Step> added(List<Step> steps) {
    boolean late =
        seeds.values().stream().anyMatch(this::mayTakeValues)
            || steps.stream()
                .anyMatch(step -> step.phase() == Phase.CONTRACT && touchesSeeded(step));
    List<Step> all = new ArrayList<>();
    for (Step step : steps) if (step.phase() != Phase.CONTRACT) all.add(step);
    if (!late) written(Phase.BACKFILL, all);
    deleted(all, !late);
    for (Step step : steps) if (step.phase() == Phase.CONTRACT) all.add(step);
    if (late) written(Phase.CONTRACT, all);
    return all;
  }

  /** A row may take a unique value that a row has that goes; not one of the key that tells rows. */
  private boolean mayTakeValues(SeedDifference seed) {
    if (seed.rows().isEmpty() || seed.removed().isEmpty()) return false;
    Table table = table(seed.seed().table());
    Set<String> key = Set.copyOf(seed.seed().key());
    return table.constraints().stream()
            .anyMatch(
                c -> c.match(p -> !is(p, key), u -> !is(u, key), f -> false, k -> false, e -> true))
        || table.indexes().stream()
            .anyMatch(
                i ->
                    i.unique()
                        && !(i.where().isEmpty()
                            && isPlain(i.keys())
                            && i.keyColumns().equals(key)));
  }

  private static boolean is(Constraint unique, Set<String> key) {
    return isPlain(unique.keys()) && unique.columns().equals(key);
  }

  private static boolean isPlain(List<IndexKey> keys) {
    return keys.stream().allMatch(k -> k.column().isPresent());
  }

  private void written(Phase phase, List<Step> all) {
    for (SeedDifference seed : rows()) if (!seed.rows().isEmpty()) all.add(step(seed, phase));
  }

  /**
   * @param moved true where rows were written before, so that none of them refers to one that goes
   */
  private void deleted(List<Step> all, boolean moved) {
    List<SeedDifference> childrenFirst = new ArrayList<>(rows());
    Collections.reverse(childrenFirst);
    SeedDeletion deletion = new SeedDeletion(dialect, catalog, lock, seeds.values(), moved);
    for (SeedDifference seed : childrenFirst)
      if (!seed.removed().isEmpty()) all.add(deletion.step(seed));
  }

  private boolean touchesSeeded(Step step) {
    return seeds.containsKey(step.subject())
        || step.effects().stream()
            .anyMatch(e -> e instanceof Change.TableChange c && seeds.containsKey(c.table()));
  }

  private Set<QualifiedName> parentsFirst() {
    Set<QualifiedName> ordered = new LinkedHashSet<>();
    for (QualifiedName table : seeds.keySet()) add(table, ordered, new TreeSet<>());
    return ordered;
  }

  private void add(QualifiedName table, Set<QualifiedName> ordered, Set<QualifiedName> entered) {
    if (ordered.contains(table) || !entered.add(table)) return;
    for (ForeignKey key : table(table).constraintsOf(ForeignKey.class))
      if (seeds.containsKey(key.references())) add(key.references(), ordered, entered);
    ordered.add(table);
  }

  private Table table(QualifiedName name) {
    return target.table(name).orElseThrow();
  }

  private Step step(SeedDifference seed, Phase phase) {
    SeedTable table = SeedTable.of(dialect, catalog.defaultNamespace(), table(seed.seed().table()));
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    for (SeedDifference.Row row : seed.rows()) {
      if (row.isMissing()) {
        up.add(insert(table, seed.seed(), row.declared()));
        down.add(delete(table, seed.seed(), row.declared()));
      } else {
        up.add(update(table, seed.seed(), row));
        restore(table, seed.seed(), row).ifPresent(down::add);
      }
    }
    Collections.reverse(down);
    return StepBuilder.step(phase, 0, table.name(), SeedTitles.write(seed), lock)
        .source(ObjectRef.seed(table.name()))
        .up(up)
        .down(down)
        .checks(checks(seed, table))
        .build()
        .step()
        .withPhase(phase);
  }

  private static String insert(SeedTable table, Seed seed, Seed.Row row) {
    List<String> columns = table.columns(List.of(row));
    List<SqlText> values = columns.stream().map(c -> table.written(row, c)).toList();
    String overriding =
        columns.stream()
            .map(c -> table.values().overriding(table.column(c)))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return table
        .template()
        .sql(
            "INSERT INTO {} ({}) {}SELECT {}{} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE {})",
            table.name(),
            columns,
            SqlText.of(overriding),
            values,
            SqlText.of(table.values().fromNothing()),
            table.name(),
            table.isRow(row, seed.key(), SeedTable.Names.DECLARED));
  }

  /** What was changed since, and what other rows refer to, stays. */
  private String delete(SeedTable table, Seed seed, Seed.Row row) {
    List<SqlText> conditions = new ArrayList<>();
    conditions.add(table.isRow(row, seed.key(), SeedTable.Names.DECLARED));
    row.values()
        .forEach(
            (column, value) -> {
              if (value.kind() != SeedValue.Kind.SQL && !seed.key().contains(column))
                conditions.add(table.isDeclared(row, column, SeedTable.Names.DECLARED));
            });
    for (Table child : target.tables().values())
      for (ForeignKey key : child.constraintsOf(ForeignKey.class))
        if (key.references().equals(table.name())) conditions.add(unreferenced(table, child, key));
    return table.template().sql("DELETE FROM {} WHERE {}", table.name(), table.and(conditions));
  }

  private static SqlText unreferenced(SeedTable table, Table child, ForeignKey key) {
    List<SqlText> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++)
      pairs.add(
          table
              .template()
              .fragment(
                  "child.{} = {}.{}",
                  key.columnList().get(i),
                  table.name(),
                  key.referencedColumns().get(i)));
    // MySQL does not read the table that it deletes from, unless it is a table of its own.
    return table
        .template()
        .fragment(
            "NOT EXISTS (SELECT 1 FROM (SELECT {} FROM {}) AS child WHERE {})",
            key.columnList(),
            child.name(),
            table.and(pairs));
  }

  private static String update(SeedTable table, Seed seed, SeedDifference.Row row) {
    List<SqlText> conditions = new ArrayList<>();
    conditions.add(table.isRow(row.declared(), seed.key(), SeedTable.Names.DECLARED));
    row.before()
        .forEach(
            (column, value) ->
                value.ifPresent(
                    old -> conditions.add(table.holds(column, old, SeedTable.Names.DECLARED))));
    return table
        .template()
        .sql(
            "UPDATE {} SET {} WHERE {}",
            table.name(),
            row.before().keySet().stream()
                .map(c -> table.template().fragment("{} = {}", c, table.written(row.declared(), c)))
                .toList(),
            table.and(conditions));
  }

  private static Optional<String> restore(SeedTable table, Seed seed, SeedDifference.Row row) {
    List<SqlText> values = new ArrayList<>();
    List<SqlText> conditions = new ArrayList<>();
    conditions.add(table.isRow(row.declared(), seed.key(), SeedTable.Names.DECLARED));
    row.before()
        .forEach(
            (column, value) -> {
              if (value.isEmpty()) return;
              values.add(table.template().fragment("{} = {}", column, value.get()));
              conditions.add(table.isDeclared(row.declared(), column, SeedTable.Names.DECLARED));
            });
    if (values.isEmpty()) return Optional.empty();
    return Optional.of(
        table
            .template()
            .sql("UPDATE {} SET {} WHERE {}", table.name(), values, table.and(conditions)));
  }

  /**
   * Rows that are neither as they were when the plan was made, nor as they are declared. It is
   * asked before the first step, when tables and columns have their live names.
   */
  private List<DataCheck> checks(SeedDifference seed, SeedTable table) {
    List<DataCheck> checks = new ArrayList<>();
    if (!seed.liveNames().keySet().containsAll(seed.seed().key())) return checks;
    SeedTable.Names names = name -> seed.liveNames().getOrDefault(name, name);
    List<SqlText> conditions = new ArrayList<>();
    for (SeedDifference.Row row : seed.rows())
      unexpected(table, seed, row, names).ifPresent(conditions::add);
    for (int from = 0; from < conditions.size(); from += ROWS) {
      String sql =
          table
              .template()
              .sql(
                  "SELECT {} FROM {} WHERE {}",
                  table.keyText(seed.seed().key(), names),
                  seed.liveTable(),
                  table.or(conditions.subList(from, Math.min(conditions.size(), from + ROWS))));
      checks.add(
          new DataCheck(
              "seed " + table.name() + " " + from,
              table.name(),
              CheckTexts.rowsChanged(),
              sql,
              CheckTexts.PLAN_AGAIN));
    }
    return checks;
  }

  private static Optional<SqlText> unexpected(
      SeedTable table, SeedDifference seed, SeedDifference.Row row, SeedTable.Names names) {
    Seed.Row declared = row.declared();
    List<SqlText> is = new ArrayList<>();
    List<SqlText> was = new ArrayList<>();
    for (String column : row.isMissing() ? declared.values().keySet() : row.before().keySet()) {
      if (seed.seed().key().contains(column) || !seed.liveNames().containsKey(column)) continue;
      is.add(table.isDeclared(declared, column, names));
      Optional<SqlText> old = row.before().getOrDefault(column, Optional.empty());
      old.ifPresent(value -> was.add(table.holds(column, value, names)));
    }
    if (is.isEmpty()) return Optional.empty();
    SqlText key = table.isRow(declared, seed.seed().key(), names);
    SqlText isDeclared = table.and(is);
    return Optional.of(
        was.isEmpty()
            ? table.template().fragment("({} AND NOT ({}))", key, isDeclared)
            : table
                .template()
                .fragment("({} AND NOT ({}) AND NOT ({}))", key, isDeclared, table.and(was)));
  }
}
