package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.SqliteDdl;
import dev.underpin.planner.Plan;
import dev.underpin.planner.PlanOptions;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Pairs of schemas with rows in them: a plan leads from the one to the other, and back with every
 * row. How many pairs is said by {@code -Dunderpin.pairs}, a property of the build.
 */
class PairsProperties {
  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(0, 100_000).list().ofMinSize(60).ofMaxSize(400);
  }

  @Property
  void reachesTheTargetAndComesBackWithEveryRow(@ForAll("numbers") List<Integer> numbers) {
    Choices choices = new Choices(numbers);
    Schema from = new RandomSchemas(choices).schema();
    try (Lab lab = new Lab()) {
      boolean newest = choices.oneIn(2);
      boolean shell = !newest && choices.oneIn(3);
      if (newest) lab.version(3, 54);
      Dialect dialect = lab.dialect();
      List<String> first = statements(from);
      first.addAll(new RandomSchemas(choices).objects(from));
      lab.run(first.toArray(String[]::new));
      rows(lab, from, choices);
      RandomChanges changes = new RandomChanges(choices, lab.catalog().schema(), dialect);
      List<String> second = statements(changes.schema());
      try {
        check(lab.hints(changes.hints()).options(allowAll()), second, shell);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            e.getMessage()
                + "\nFROM\n"
                + String.join(";\n", first)
                + "\nTO\n"
                + String.join(";\n", second)
                + "\nHINTS "
                + changes.hints(),
            e);
      }
    }
  }

  private static PlanOptions allowAll() {
    return new PlanOptions(EnumSet.allOf(Allow.class), false, 1L << 30, 5_000, false, false);
  }

  private static void check(Lab lab, List<String> second, boolean shell) {
    SortedMap<String, List<String>> before = lab.dump();
    List<String> sequences = lab.sequences();
    Plan plan = lab.plan(second.toArray(String[]::new));
    List<String> findings = lab.findings(plan);
    boolean refused = !plan.refusals().isEmpty() || !findings.isEmpty();
    Statistics.collect(refused ? "refused" : plan.steps().isEmpty() ? "nothing to do" : "planned");
    if (refused) {
      // What is refused would have failed.
      if (plan.refusals().isEmpty()) {
        assertThatThrownBy(() -> lab.applyUnchecked(plan))
            .as(String.join("; ", findings))
            .isInstanceOf(AssertionError.class);
      }
      return;
    }
    SortedMap<String, List<String>> rowids = lab.rowids();
    List<SortedMap<String, List<String>>> byShell = shell ? lab.throughTheShell(plan) : List.of();
    lab.apply(plan);
    assertThat(lab.plan(second.toArray(String[]::new)).changes()).isEmpty();
    SortedMap<String, List<String>> after = lab.dump();
    keptRowids(plan, rowids, lab.rowids());
    if (shell) assertThat(byShell).containsExactly(after, before);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    assertThat(lab.sequences()).isEqualTo(sequences);
    assertThat(lab.rowids()).isEqualTo(rowids);
    lab.apply(plan);
    assertThat(lab.dump()).isEqualTo(after);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  /** A row keeps its rowid for as long as there is one and no column is another name for it. */
  private static void keptRowids(
      Plan plan, SortedMap<String, List<String>> before, SortedMap<String, List<String>> after) {
    after.forEach(
        (table, rowids) -> {
          boolean both =
              before.containsKey(table)
                  && plan.from().tables().containsKey(QualifiedName.of(table));
          if (both) assertThat(rowids).as(table).isEqualTo(before.get(table));
        });
  }

  private static List<String> statements(Schema schema) {
    List<String> statements = new ArrayList<>();
    for (Table table : schema.tables().values()) {
      statements.add(SqliteDdl.createTable(table));
      for (Index index : table.indexes())
        statements.add(SqliteDdl.createIndex(table.name(), index));
    }
    schema.objects().values().forEach(o -> statements.add(o.create().written()));
    return statements;
  }

  /** Rows that the table takes; what it refuses is left out. */
  private static void rows(Lab lab, Schema schema, Choices choices) {
    lab.run("PRAGMA foreign_keys = OFF");
    for (Table table : schema.tables().values()) {
      int count = choices.below(5);
      for (int i = 1; i <= count; i++) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : table.columns()) {
          if (column.generated().isPresent()) continue;
          names.add(column.name());
          values.add(column.name().equals("id") ? String.valueOf(i * 3) : value(choices));
        }
        lab.attempt(
            "INSERT OR IGNORE INTO "
                + table.name()
                + " ("
                + String.join(", ", names)
                + ") VALUES ("
                + String.join(", ", values)
                + ")");
      }
    }
    // Rows without a parent have none.
    for (Table table : schema.tables().values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        String column = key.columnList().get(0);
        lab.run(
            "UPDATE "
                + table.name()
                + " SET "
                + column
                + " = NULL WHERE "
                + column
                + " NOT IN (SELECT "
                + key.referencedColumns().get(0)
                + " FROM "
                + key.references()
                + " WHERE "
                + key.referencedColumns().get(0)
                + " IS NOT NULL)");
      }
    }
    if (!lab.rows("PRAGMA foreign_key_check").isEmpty()) {
      for (Table table : schema.tables().values()) {
        for (ForeignKey key : table.constraintsOf(ForeignKey.class))
          lab.run("UPDATE " + table.name() + " SET " + key.columnList().get(0) + " = NULL");
      }
    }
    lab.run("PRAGMA foreign_keys = ON");
  }

  private static String value(Choices choices) {
    return choices.of(
        List.of("NULL", "3", "6", "'text'", "1.5", "x'0a'", "'007'", "123456789012345", "''"));
  }
}
