package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import org.junit.jupiter.api.Test;

/**
 * A rebuild names each column of its table: on a database where the table has one more it must not
 * run. A column that is added by a statement of its own does not care about the others.
 */
class CopiedTableNeedsTest {
  private static final String WHOLE = "table t [0-9a-f]{16}";

  @Test
  void a_rebuild_needs_the_table_as_a_whole() {
    try (Lab lab = new Lab("CREATE TABLE t (a int, b int)")) {
      assertThat(needs(lab.plan("CREATE TABLE t (a int NOT NULL, b int)"))).containsPattern(WHOLE);
    }
  }

  @Test
  void also_where_its_first_column_is_in_the_trash() {
    try (Lab lab = new Lab("CREATE TABLE t (\"underpin_trash_01234567_x\" int, a int, b int)")) {
      Plan plan = lab.plan("CREATE TABLE t (a int NOT NULL, b int)");
      assertThat(needs(plan)).containsPattern(WHOLE);
    }
  }

  @Test
  void an_added_column_needs_the_table_to_exist() {
    try (Lab lab = new Lab("CREATE TABLE t (a int, b int)")) {
      assertThat(needs(lab.plan("CREATE TABLE t (a int, b int, c int)")))
          .contains("table t *", "column t.c -")
          .doesNotContainPattern(WHOLE);
    }
  }

  private static String needs(Plan plan) {
    return plan.promise().needs().toString();
  }
}
