package dev.underpin.planner.sqlite.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.sqlite.Lab;
import dev.underpin.planner.step.Allow;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Foreign keys and the keys that they reference come, go and move by one plan. */
class CyclicStepMergerTest {
  private static final PlanOptions ALL =
      PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class));

  private static Plan thereAndBack(Lab lab, String... desired) {
    SortedMap<String, List<String>> before = lab.dump();
    SortedMap<String, String> texts = lab.texts();
    Plan plan = lab.options(ALL).plan(desired);
    lab.apply(plan);
    assertThat(lab.plan(desired).changes()).isEmpty();
    assertThat(lab.rows("PRAGMA foreign_key_check")).isEmpty();
    lab.rollback(plan);
    assertThat(lab.dump()).isEqualTo(before);
    assertThat(lab.texts()).isEqualTo(texts);
    lab.apply(plan);
    return plan;
  }

  @Test
  void aNewTableAndAnOldOneReferenceEachOthersNewKeys() {
    try (Lab lab =
        new Lab("CREATE TABLE \"team\" (a int, boss int)", "INSERT INTO team VALUES (1, NULL)")) {
      Plan plan =
          thereAndBack(
              lab,
              "CREATE TABLE team (a int PRIMARY KEY, boss int REFERENCES person (no))",
              "CREATE INDEX team_boss ON team (boss)",
              "CREATE TABLE person (no int UNIQUE, team int REFERENCES team (a))");
      assertThat(plan.steps().get(0).title())
          .contains("create table of person")
          .contains("rebuild table")
          .endsWith("(one transaction: each needs the other)");
    }
  }

  @Test
  void twoOldTablesDo() {
    try (Lab lab =
        new Lab(
            "CREATE TABLE \"one\" (a int, b int)",
            "CREATE TABLE \"two\" (a int, b int)",
            "INSERT INTO one VALUES (1, 2)",
            "INSERT INTO two VALUES (2, 1)")) {
      thereAndBack(
          lab,
          "CREATE TABLE one (a int UNIQUE, b int REFERENCES two (a))",
          "CREATE TABLE two (a int UNIQUE, b int REFERENCES one (a))");
    }
  }

  @Test
  void aTableGoesThatReferencesAKeyWhichGoesAndIsReferenced() {
    try (Lab lab =
        new Lab(
            "CREATE TABLE \"one\" (a int PRIMARY KEY, b int REFERENCES two (a))",
            "CREATE TABLE \"two\" (a int PRIMARY KEY, b int REFERENCES one (a))",
            "INSERT INTO one VALUES (1, NULL), (2, NULL)",
            "INSERT INTO two VALUES (2, 1)",
            "UPDATE one SET b = 2")) {
      thereAndBack(lab, "CREATE TABLE one (a int, b int)");
    }
  }

  @Test
  void aForeignKeyMovesFromOneKeyOfATableToAnother() {
    try (Lab lab =
        new Lab(
            "CREATE TABLE \"parent\" (a int PRIMARY KEY, b int)",
            "CREATE TABLE \"child\" (p int REFERENCES parent (a))",
            "INSERT INTO parent VALUES (1, 1), (2, 2)",
            "INSERT INTO child VALUES (1), (2)")) {
      thereAndBack(
          lab,
          "CREATE TABLE parent (a int, b int UNIQUE)",
          "CREATE TABLE child (p int REFERENCES parent (b))");
    }
  }

  @Test
  void aNewTableReferencesItselfByAUniqueIndex() {
    try (Lab lab = new Lab("CREATE TABLE t (a int)")) {
      Plan plan =
          thereAndBack(
              lab,
              "CREATE TABLE t (a int)",
              "CREATE TABLE node (no int, above int REFERENCES node (no))",
              "CREATE UNIQUE INDEX node_no ON node (no)");
      assertThat(plan.steps()).hasSize(1);
    }
  }
}
