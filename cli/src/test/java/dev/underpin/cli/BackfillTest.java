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
  void a_backfill_that_a_constraint_forbids_is_refused_before_anything_runs(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table t(id int not null primary key, a varchar(9), b varchar(9), constraint a_c check (a <> ''),"
              + " constraint b_u unique (b))",
          "insert into t values (1, null, null), (2, 'x', null)");
      declare(
          """
          tables:
            t:
              columns:
                id: int not null
                a: { type: varchar(9), nullable: false, backfill: "''" }
                b: { type: varchar(9), nullable: false, backfill: "'z'" }
              primary_key: [id]
              unique: { b_u: [b] }
              checks: { a_c: a <> '' }
          """);
      Cli.Answer answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.out() + answer.err())
          .contains("1 row of t violates check a_c", "2 rows of t share the same b");
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

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_backfill_that_strict_mode_refuses_is_found_before_anything_runs(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table t(id int primary key, a int, t text)",
          "insert into t values (1, 2, 'abc'), (2, 3, 'é')",
          "create table other(x int)",
          "insert into other values (1), (2)");
      for (String[] wrong : WRONG) {
        declareFilled(wrong[0], wrong[1]);
        Cli.Answer answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
        assertThat(answer.out() + answer.err()).as(wrong[0] + " " + wrong[1]).contains(wrong[2]);
      }
      assertThat(db.rows("select * from t limit 1").get(0)).hasSize(3);
      for (String[] right : RIGHT) {
        declareFilled(right[0], right[1]);
        run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
        run(db, 0, "rollback", "--yes");
      }
    }
  }

  private static final String[][] WRONG = {
    {"int", "1/0", "would have NULL in b"},
    {"int", "10/(a - 2)", "would have NULL in b"},
    {"int", "t", "does not fit int"},
    {"int", "nosuch + 1", "nosuch"},
    {"int", "nosuch(a)", "nosuch"},
    {"int", "(select x from other)", "more than 1 row"},
    {"bigint", "a * 9223372036854775807", "out of range"},
    {"smallint", "a * 100000", "does not fit smallint"},
    {"int unsigned", "-a", "does not fit int unsigned"},
    {"decimal(5,2)", "a * 1000", "does not fit decimal(5,2)"},
    {"double", "t", "does not fit double"},
    {"varchar(1)", "t", "does not fit varchar(1)"},
    {"char(2)", "concat(t, t)", "does not fit char(2)"},
    {"varbinary(1)", "t", "does not fit varbinary(1)"},
    {"tinytext", "repeat(t, 200)", "does not fit tinytext"},
    {"date", "t", "does not fit date"},
    {"datetime", "concat('2024-13-0', a)", "does not fit datetime"},
    {"timestamp", "'1901-01-01'", "does not fit timestamp"},
    {"time", "t", "does not fit time"},
    {"json", "t", "does not fit json"},
    {"enum('x','y')", "t", "does not fit enum"},
  };

  private static final String[][] RIGHT = {
    {"int", "a + 1"},
    {"int", "1.7"},
    {"int", "' 12 '"},
    {"tinyint(1)", "a > 2"},
    {"bigint unsigned", "18446744073709551615"},
    {"bigint", "unix_timestamp()"},
    {"decimal(5,2)", "a / 3"},
    {"double", "1e300 * a"},
    {"varchar(3)", "concat(t, '     ')"},
    {"varchar(36)", "uuid()"},
    {"char(1)", "if(t = 'abc', 'a', t)"},
    {"varbinary(2)", "if(t = 'abc', 'a', t)"},
    {"tinytext", "repeat(t, 20)"},
    {"date", "now()"},
    {"datetime(6)", "20240102030405"},
    {"timestamp", "now()"},
    {"time", "'10:11:12'"},
    {"json", "json_object('a', a)"},
    {"json", "concat('[', a, ']')"},
    {"enum('x','y')", "elt(a - 1, 'X', 'y')"},
  };

  private void declareFilled(String type, String value) throws Exception {
    declare(
        """
        tables:
          other: { columns: { x: int } }
          t:
            columns: { id: int not null, a: int, t: text, b: { type: "%s", backfill: "%s" } }
            primary_key: [id]
        """
            .formatted(type, value));
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
