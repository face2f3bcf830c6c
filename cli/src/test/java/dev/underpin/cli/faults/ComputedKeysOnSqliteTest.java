package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated column that foreign keys reference gets another expression. */
class ComputedKeysOnSqliteTest {
  private static final String START =
      """
      CREATE TABLE p(id integer primary key, n int, code int AS (n * 2) UNIQUE);
      CREATE TABLE c(id integer primary key, code text REFERENCES p(code));
      INSERT INTO p VALUES (1, 10), (2, 20), (3, 30);
      INSERT INTO c VALUES (1, 20), (2, 40), (3, NULL);
      """;

  @TempDir Path folder;

  private StandardRun run(String start) {
    return new StandardRun(folder, TestServers.sqlite()).start(start);
  }

  @Test
  void an_expression_that_keeps_each_referenced_value_is_accepted() {
    run(START).change("(n * 2)", "(n + n)").goesForwardAndBack();
    run(START).change("(n * 2)", "(case n when 30 then 0 else n * 2 end)").goesForwardAndBack();
  }

  @Test
  void rows_that_would_lose_their_parent_are_named_before_anything_runs() {
    run(START)
        .change("(n * 2)", "(case n when 20 then 41 else n * 2 end)")
        .isRefusedWith(3, "nothing was changed", "1 row of c", "[UP309]", "the expression of code");
  }

  @Test
  void rows_that_would_share_a_value_are_named_before_anything_runs() {
    run(START)
        .change("(n * 2)", "(min(n, 10))")
        .isRefusedWith(3, "nothing was changed", "3 rows of p share the same code", "[UP307]");
  }

  @Test
  void a_plain_key_becomes_computed() {
    String start =
        """
        CREATE TABLE p(id integer primary key, n int, code int UNIQUE);
        CREATE TABLE c(id integer primary key, code int REFERENCES p(code));
        INSERT INTO p VALUES (1, 10, 20), (2, 20, 40), (3, 30, 7);
        INSERT INTO c VALUES (1, 20), (2, CODE), (3, NULL);
        """;
    String target =
        """
        CREATE TABLE p(id integer primary key, n int, code int AS (n * 2) UNIQUE);
        CREATE TABLE c(id integer primary key, code int REFERENCES p(code));
        """;
    run(start.replace("CODE", "40")).target(target).withoutTheTargetsCatalog().goesForwardAndBack();
    run(start.replace("CODE", "7")).target(target).isRefusedWith(3, "1 row of c", "[UP309]");
  }
}
