package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.Plan;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.testkit.ShellResult;
import dev.underpin.testkit.Sqlite3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each way in which changing a SQLite table is known to have lost something, on a table that
 * everything hangs on ({@link Family}).
 */
class PitfallsTest {
  private final Lab lab = Family.lab();
  private final SortedMap<String, List<String>> rows = lab.dump();

  @AfterEach
  void close() {
    lab.close();
  }

  /** The schema with something else in place of a part of the table's text. */
  private static String[] with(String part, String instead) {
    List<String> schema = Family.schema("", "");
    assertThat(schema.get(0)).contains(part);
    schema.set(0, schema.get(0).replace(part, instead));
    return schema.toArray(String[]::new);
  }

  private static String[] and(String... more) {
    List<String> schema = Family.schema("NOT NULL", "");
    schema.addAll(List.of(more));
    return schema.toArray(String[]::new);
  }

  private Plan rebuild() {
    return lab.plan(and());
  }

  private void thereAndBack(Plan plan) {
    lab.apply(plan);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(rows);
  }

  // --- foreign keys that are on after all

  private void stops(Plan plan, String... first) {
    lab.run(first);
    assertThatThrownBy(
            () -> {
              for (String sql : plan.steps().get(0).up()) lab.run(sql);
            })
        .hasMessageContaining("foreign keys must be off");
    lab.run("ROLLBACK", "PRAGMA foreign_keys = ON");
    assertThat(lab.dump()).isEqualTo(rows);
  }

  @Test
  void switchingThemOffWithinATransactionDoesNothingAndTheScriptStops() {
    stops(rebuild(), "BEGIN", "PRAGMA foreign_keys = OFF");
  }

  @Test
  void deferringThemIsNoSubstitute() {
    stops(rebuild(), "BEGIN", "PRAGMA defer_foreign_keys = ON");
  }

  @Test
  void aConnectionThatBeginsTransactionsByItselfIsNoExcuse() throws SQLException {
    Plan plan = rebuild();
    try (Connection other = lab.database().connect();
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA foreign_keys = ON");
      other.setAutoCommit(false);
      statement.execute("PRAGMA foreign_keys = OFF");
      assertThatThrownBy(
              () -> {
                for (String sql : plan.steps().get(0).up()) statement.execute(sql);
              })
          .hasMessageContaining("foreign keys must be off");
      other.rollback();
    }
    assertThat(lab.dump()).isEqualTo(rows);
  }

  @Test
  void aFileThatAMigratorWrapsInATransactionStopsBeforeItHasDoneAnything() throws IOException {
    Path file = Path.of(lab.database().url().substring("sqlite:".length()));
    Path script = file.resolveSibling("wrapped.sql");
    Files.writeString(script, "PRAGMA foreign_keys = ON;\nBEGIN;\n" + lab.upFile(rebuild()));
    assertThat(Sqlite3.run(file, script).exitCode()).isNotZero();
    assertThat(lab.dump()).isEqualTo(rows);
  }

  private ShellResult inTheShell(String first, UnaryOperator<String> edit) throws IOException {
    Path file = Path.of(lab.database().url().substring("sqlite:".length()));
    Path script = file.resolveSibling("edited.sql");
    Files.writeString(script, ".bail on\n" + first + "\n" + edit.apply(lab.upFile(rebuild())));
    return Sqlite3.run(file, script);
  }

  private void theShellStops(String first, UnaryOperator<String> edit, String why)
      throws IOException {
    ShellResult result = inTheShell(first, edit);
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).contains(why);
    assertThat(lab.dump()).isEqualTo(rows);
  }

  @Test
  void aFileStopsWhereTheTableHasAnotherNumberOfRowsAfterwards() throws IOException {
    theShellStops(
        "",
        up -> up.replace("FROM \"person\";", "FROM \"person\" LIMIT 1;"),
        "the number of rows has changed");
  }

  @Test
  void aFileStopsWhereAChildHas() throws IOException {
    theShellStops(
        "",
        up -> up.replace("DROP TABLE \"person\";", "DROP TABLE \"person\"; DELETE FROM car;"),
        "the number of rows has changed");
  }

  @Test
  void aFileStopsWhereASessionHasATemporaryTriggerThatWouldGoWithTheTable() throws IOException {
    theShellStops(
        "CREATE TEMP TRIGGER spy AFTER UPDATE ON main.person BEGIN SELECT 1; END;",
        up -> up,
        "temporary table, view or trigger");
  }

  @Test
  void aFileStopsWhereATemporaryTableHidesTheTable() throws IOException {
    theShellStops(
        "CREATE TEMP TABLE person AS SELECT * FROM main.person LIMIT 1;", up -> up, "CHECK");
  }

  @Test
  void anAttachedFileWithTheSameTablesIsLeftAlone() throws IOException {
    Path other =
        Path.of(lab.database().url().substring("sqlite:".length())).resolveSibling("other.db");
    String attach = "ATTACH '" + other + "' AS other;\n";
    String make =
        "CREATE TABLE other.person (id INTEGER PRIMARY KEY, name text); INSERT INTO other.person VALUES (1, NULL);\n"
            + "CREATE TABLE other.pet (owner int REFERENCES person (id) ON DELETE CASCADE); INSERT INTO other.pet VALUES (1);\n";
    ShellResult result = inTheShell(attach + make, up -> up);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(lab.dump()).isEqualTo(rows);
    lab.run("ATTACH '" + other + "' AS other");
    assertThat(lab.rows("SELECT p.id, p.name, q.owner FROM other.person p, other.pet q"))
        .containsExactly("1|null|1");
    lab.run("DETACH other");
  }

  @Test
  void aColumnThatTakesARebuildEmptiesNoTableThatCascades() {
    Plan plan = lab.plan(with("size int", "since text DEFAULT CURRENT_TIMESTAMP, size int"));
    assertThat(plan.steps()).singleElement().matches(s -> s.mode() == Mode.DETACHED);
    thereAndBack(plan);
  }

  @Test
  void theRebuildOfAChildTouchesNeitherParentNorSiblings() {
    List<String> schema = Family.schema("", "");
    schema.replaceAll(s -> s.replace("owner int REF", "owner int NOT NULL REF"));
    thereAndBack(lab.plan(schema.toArray(String[]::new)));
  }

  // --- texts that name the table

  @Test
  void aReferenceToItselfNamesItself() {
    Plan plan = rebuild();
    lab.apply(plan);
    assertThat(lab.rows("SELECT \"table\" FROM pragma_foreign_key_list('person') ORDER BY 1"))
        .containsExactly("person", "size");
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(rows);
  }

  @Test
  void noTextNamesATableThatWasThereOnlyMeanwhile() {
    String strays =
        "SELECT name FROM sqlite_schema WHERE sql LIKE '%underpin%' AND name NOT LIKE 'underpin%'";
    Plan plan = rebuild();
    lab.apply(plan);
    assertThat(lab.rows(strays)).isEmpty();
    lab.rollback(plan);
    assertThat(lab.rows(strays)).isEmpty();
  }

  @Test
  void whatARenameHasPutInQuotesIsNoDifference() {
    lab.apply(rebuild());
    assertThat(lab.plan(and()).changes()).isEmpty();
  }

  @Test
  void whatStandsOnlyInTheTextIsKept() {
    lab.apply(rebuild());
    assertThat(lab.texts().get("table person"))
        .contains("COLLATE NOCASE")
        .contains("ON CONFLICT IGNORE")
        .contains("CHECK (nick <> ')' OR name IS NULL)")
        .contains("DEFERRABLE INITIALLY DEFERRED")
        .contains("AUTOINCREMENT")
        .contains("VIRTUAL")
        .contains("STORED");
    lab.run("INSERT INTO person (name, nick) VALUES ('Abe', 'A')");
    assertThat(lab.rows("SELECT count(*) FROM person WHERE nick = 'A'")).containsExactly("1");
    assertThatThrownBy(() -> lab.run("INSERT INTO person (name, nick) VALUES ('x', ')')"))
        .hasMessageContaining("CHECK");
  }

  @Test
  void aBrokenViewElsewhereBlocksARenameAndNothingElse() {
    lab.run("CREATE VIEW broken AS SELECT * FROM nowhere");
    String broken = "CREATE VIEW broken AS SELECT * FROM nowhere";
    thereAndBack(lab.plan(and(broken)));
  }

  @Test
  void aTemporaryTriggerOfAnotherConnectionGoesOnFiring() throws SQLException {
    try (Connection other = lab.database().connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "CREATE TEMP TRIGGER spy AFTER UPDATE OF size ON main.person BEGIN INSERT INTO log VALUES ('seen'); END");
      Plan plan = rebuild();
      lab.apply(plan);
      statement.execute("UPDATE person SET size = 4 WHERE id = 1");
      assertThat(lab.rows("SELECT line FROM log")).containsExactly("seen");
    }
  }

  // --- numbers

  @Test
  void anEmptiedTableRemembersItsLastNumber() {
    lab.run("DELETE FROM pet", "DELETE FROM car", "DELETE FROM house", "DELETE FROM person");
    Plan plan = rebuild();
    lab.apply(plan);
    assertThat(lab.sequences()).containsExactly("person|7");
    lab.rollback(plan);
    assertThat(lab.sequences()).containsExactly("person|7");
  }

  @Test
  void whatSearchesTextByRowidFindsTheSameRows() {
    lab.run(
        "CREATE TABLE note (line text)",
        "INSERT INTO note (rowid, line) VALUES (10, 'one'), (20, 'two'), (40, 'four')",
        "CREATE VIRTUAL TABLE found USING fts5 (line, content = 'note', content_rowid = 'rowid')",
        "INSERT INTO found (found) VALUES ('rebuild')");
    List<String> hits = lab.rows("SELECT rowid, line FROM found WHERE found MATCH 'two OR four'");
    Plan plan = lab.plan(and("CREATE TABLE note (line text NOT NULL)"));
    assertThat(plan.steps()).extracting(s -> s.subject().name()).containsOnly("note", "person");
    lab.apply(plan);
    assertThat(lab.rows("SELECT rowid, line FROM found WHERE found MATCH 'two OR four'"))
        .isEqualTo(hits)
        .hasSize(2);
    lab.rollback(plan);
    lab.run("INSERT INTO found (found) VALUES ('integrity-check')");
  }

  @Test
  void unusualKeysAreKept() {
    lab.run(
        "CREATE TABLE \"pair\" (b text, a int, v int, PRIMARY KEY (b DESC, a)) WITHOUT ROWID",
        "INSERT INTO pair VALUES ('x', 1, 1), ('x', 2, NULL), ('y', 1, 3)",
        "CREATE TABLE \"word\" (w text PRIMARY KEY NOT NULL, v int)",
        "INSERT INTO word (rowid, w, v) VALUES (5, 'five', NULL), (9, 'nine', 1)");
    SortedMap<String, String> texts = lab.texts();
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan =
        lab.plan(
            and(
                "CREATE TABLE pair (b text, a int, v int CHECK (v > 0), PRIMARY KEY (b DESC, a)) WITHOUT ROWID",
                "CREATE TABLE word (w text PRIMARY KEY NOT NULL, v int CHECK (v > 0))"));
    lab.apply(plan);
    assertThat(lab.rows("SELECT rowid, w FROM word")).containsExactly("5|five", "9|nine");
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    assertThat(lab.texts()).isEqualTo(texts);
  }

  // --- what depends on the data

  @Test
  void aReferenceWithADefaultTakesNoValueFromAnEmptyTestDatabase() {
    Plan plan =
        lab.plan(
            with(
                "size int DEFAULT 1",
                "home int DEFAULT 1 REFERENCES size (no), size int DEFAULT 1"));
    assertThat(plan.steps()).singleElement().matches(s -> s.mode() == Mode.DETACHED);
    thereAndBack(plan);
  }

  @Test
  void aColumnThatACheckOfTheTableNamesGoesWithTheCheck() {
    lab.options(PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class)));
    thereAndBack(lab.plan(withoutNick()));
  }

  private static String[] withoutNick() {
    List<String> schema = Family.schema("", "");
    schema.set(
        0,
        schema
            .get(0)
            .replace("  nick text COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,\n", "")
            .replace("  CHECK (nick <> ')' OR name IS NULL),\n", ""));
    return schema.toArray(String[]::new);
  }

  @Test
  void valuesThatDoNotFitAStrictTableAreCountedFirst() {
    lab.run("UPDATE person SET nick = x'ff' WHERE id = 2");
    Plan plan = lab.plan(strict());
    assertThat(lab.findings(plan))
        .containsExactly("1 row of person has a value of nick that does not fit text (2)");
  }

  @Test
  void aStrictTableHasTheRowsOfTheOneBefore() {
    thereAndBack(lab.plan(strict()));
  }

  private static String[] strict() {
    List<String> schema = Family.schema("", "");
    schema.set(0, schema.get(0) + " STRICT");
    return schema.toArray(String[]::new);
  }

  @Test
  void whatIsThereAlreadyIsNotMadeAnew() {
    assertThat(lab.plan(with("", "")).steps()).isEmpty();
    Plan plan = lab.plan(with("size int", "more text, size int"));
    assertThat(plan.steps()).singleElement().matches(s -> s.mode() == Mode.TRANSACTION);
  }

  // --- what is left behind

  @Test
  void aTryThatFailedIsNotInTheWayOfTheNext() {
    Plan plan = rebuild();
    lab.run("UPDATE person SET name = NULL WHERE id = 2");
    assertThatThrownBy(() -> lab.applyUnchecked(plan)).hasMessageContaining("NOT NULL");
    lab.run("UPDATE person SET name = 'Bob' WHERE id = 2", "DELETE FROM log");
    thereAndBack(plan);
  }

  @Test
  void allChangesOfATableShareOneRebuild() {
    String[] desired = strict();
    desired[0] =
        desired[0]
            .replace("name text", "name text NOT NULL")
            .replace(
                "size int DEFAULT 1", "since text DEFAULT CURRENT_TIMESTAMP, size int DEFAULT 2");
    assertThat(lab.plan(desired).steps()).hasSize(1);
  }
}
