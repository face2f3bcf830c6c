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

/** What each command does, to a database of every engine. */
class CommandsTest {
  private static final String ONE =
      """
      tables:
        notes:
          columns:
            id: bigint identity
            title: varchar(40) not null
          primary_key: [id]
      """;
  private static final String TWO =
      """
      tables:
        notes:
          columns:
            id: bigint identity
            title: varchar(40) not null
            body: text
          primary_key: [id]
        tags:
          columns:
            name: varchar(20) not null
          primary_key: [name]
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return dev.underpin.testkit.TestServers.all().stream();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void direct_changes_are_made_seen_and_rolled_back(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      write("schema.yaml", ONE);

      assertThat(cli.run("plan", "--exit-code").code()).isEqualTo(2);
      assertThat(ok(cli.run("apply", "--direct", "--yes"))).contains("Applied", "_direct");
      db.execute("INSERT INTO notes (title) VALUES ('kept')");
      assertThat(ok(cli.run("plan", "--exit-code"))).contains("no changes");
      assertThat(ok(cli.run("apply", "--direct", "--yes"))).contains("Nothing to do");
      assertThat(ok(cli.run("drift"))).contains("no drift");

      write("schema.yaml", TWO);
      ok(cli.run("apply", "--direct", "--yes"));
      write("schema.yaml", ONE);
      assertThat(cli.run("apply", "--direct", "--yes").code()).isEqualTo(3);
      ok(cli.run("apply", "--direct", "--yes", "--allow", "drop-table,drop-column"));
      assertThat(ok(cli.run("status"))).contains("Trash: 2 dropped objects");
      ok(cli.run("rollback", "--yes"));

      write("schema.yaml", TWO);
      assertThat(ok(cli.run("plan", "--exit-code"))).contains("no changes");
      assertThat(db.value("SELECT title FROM notes")).isEqualTo("kept");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void saved_migrations_are_reviewed_applied_and_found_again(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      write("schema.yaml", ONE);

      assertThat(cli.run("plan", "--save", "first").err()).contains("_first/up.sql");
      write("schema.yaml", TWO);
      ok(cli.run("plan", "--offline", "--save", "second"));
      assertThat(migrations()).hasSize(2).first().asString().endsWith("_first");
      assertThat(cli.run("status").code()).isEqualTo(2);
      assertThat(ok(cli.run("apply", "--dry-run"))).contains("_first", "_second");
      assertThat(cli.run("status").out()).contains("2 pending");

      assertThat(ok(cli.run("apply", "--yes"))).contains("_first: ", "_second: ");
      assertThat(ok(cli.run("status"))).contains("clean");
      assertThat(ok(cli.run("apply", "--yes"))).contains("Nothing to do");
      assertThat(ok(cli.run("plan", "--offline", "--exit-code"))).contains("no changes");
      assertThat(ok(cli.run("diff", "migrations", db.url()))).contains("the same");

      assertThat(ok(cli.run("rollback", "--yes", "--to", "first"))).contains("_second");
      assertThat(cli.run("status").out()).contains("1 pending");
      ok(cli.run("apply", "--yes"));
      assertThat(ok(cli.run("rollback", "--yes", "--to", "START"))).contains("_second", "_first");
      assertThat(cli.run("status").out()).contains("2 pending");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_database_that_is_there_is_taken_over_as_it_is(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      db.execute(
          "CREATE TABLE notes (id integer PRIMARY KEY, title varchar(40) NOT NULL)",
          "CREATE TABLE flyway_schema_history (x integer)");

      assertThat(ok(cli.run("init"))).contains("underpin.yaml", "schema.yaml");
      assertThat(read("schema.yaml")).contains("notes:").doesNotContain("flyway");
      assertThat(ok(cli.run("plan", "--exit-code"))).contains("no changes");
      assertThat(cli.run("drift").code()).isEqualTo(64);
      assertThat(ok(cli.run("baseline"))).contains("_baseline");
      assertThat(ok(cli.run("drift"))).contains("no drift");

      db.execute("ALTER TABLE notes ADD COLUMN extra integer");
      Cli.Answer drift = cli.run("drift");
      assertThat(drift.code()).isEqualTo(2);
      assertThat(drift.out()).contains("column notes.extra", "expected  nothing", "found     int");
      assertThat(cli.run("drift", "--format", "json").out())
          .contains("\"version\": \"1.0\"", "\"notes.extra\"");
      assertThat(cli.run("drift", "--schema", "schema.yaml").code()).isEqualTo(2);
      assertThat(cli.run("diff", "schema.yaml", db.url()).code()).isEqualTo(2);
      assertThat(cli.run("init").code()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_migration_that_was_run_by_hand_is_marked_as_applied(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      write("schema.yaml", ONE);
      ok(cli.run("plan", "--save", "first"));

      assertThat(cli.run("resolve", "first", "--applied").code()).isEqualTo(3);
      assertThat(db.runScript(migrations().get(0).resolve("up.sql")).exitCode()).isZero();
      assertThat(ok(cli.run("resolve", "first", "--applied"))).contains("is applied");
      assertThat(ok(cli.run("status"))).contains("clean");
      assertThat(ok(cli.run("drift"))).contains("no drift");

      ok(cli.run("rollback", "-o", "back.sql"));
      assertThat(db.runScript(folder.resolve("back.sql")).exitCode()).isZero();
      assertThat(ok(cli.run("resolve", "first", "--rolled-back"))).contains("is rolled back");
      assertThat(cli.run("status").out()).contains("1 pending");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_trash_is_emptied_and_a_development_database_is_reset(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      write("schema.yaml", TWO);
      ok(cli.run("apply", "--direct", "--yes"));
      db.execute("INSERT INTO notes (title) VALUES ('x')");
      write("schema.yaml", ONE);
      ok(cli.run("apply", "--direct", "--yes", "--allow", "all"));

      assertThat(ok(cli.run("purge", "--yes", "--older-than", "30d"))).contains("Nothing to purge");
      assertThat(ok(cli.run("purge", "--yes"))).contains("Purged");
      assertThat(ok(cli.run("purge", "--yes"))).contains("Nothing to purge");
      assertThat(ok(cli.run("plan", "--exit-code"))).contains("no changes");

      assertThat(cli.run("reset").code()).isEqualTo(3);
      assertThat(ok(cli.run("reset", "--yes"))).contains("1 table");
      assertThat(ok(cli.run("status"))).contains("nothing applied yet");
      ok(cli.run("apply", "--direct", "--yes"));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void inspect_writes_what_plan_finds_unchanged(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      write("schema.yaml", TWO);
      ok(cli.run("apply", "--direct", "--yes"));

      ok(cli.run("inspect", "-o", "one.yaml"));
      assertThat(ok(cli.run("plan", "--exit-code", "--schema", "one.yaml"))).contains("no changes");
      ok(cli.run("inspect", "--split", "-o", "parts"));
      assertThat(ok(cli.run("plan", "--exit-code", "--schema", "parts"))).contains("no changes");
      assertThat(ok(cli.run("validate", "--schema", "one.yaml"))).contains("is valid: 2 tables");
    }
  }

  @Test
  void inspect_says_how_much_there_is() {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      Cli cli = new Cli(folder);
      assertThat(cli.run("inspect", "--url", db.url(), "-o", "none.yaml").err())
          .contains("Wrote 0 tables to none.yaml.");
      db.execute(
          "CREATE TABLE t (a int)",
          "CREATE VIEW v AS SELECT a FROM t",
          "CREATE VIEW w AS SELECT a FROM t",
          "CREATE TRIGGER x AFTER DELETE ON t BEGIN SELECT 1; END");
      assertThat(cli.run("inspect", "--url", db.url(), "-o", "some.yaml").err())
          .contains("Wrote 1 table, 2 views and 1 trigger to some.yaml.");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_person_in_front_of_it_is_asked(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      write("schema.yaml", ONE);

      Cli.Answer no = cli(db).typing("n\n").run("apply", "--direct");
      assertThat(no.code()).isEqualTo(3);
      assertThat(no.err()).contains("create table", "[y/N]", "Nothing was changed");
      assertThat(cli(db).typing("y\n").run("apply", "--direct").code()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void every_format_of_a_plan_is_printed_to_standard_output_alone(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = cli(db);
      write("schema.yaml", ONE);

      for (String format : List.of("text", "sql", "json", "markdown")) {
        Cli.Answer answer = cli.run("plan", "--format", format);
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("notes");
      }
      assertThat(cli.run("plan", "--format", "sql").out())
          .contains("-- underpin: preview", "CREATE TABLE");
    }
  }

  private Cli cli(TestDatabase db) {
    return new Cli(folder).with("UNDERPIN_URL", db.url());
  }

  private static String ok(Cli.Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.out();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private List<Path> migrations() throws IOException {
    try (Stream<Path> list = Files.list(folder.resolve("migrations"))) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }
}
