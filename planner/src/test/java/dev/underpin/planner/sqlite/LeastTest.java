package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ALTER TABLE can do is not done by a rebuild; what it can do only on an empty table is. */
class LeastTest {
  private static final String BEFORE =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a text, b int NOT NULL DEFAULT 3, CONSTRAINT small CHECK (b < 10))";
  private final Lab lab =
      new Lab(BEFORE, "INSERT INTO t (id, a, b) VALUES (1, 'x', 3), (5, NULL, 4)");

  @AfterEach
  void close() {
    lab.close();
  }

  private Step only(Plan plan) {
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.steps()).hasSize(1);
    return plan.steps().get(0);
  }

  /** The plan for the table with something else in place of a part of its text. */
  private Plan plan(String part, String instead) {
    return lab.plan(BEFORE.replace(part, instead));
  }

  private void thereAndBack(Plan plan) {
    SortedMap<String, List<String>> before = lab.dump();
    lab.apply(plan);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    lab.apply(plan);
    lab.rollback(plan);
  }

  @Test
  void aColumnWithAConstantDefaultIsAdded() {
    Plan plan = plan("CONSTRAINT small", "c text NOT NULL DEFAULT 'new', CONSTRAINT small");
    Step step = only(plan);
    assertThat(step.mode()).isEqualTo(Mode.TRANSACTION);
    assertThat(step.phase()).isEqualTo(Phase.EXPAND);
    assertThat(step.up().get(0)).startsWith("ALTER TABLE \"t\" ADD COLUMN");
    thereAndBack(plan);
  }

  @Test
  void theWayBackOfARebuildBringsTheTextBack() {
    lab.run("CREATE TABLE odd (A  Text /* yes */ , [b c] int default\t3)");
    Plan plan = lab.plan(BEFORE, "CREATE TABLE odd (A TEXT NOT NULL, [b c] int default 3)");
    lab.apply(plan);
    lab.rollback(plan);
    assertThat(lab.rows("SELECT sql FROM sqlite_schema WHERE name = 'odd'"))
        .containsExactly("CREATE TABLE odd (A  Text /* yes */ , [b c] int default\t3)");
  }

  @Test
  void itsOwnCheckAndForeignKeyComeWithIt() {
    Plan plan =
        plan(
            "CONSTRAINT small",
            "c text DEFAULT 'p' CONSTRAINT known CHECK (c IN ('p', 'q')), d int CONSTRAINT up REFERENCES t (id), CONSTRAINT small");
    assertThat(plan.steps()).hasSize(2).allMatch(s -> s.mode() == Mode.TRANSACTION);
    thereAndBack(plan);
  }

  @Test
  void theTimeOfDayIsNoConstantEvenThoughAnEmptyTableTakesIt() {
    Plan plan = plan("CONSTRAINT small", "c text DEFAULT CURRENT_TIMESTAMP, CONSTRAINT small");
    assertThat(only(plan).mode()).isEqualTo(Mode.DETACHED);
    thereAndBack(plan);
  }

  @Test
  void aStoredGeneratedColumnNeedsARebuildAndAVirtualOneDoesNot() {
    assertThat(only(plan("CONSTRAINT small", "c int AS (b + 1) STORED, CONSTRAINT small")).mode())
        .isEqualTo(Mode.DETACHED);
    Plan plan = plan("CONSTRAINT small", "c int AS (b + 1) VIRTUAL, CONSTRAINT small");
    assertThat(only(plan).mode()).isEqualTo(Mode.TRANSACTION);
    thereAndBack(plan);
  }

  @Test
  void aColumnThatNobodyNamesGoesToTheTrashByItsName() {
    Plan plan = plan("a text, ", "");
    Step step = only(plan);
    assertThat(step.mode()).isEqualTo(Mode.TRANSACTION);
    assertThat(step.up()).singleElement().asString().contains("RENAME COLUMN");
    assertThat(plan.needs()).containsExactly(Allow.DROP_COLUMN);
    thereAndBack(plan);
  }

  @Test
  void aTableInTheTrashHasItsRowsAndNoNamesThatOthersMayWant() {
    lab.run(
        "CREATE INDEX t_a ON t (a)",
        "CREATE TABLE child (t int REFERENCES t (id) ON DELETE CASCADE)");
    lab.run("INSERT INTO child VALUES (1), (5)");
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan = lab.plan("CREATE TABLE other (x int)", "CREATE INDEX t_a ON other (x)");
    lab.apply(plan);
    assertThat(plan.needs()).containsExactly(Allow.DROP_TABLE);
    assertThat(lab.catalog().trash()).hasSize(2).allMatch(item -> item.rows() == 2);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void whatIsDiscardedIsGoneForGood() {
    lab.options(PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class)).withDiscard(true));
    Plan plan = plan("a text, ", "");
    lab.apply(plan);
    assertThat(plan.needs()).contains(Allow.DISCARD);
    assertThat(lab.catalog().trash()).isEmpty();
  }

  @Test
  void theNewestLibraryAltersWhatItCan() {
    lab.version(3, 54);
    Plan notNull = plan("b int NOT NULL DEFAULT 3", "b int DEFAULT 3");
    assertThat(only(notNull).up().get(0)).endsWith("DROP NOT NULL");
    thereAndBack(notNull);
    Plan check = plan("CHECK (b < 10)", "CHECK (b < 20)");
    assertThat(only(check).mode()).isEqualTo(Mode.TRANSACTION);
    thereAndBack(check);
    Plan none = plan(", CONSTRAINT small CHECK (b < 10)", "");
    assertThat(only(none).up().get(0)).contains("DROP CONSTRAINT");
    thereAndBack(none);
  }

  @Test
  void aNewColumnThatMustHaveAValueIsRefusedWithTheLineToWrite() {
    Plan plan = plan("CONSTRAINT small", "c text NOT NULL, CONSTRAINT small");
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.remedy()).contains("tables.t.columns.c:  backfill:"));
  }

  @Test
  void aBackfillGivesItAndOneThatYieldsNullIsCounted() {
    backfill("c", "upper(a)");
    Plan plan = plan("CONSTRAINT small", "c text NOT NULL, CONSTRAINT small");
    assertThat(lab.findings(plan))
        .containsExactly("1 row of t would have NULL in c after the backfill (5)");
    backfill("c", "coalesce(a, 'none')");
    plan = plan("CONSTRAINT small", "c text NOT NULL, CONSTRAINT small");
    lab.apply(plan);
    assertThat(lab.rows("SELECT c FROM t ORDER BY id")).containsExactly("x", "none");
    lab.rollback(plan);
  }

  private void backfill(String column, String sql) {
    TreeMap<ColumnRef, SqlText> backfills = new TreeMap<>();
    backfills.put(new ColumnRef(QualifiedName.of("t"), column), SqlText.of(sql));
    lab.hints(
        new Hints(
            new TreeMap<>(),
            new TreeMap<>(),
            backfills,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            Set.of()));
  }

  /** Also to tools that know Underpin's own by the beginning of its name. */
  @Test
  void whereAFillingIsNotedHasANameThatNeedsNoQuotes() {
    lab.run("CREATE TABLE f (id INTEGER PRIMARY KEY, a text, a_filled text)");
    lab.run("INSERT INTO f VALUES (1, NULL, 'x'), (2, 'two', NULL)");
    SortedMap<String, List<String>> before = lab.dump();
    TreeMap<ColumnRef, SqlText> backfills = new TreeMap<>();
    backfills.put(new ColumnRef(QualifiedName.of("f"), "a"), SqlText.of("'none'"));
    lab.hints(
        new Hints(
            new TreeMap<>(),
            new TreeMap<>(),
            backfills,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            Set.of()));
    Plan plan =
        lab.plan(BEFORE, "CREATE TABLE f (id INTEGER PRIMARY KEY, a text NOT NULL, a_filled text)");
    lab.apply(plan);
    assertThat(lab.rows("SELECT name FROM pragma_table_info('f') WHERE name LIKE 'underpin%'"))
        .singleElement()
        .asString()
        .matches("underpin_trash_[0-9a-f]{8}_a_filled_");
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void whatWasFilledByChanceIsFoundAgainOnTheWayBack() {
    SortedMap<String, List<String>> before = lab.dump();
    backfill("a", "lower(hex(randomblob(8)))");
    Plan plan = plan("a text", "a text NOT NULL");
    lab.apply(plan);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void aTypeThatChangesValuesKeepsTheOldOnes() {
    lab.run("UPDATE t SET a = '007' WHERE id = 1");
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan = plan("a text", "a int");
    lab.apply(plan);
    assertThat(plan.needs()).containsExactly(Allow.LOSSY);
    assertThat(lab.rows("SELECT a FROM t WHERE id = 1")).containsExactly("7");
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    lab.apply(plan);
    lab.run("UPDATE t SET a = 8 WHERE id = 1", "INSERT INTO t (id, a) VALUES (9, 99)");
    lab.rollback(plan);
    assertThat(lab.rows("SELECT quote(a) FROM t ORDER BY id"))
        .containsExactly("'8'", "NULL", "'99'");
  }

  @Test
  void aRowThatAnIndexCannotComputeIsFoundFirst() {
    Plan plan = lab.plan(BEFORE, "CREATE INDEX t_json ON t (json_extract(a, '$.k'))");
    assertThat(lab.findings(plan)).singleElement().asString().contains("malformed JSON");
  }

  @Test
  void rowsWrittenSinceAreCountedBeforeTheWayBack() {
    Plan plan = plan("CHECK (b < 10)", "CHECK (b < 20)");
    lab.apply(plan);
    lab.run("INSERT INTO t (id, b) VALUES (11, 15)");
    assertThat(lab.findingsOfRollback(plan))
        .containsExactly("1 row of t violates check small: b < 10 (11)");
  }

  @Test
  void aCheckMayNameItsColumnsTogetherWithTheTable() {
    lab.run("CREATE TABLE q (x int, CHECK (q.x > 0))", "INSERT INTO q VALUES (1)");
    Plan plan = lab.plan(BEFORE, "CREATE TABLE q (x int NOT NULL, CHECK (q.x > 0))");
    lab.apply(plan);
    lab.rollback(plan);
  }

  @Test
  void aViewThatNamesADroppedColumnIsInTheWay() {
    lab.run("CREATE VIEW v AS SELECT a FROM t");
    Plan plan = lab.plan(BEFORE.replace("a text, ", ""), "CREATE VIEW v AS SELECT a FROM t");
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.reason().text()).contains("view v names it"));
    Plan both = lab.plan(BEFORE.replace("a text, ", ""), "CREATE VIEW v AS SELECT b FROM t");
    lab.apply(both);
    assertThat(lab.rows("SELECT * FROM v")).containsExactly("3", "4");
    lab.rollback(both);
    assertThat(lab.rows("SELECT * FROM v")).containsExactly("x", "null");
  }
}
