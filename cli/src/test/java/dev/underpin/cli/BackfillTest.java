package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Backfills run after those that fill what they read, and each is computed before a plan runs. */
class BackfillTest {
  private static final String PARENT_AND_CHILD =
      """
      tables:
        c:
          columns:
            id: { type: bigint, nullable: false }
            p_id: bigint
            p_uid: { type: varchar(36), backfill: "coalesce((select p.uid from p where p.id = c.p_id), '0')" }
          primary_key: [id]
        p:
          columns:
            id: { type: bigint, nullable: false }
            name: varchar(50)
            uid: { type: varchar(36), nullable: false, backfill: "%s" }
          primary_key: [id]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_backfill_reads_what_another_one_has_filled(TestServer server) throws Exception {
    try (TestDatabase db = begun(server)) {
      declare(
          PARENT_AND_CHILD
              .formatted("concat('u', id)")
              .replace(
                  "concat('u', id)",
                  db.engine().equals("sqlite") ? "'u' || id" : "concat('u', id)"));
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(db.value("select p_uid from c")).isEqualTo("u1");
      run(db, 0, "rollback", "--yes");
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(db.value("select p_uid from c")).isEqualTo("u1");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void backfills_that_read_each_other_are_refused(TestServer server) throws Exception {
    try (TestDatabase db = begun(server)) {
      declare(
          PARENT_AND_CHILD.formatted(
              "coalesce((select min(c.p_uid) from c where c.p_id = p.id), 'x')"));
      Cli.Answer answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.out() + answer.err())
          .contains("c.p_uid", "p.uid", "read each other", "UP218");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_backfill_that_gives_null_is_refused_also_for_a_nullable_column(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table t(id int not null primary key, a int)",
          "insert into t values (1, null), (2, 2), (3, null)");
      declare(
          """
          tables:
            t:
              columns: { id: int not null, a: int, b: { type: int, backfill: a + 1 } }
              primary_key: [id]
          """);
      Cli.Answer answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.out() + answer.err())
          .contains("2 rows of t would have NULL in b after the backfill (1, 3)");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | 1/0 | division by zero",
        "int | 10/(a - 2) | division by zero",
        "int | t | invalid input syntax",
        "int | nosuch + 1 | does not exist",
        "int | nosuch(a) | does not exist",
        "varchar(1) | t | does not fit",
        "smallint | a * 100000 | out of range",
        "date | t | invalid input syntax",
        "int | (select x from other) | more than one row",
      })
  void a_backfill_that_fails_is_found_before_anything_runs(String type, String value, String why)
      throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "create table t(id int primary key, a int, t text)",
          "insert into t values (1, 2, 'abc')",
          "create table other(x int)",
          "insert into other values (1), (2)");
      declare(
          """
          tables:
            other: { columns: { x: int } }
            t:
              columns: { id: int not null, a: int, t: text, b: { type: %s, backfill: "%s" } }
              primary_key: [id]
          """
              .formatted(type, value));
      Cli.Answer answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.out() + answer.err()).contains(why);
      assertThat(
              db.rows("select column_name from information_schema.columns where table_name = 't'"))
          .hasSize(3);
    }
  }

  @Test
  void a_backfill_reads_another_new_column_of_its_table() throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute("create table t(id int primary key, z text)", "insert into t values (1, '7')");
      declare(
          """
          tables:
            t:
              columns:
                id: int not null
                a: { type: int, nullable: false, backfill: b + 1 }
                b: { type: int, backfill: z }
                z: int
              primary_key: [id]
          """);
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(db.rows("select a, b, z from t")).isEqualTo(List.of(List.of("8", "7", "7")));
    }
  }

  private TestDatabase begun(TestServer server) {
    TestDatabase db = server.newDatabase();
    db.execute(
        "create table p(id bigint not null primary key, name varchar(50))",
        "create table c(id bigint not null primary key, p_id bigint)",
        "insert into p values (1, 'a')",
        "insert into c values (1, 1)");
    return db;
  }

  private void declare(String yaml) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    Cli.Answer answer = new Cli(folder).with("DATABASE_URL", db.url()).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
