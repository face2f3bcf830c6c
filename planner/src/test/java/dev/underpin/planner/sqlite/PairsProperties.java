package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.Plan;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Pairs of schemas with rows in them: a plan leads from the one to the other, and back with every
 * row. How many pairs is said by {@code -Dunderpin.pairs}, a property of the build. They are the
 * same in every build, so that one that fails does so because of what was changed; {@code
 * -Dunderpin.seed=N} makes others.
 */
class PairsProperties {
  private static final int SEED = Integer.getInteger("underpin.seed", 0);

  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(0, 100_000).list().ofMinSize(60).ofMaxSize(400);
  }

  @Property(seed = "20260101")
  void reachesTheTargetAndComesBackWithEveryRow(@ForAll("numbers") List<Integer> numbers) {
    Choices choices = new Choices(numbers.stream().map(n -> n ^ SEED).toList());
    Schema from = new RandomSchemas(choices).schema();
    try (Lab lab = new Lab()) {
      boolean newest = choices.oneIn(2);
      boolean shell = !newest && choices.oneIn(3);
      if (newest) lab.version(3, 54);
      Dialect dialect = lab.dialect();
      List<String> first = statements(from);
      // People write names without quotes.
      if (choices.oneIn(2)) first.replaceAll(PairsProperties::bare);
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

  private static String bare(String statement) {
    return statement.replaceAll("\"([a-z]+[0-9]*)\"", "$1");
  }

  private static PlanOptions allowAll() {
    return PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class));
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
    SortedMap<String, String> texts = lab.texts();
    List<SortedMap<String, List<String>>> byShell = shell ? lab.throughTheShell(plan) : List.of();
    lab.apply(plan);
    assertThat(lab.plan(second.toArray(String[]::new)).changes()).isEmpty();
    SortedMap<String, List<String>> after = lab.dump();
    keptRowids(plan, rowids, lab.rowids());
    keptTexts(plan, texts, lab.texts());
    keptNumbers(plan, sequences, lab.sequences());
    if (shell) assertThat(byShell).containsExactly(after, before);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    assertThat(lab.sequences()).isEqualTo(sequences);
    assertThat(lab.rowids()).isEqualTo(rowids);
    assertThat(comparable(plan, lab.texts())).isEqualTo(comparable(plan, texts));
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

  /** SQLite writes the texts that a rename touches anew, and quotes the new name. */
  private static boolean renames(Plan plan) {
    return plan.changes().stream()
        .anyMatch(c -> c instanceof RenameTable || c instanceof RenameColumn);
  }

  /**
   * The texts as a rollback has to leave them. SQLite puts the name of a table in quotes when it
   * renames it, in every text; and its ALTER TABLE loses the place of a computed column that it
   * drops, and from 3.53 on the layout of other things. {@link TextsTest} says so of each.
   */
  private static SortedMap<String, String> comparable(Plan plan, SortedMap<String, String> texts) {
    Set<String> edited = new HashSet<>();
    boolean quotes = false;
    // An index on a renamed column that goes as well comes back by Underpin's own text.
    for (Change change : plan.changes()) {
      if (change instanceof RenameColumn c)
        edited.addAll(indexes(plan, nameBefore(plan, c.table())));
    }
    for (Step step : plan.steps()) {
      String up = String.join("\n", step.up());
      String both = up + "\n" + String.join("\n", step.down());
      QualifiedName before = nameBefore(plan, step.subject());
      quotes |= both.contains(" RENAME TO ") && !both.contains("_rebuild\"");
      // A copy writes anew what a rename of the same plan has edited.
      boolean copied = both.contains("INSERT OR ABORT INTO");
      if (copied && renames(plan) && isEdited(plan, step.subject()))
        edited.addAll(of(plan, before));
      if (up.contains(" DROP COLUMN ")
          || both.contains(" SET NOT NULL")
          || both.contains(" DROP CONSTRAINT ")) edited.add("table " + before);
    }
    SortedMap<String, String> rest = without(edited, texts);
    if (quotes) rest.replaceAll((key, text) -> text.replace("\"", ""));
    return rest;
  }

  private static QualifiedName nameBefore(Plan plan, QualifiedName table) {
    return plan.changes().stream()
        .filter(RenameTable.class::isInstance)
        .map(RenameTable.class::cast)
        .filter(c -> c.table().equals(table))
        .map(RenameTable::from)
        .findFirst()
        .orElse(table);
  }

  private static Set<String> of(Plan plan, QualifiedName table) {
    Set<String> keys = indexes(plan, table);
    keys.add("table " + table);
    return keys;
  }

  private static Set<String> indexes(Plan plan, QualifiedName table) {
    Set<String> keys = new HashSet<>();
    plan.from().table(table).stream()
        .flatMap(t -> t.indexes().stream())
        .forEach(i -> keys.add("index " + i.name()));
    return keys;
  }

  private static boolean isEdited(Plan plan, QualifiedName table) {
    Set<QualifiedName> renamed = new HashSet<>();
    for (Change change : plan.changes()) {
      if (change instanceof RenameColumn c) renamed.add(c.table());
      if (change instanceof RenameTable c) renamed.addAll(List.of(c.table(), c.from()));
    }
    boolean columns =
        plan.changes().stream()
            .anyMatch(c -> c instanceof RenameColumn r && r.table().equals(table));
    return columns
        || plan.to().table(table).stream()
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .anyMatch(f -> renamed.contains(f.references()))
        || plan.from().tables().values().stream()
            .filter(t -> t.name().equals(table) || renamed.contains(t.name()))
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .anyMatch(f -> renamed.contains(f.references()));
  }

  private static SortedMap<String, String> without(
      Set<String> keys, SortedMap<String, String> texts) {
    SortedMap<String, String> rest = new TreeMap<>(texts);
    rest.keySet().removeAll(keys);
    return rest;
  }

  /** What the plan does not change has its text to the byte. */
  private static void keptTexts(
      Plan plan, SortedMap<String, String> before, SortedMap<String, String> after) {
    if (renames(plan)) return;
    SortedMap<String, String> untouched = new TreeMap<>(before);
    untouched.keySet().retainAll(unchanged(plan.from(), plan.to()));
    assertThat(after).containsAllEntriesOf(untouched);
  }

  private static Set<String> unchanged(Schema from, Schema to) {
    Set<String> same = new HashSet<>();
    for (Table table : from.tables().values()) {
      Optional<Table> now = to.table(table.name());
      if (now.isEmpty()) continue;
      boolean whole = now.get().withIndexes(List.of()).equals(table.withIndexes(List.of()));
      if (whole) same.add("table " + table.name());
      for (Index index : table.indexes()) {
        if (now.get().index(index.name()).filter(index::equals).isPresent())
          same.add("index " + index.name());
      }
    }
    from.objects()
        .forEach(
            (key, object) -> {
              if (object.equals(to.objects().get(key)))
                same.add(object.kind().words() + " " + object.name());
            });
    return same;
  }

  /** AUTOINCREMENT does not give a number twice: what it remembers never goes down. */
  private static void keptNumbers(Plan plan, List<String> before, List<String> after) {
    for (String line : before) {
      String table = line.substring(0, line.indexOf('|'));
      long number = Long.parseLong(line.substring(line.indexOf('|') + 1));
      boolean stays =
          plan.from().tables().containsKey(QualifiedName.of(table))
              && plan.to()
                  .table(QualifiedName.of(table))
                  .filter(TableRules::isAutoincrement)
                  .isPresent();
      if (!stays || renames(plan)) continue;
      assertThat(after)
          .as(line)
          .anyMatch(
              l ->
                  l.startsWith(table + "|")
                      && Long.parseLong(l.substring(table.length() + 1)) >= number);
    }
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
