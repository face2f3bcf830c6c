package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server has no text of a collation; Underpin makes one of the catalog. */
class CollationsTest {
  private static final String ROLE =
      "do $$ begin create role collation_user; exception when duplicate_object then null; end $$;\n";
  private static final String PLAIN = "create collation plain (locale = 'C');\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(CollationsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_created_before_all_that_uses_it(TestServer server) {
    String use =
        """
        create domain word as varchar(20) collate plain check (value > 'a' collate plain);
        create type pair as (a text collate plain, b int);
        create table entry (
          id int primary key, name text collate plain, word word, pair pair, title text default 'a' collate plain,
          check (title < 'x' collate plain));
        create index entry_title on entry (title collate plain);
        create index entry_id on entry (id) where title > 'b' collate plain;
        create function first_of(text, text) returns boolean language sql as 'select $1 < $2 collate plain';
        create view names as select id, title collate plain as title from entry where name > 'b';
        """;
    run(server)
        .start("create table entry (id int primary key);\ninsert into entry values (1);")
        .target(PLAIN + use)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void every_option_is_kept(TestServer server) {
    String all =
        """
        create schema other;
        create collation other."Natural" (provider = icu, locale = 'en-u-kn-true');
        create collation "no case" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        create collation two (lc_collate = 'C', lc_ctype = 'POSIX');
        create collation copied from "C";
        create table other.t (a text collate other."Natural", b text collate "no case");
        comment on collation "no case" is 'a is A';
        """;
    run(server).start("select 1;").target(all).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_newest_options_are_kept(TestServer server) {
    if (server.toString().contains("13")) return;
    String all =
        """
        create collation ordered (provider = icu, locale = 'und', rules = '&a < g');
        create collation fast (provider = builtin, locale = 'C.UTF-8');
        """;
    run(server).start("select 1;").target(all).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_locale_takes_the_view_along(TestServer server) {
    String start =
        ROLE
            + PLAIN
            + """
            create table entry (id int primary key, name text);
            create view names as select id, name collate plain as name from entry;
            grant select on names to collation_user;
            comment on collation plain is 'of old';
            alter collation plain owner to collation_user;
            """;
    run(server)
        .start(start)
        .target(start.replace("'C'", "'POSIX'").replace("of old", "of today"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_column_goes_to_the_trash_with_its_collation(TestServer server) {
    run(server)
        .start(
            ROLE
                + PLAIN
                + """
                create table entry (id int primary key, name text collate plain);
                create index entry_name on entry (name);
                insert into entry values (1, 'a'), (2, 'b');
                comment on collation plain is 'the usual';
                alter collation plain owner to collation_user;
                """)
        .targetYaml(
            "collations: {}\ntables: { entry: { columns: { id: int }, primary_key: [id] } }\n")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_written_by_hand_in_other_words(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(
          """
          collations:
            - { name: numbers, create: "CREATE COLLATION numbers (locale = 'en-u-kn-true', provider = icu)" }
            - { name: bytes, create: CREATE COLLATION bytes FROM "C" }
          tables:
            entry:
              columns:
                id: int
                code: text collate numbers
                plain: text collate public.bytes
              indexes:
                entry_code: [code collate bytes]
          views:
            - CREATE VIEW codes AS SELECT code COLLATE bytes AS code FROM entry
          aggregates:
            - name: sum_of(numeric)
              create: CREATE AGGREGATE sum_of(numeric) (sfunc = numeric_add, stype = numeric)
          """);
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      run(db, 0, "purge", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_that_a_column_uses_does_not_change(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("create collation plain (locale = 'C')", "create table t (a text collate plain)");
      declare(run(db, 0, "inspect").out().replace("'C'", "'POSIX'"));
      assertThat(run(db, 2, "plan", "--exit-code").out())
          .contains(
              "Column public.t.a uses collation public.plain",
              "Declare a collation with another name");
    }
  }

  private static final String CASELESS =
      "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);\n";

  @Test
  void values_that_another_collation_makes_equal_are_found_before_the_run() {
    String table = "create table t (id int primary key, n text, constraint t_u unique (n));\n";
    run(TestServers.postgresql())
        .start(CASELESS + table + "insert into t values (1, 'A'), (2, 'a');")
        .target(CASELESS + table.replace("n text", "n text collate ci"))
        .isRefusedWith(3, "2 rows of t share the same n");
  }

  @Test
  void so_are_values_that_a_check_no_longer_takes_for_equal() {
    String table = "create table t (id int primary key, n text collate ci check (n in ('a')));\n";
    run(TestServers.postgresql())
        .start(CASELESS + table + "insert into t values (1, 'A');")
        .target(CASELESS + table.replace(" collate ci", ""))
        .isRefusedWith(3, "1 row of t violates check");
  }

  @Test
  void a_collation_that_all_rows_fit_changes() {
    String table =
        """
        create table t (id int primary key, n text unique, m varchar(10) collate "C", check (n <> 'c'));
        create index t_m on t (m);
        create view v as select n, m from t;
        """;
    run(TestServers.postgresql())
        .start(CASELESS + table + "insert into t values (1, 'a', 'b'), (2, 'B', 'c');")
        .target(
            CASELESS + table.replace("n text", "n text collate ci").replace(" collate \"C\"", ""))
        .goesForwardAndBackByCommands();
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
