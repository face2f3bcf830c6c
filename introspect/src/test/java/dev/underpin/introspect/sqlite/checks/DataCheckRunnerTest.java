package dev.underpin.introspect.sqlite.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.sqlite.SqliteFixture;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataCheckRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void the_rows_in_the_way_are_counted_and_a_few_are_named() throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE t (id, a)")) {
      db.execute("INSERT INTO t SELECT value, NULL FROM json_each('[1,2,3,4,5,6,7]')");

      DataCheckAnswer answer = answer(db, "SELECT id FROM t WHERE a IS NULL", LONG);

      assertThat(answer.count()).isEqualTo(7);
      assertThat(answer.unanswered()).isEmpty();
      assertThat(answer.sentence()).isEqualTo("7 rows of t have a NULL a (1, 2, 3, 4, 5, …)");
    }
  }

  @Test
  void a_question_that_takes_too_long_is_unanswered_and_the_next_is_answered() throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      String endless =
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0";
      List<DataCheckAnswer> answers =
          SqliteFixture.INTROSPECTOR.answer(
              db.connection(), List.of(probe(endless), probe("SELECT 1")), Duration.ofMillis(50));

      assertThat(answers.get(0).unanswered()).contains("time limit 50 ms");
      assertThat(answers.get(1).count()).isEqualTo(1);
    }
  }

  @Test
  void a_question_cannot_change_anything() throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")) {
      assertThat(answer(db, "DELETE FROM t RETURNING a", LONG).unanswered()).isPresent();
      assertThat(db.read().facts(QualifiedName.of("t")).rows()).isEqualTo(1);
      db.execute("INSERT INTO t VALUES (2)");
    }
  }

  @Test
  void a_question_that_fails_is_unanswered() throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      assertThat(answer(db, "SELECT a FROM nowhere", LONG).unanswered())
          .contains("no such table: nowhere");
    }
  }

  private static DataCheckAnswer answer(SqliteFixture db, String sql, Duration limit)
      throws Exception {
    return SqliteFixture.INTROSPECTOR.answer(db.connection(), List.of(probe(sql)), limit).get(0);
  }

  private static DataCheck probe(String sql) {
    return new DataCheck(
        "id",
        QualifiedName.of("t"),
        Finding.recorded("UP301", "have a NULL a"),
        sql,
        "Write a backfill.");
  }
}
