package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.Plan;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rebuild of a table that everything hangs on, foreign keys enforced: see {@link Family}. */
class RebuildTest {
  private final Lab lab = Family.lab();

  @AfterEach
  void close() {
    lab.close();
  }

  private static String[] statements(String name, String size) {
    return Family.schema(name, size).toArray(String[]::new);
  }

  @Test
  void keepsEveryRowOfTheTableAndOfItsChildren() {
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan = lab.apply(statements("NOT NULL", "CHECK (size > 0)"));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).mode()).isEqualTo(Mode.DETACHED);
    assertThat(lab.dump()).isEqualTo(before);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    lab.apply(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void leavesTheTextOfEverythingElseAsItWas() {
    lab.run("create  unique index  odd_letters ON person( name ,size  DESC )/* kept */");
    List<String> desired = new ArrayList<>(Family.schema("NOT NULL", ""));
    desired.add("CREATE UNIQUE INDEX odd_letters ON person (name, size DESC)");
    SortedMap<String, String> before = lab.texts();
    Plan plan = lab.apply(desired.toArray(String[]::new));
    SortedMap<String, String> after = lab.texts();
    assertThat(after.remove("table person")).isNotEqualTo(before.get("table person"));
    assertThat(before).containsAllEntriesOf(after).hasSize(after.size() + 1);
    assertThat(lab.rows("SELECT * FROM tall")).containsExactly("1|Ann", "2|Bob");
    lab.rollback(plan);
    assertThat(lab.texts()).isEqualTo(before);
  }

  /** SQLite promises no order, and keeps that of their creation: code has come to rely on it. */
  @Test
  void triggersFireInTheOrderInWhichTheyDid() {
    String[] triggers = {
      "CREATE TRIGGER z AFTER UPDATE OF size ON person BEGIN INSERT INTO log VALUES ('z'); END",
      "CREATE TRIGGER a AFTER UPDATE OF size ON person BEGIN INSERT INTO log VALUES ('a'); END",
      "CREATE TRIGGER m AFTER UPDATE OF size ON person BEGIN INSERT INTO log VALUES ('m'); END"
    };
    lab.run(triggers);
    lab.run("UPDATE person SET size = 5 WHERE id = 1");
    List<String> order = lab.rows("SELECT line FROM log");
    List<String> desired = new ArrayList<>(List.of(statements("NOT NULL", "")));
    desired.addAll(List.of(triggers));
    Plan plan = lab.apply(desired.toArray(String[]::new));
    lab.run("DELETE FROM log", "UPDATE person SET size = 6 WHERE id = 1");
    assertThat(lab.rows("SELECT line FROM log")).isEqualTo(order);
    lab.rollback(plan);
    lab.run("DELETE FROM log", "UPDATE person SET size = 7 WHERE id = 1");
    assertThat(lab.rows("SELECT line FROM log")).isEqualTo(order);
  }

  @Test
  void triggersOnTheTableAndElsewhereGoOnWorking() {
    lab.apply(statements("NOT NULL", ""));
    assertThat(lab.rows("SELECT count(*) FROM log")).containsExactly("0");
    lab.run("UPDATE person SET name = 'Anna' WHERE id = 1", "INSERT INTO pet VALUES (3, 2)");
    assertThat(lab.rows("SELECT line FROM log")).containsExactly("Ann is Anna");
    assertThat(lab.rows("SELECT size FROM person WHERE id = 2")).containsExactly("3");
  }

  @Test
  void aNumberThatWasGivenIsNotGivenAgain() {
    Plan plan = lab.apply(statements("NOT NULL", ""));
    assertThat(lab.rows("SELECT seq FROM sqlite_sequence WHERE name = 'person'"))
        .containsExactly("7");
    lab.run("INSERT INTO person (name) VALUES ('Zoe')");
    assertThat(lab.rows("SELECT max(id) FROM person")).containsExactly("8");
    lab.rollback(plan);
    lab.run("INSERT INTO person (name) VALUES ('Yin')");
    assertThat(lab.rows("SELECT max(id) FROM person")).containsExactly("9");
  }

  @Test
  void theFileStopsInsteadOfCascadingWhereForeignKeysAreOn() {
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan = lab.plan(statements("NOT NULL", ""));
    lab.run("BEGIN");
    assertThat(plan.steps().get(0).up())
        .anySatisfy(
            sql ->
                assertThatThrownBy(() -> lab.run(sql))
                    .hasMessageContaining("foreign keys must be off"));
    lab.run("ROLLBACK");
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void theShellRunsTheFilesToTheSameEnd() {
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan = lab.plan(statements("NOT NULL", "CHECK (size > 0)"));
    List<SortedMap<String, List<String>>> byShell = lab.throughTheShell(plan);
    lab.apply(plan);
    assertThat(byShell).containsExactly(lab.dump(), before);
  }

  @Test
  void aTableThatHasGotAColumnSinceThePlanIsNotRebuilt() {
    Plan plan = lab.plan(statements("NOT NULL", ""));
    lab.run("ALTER TABLE person ADD COLUMN since text", "UPDATE person SET since = 'x'");
    SortedMap<String, List<String>> before = lab.dump();
    assertThatThrownBy(() -> lab.apply(plan)).hasMessageContaining("that this was not planned for");
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void rowsWithoutAKeyOfTheirOwnKeepTheirRowids() {
    lab.run(
        "CREATE TABLE note (line text)",
        "INSERT INTO note (rowid, line) VALUES (10, 'a'), (20, 'b')");
    List<String> all = new ArrayList<>(List.of(statements("", "")));
    all.add("CREATE TABLE note (line text NOT NULL)");
    Plan plan = lab.apply(all.toArray(String[]::new));
    assertThat(lab.rows("SELECT rowid, line FROM note")).containsExactly("10|a", "20|b");
    lab.rollback(plan);
    assertThat(lab.rows("SELECT rowid, line FROM note")).containsExactly("10|a", "20|b");
  }

  @Test
  void aBrokenViewElsewhereIsNotInTheWay() {
    lab.run("CREATE VIEW broken AS SELECT * FROM nowhere");
    List<String> all = new ArrayList<>(List.of(statements("NOT NULL", "")));
    all.add("CREATE VIEW broken AS SELECT * FROM nowhere");
    SortedMap<String, List<String>> before = lab.dump();
    Plan plan = lab.apply(all.toArray(String[]::new));
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void aDroppedColumnComesBackWithItsValues() {
    SortedMap<String, List<String>> before = lab.dump();
    String[] without = statements("", "");
    without[0] = without[0].replace("  boss int REFERENCES person (id),\n", "");
    Plan plan = lab.apply(without);
    assertThat(plan.needs()).containsExactly(Allow.DROP_COLUMN);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    lab.apply(plan);
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
  }

  @Test
  void rowsInTheWayAreCountedFirst() {
    lab.run("INSERT INTO person (id, name, size) VALUES (20, NULL, -1)");
    Plan plan = lab.plan(statements("NOT NULL", "CHECK (size > 0)"));
    assertThat(lab.findings(plan))
        .containsExactly(
            "1 row of person has NULL in name (20)",
            "1 row of person violates check (size > 0) (20)");
  }
}
