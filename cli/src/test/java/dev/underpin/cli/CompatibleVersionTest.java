package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version of SQLite that a plan is made for. */
class CompatibleVersionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE t(id integer primary key, a text)|3.35",
        "CREATE TABLE t(id integer primary key, a text) STRICT|3.37",
        "CREATE TABLE t(id integer primary key, a text); CREATE VIEW v AS SELECT a ->> 'x' FROM t|3.38",
        "CREATE TABLE t(id integer primary key, a text, b text as (a -> 'x'))|3.38",
        "CREATE TABLE t(id integer primary key, a text); CREATE VIEW v AS SELECT 1 AS x FROM t FULL JOIN t AS u ON t.id = u.id|3.39",
        "CREATE TABLE t(id integer primary key, a text, check (a IS NOT DISTINCT FROM a))|3.39",
        "CREATE TABLE t(id integer primary key, a text); CREATE VIEW v AS SELECT DISTINCT a FROM t|3.35",
      })
  void a_file_is_saved_for_the_oldest_version_that_can_open_the_database(String sql, String version)
      throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(sql.split(";"));
      Cli cli = new Cli(folder);
      cli.run("inspect", "--url", db.url(), "-o", "schema.yaml");
      edit("a: text", "a: text\n      extra: text");
      Cli.Answer saved = cli.run("plan", "--save", "x", "--url", db.url());
      assertThat(saved.code()).as(saved.toString()).isZero();
      assertThat(up()).contains("sqlite " + version);
      Cli.Answer applied = cli.run("apply", "--yes", "--url", db.url());
      assertThat(applied.code()).as(applied.toString()).isZero();
    }
  }

  @Test
  void a_table_that_becomes_strict_is_saved_for_a_version_that_knows_it() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute("CREATE TABLE t(id integer primary key, a text)");
      Cli cli = new Cli(folder);
      cli.run("inspect", "--url", db.url(), "-o", "schema.yaml");
      edit("primary_key: [id]", "primary_key: [id]\n    strict: true");
      Cli.Answer saved = cli.run("plan", "--save", "x", "--url", db.url());
      assertThat(saved.code()).as(saved.toString()).isZero();
      assertThat(up()).contains("sqlite 3.37");
      assertThat(cli.run("apply", "--yes", "--url", db.url()).code()).isZero();
      edit("a: text", "a: text\n      b: text");
      Cli.Answer offline = cli.run("plan", "--offline", "--save", "y");
      assertThat(offline.code()).as(offline.toString()).isZero();
    }
  }

  @Test
  void what_is_shown_saved_and_run_at_once_is_the_same_plan() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(
          "CREATE TABLE t(id integer primary key, nick text)", "INSERT INTO t VALUES (1, 'x')");
      Cli cli = new Cli(folder);
      cli.run("inspect", "--url", db.url(), "-o", "schema.yaml");
      edit("nick: text", "nick: text not null");
      String shown = steps(cli.run("plan", "--url", db.url()).out());
      String direct = steps(cli.run("apply", "--direct", "--dry-run", "--url", db.url()).out());
      String saved = steps(cli.run("plan", "--save", "x", "--url", db.url()).out());
      assertThat(shown).isEqualTo(saved).isEqualTo(direct).contains("rebuild");
    }
  }

  @Test
  void a_version_in_the_settings_decides_for_what_is_shown_and_what_is_saved() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute("CREATE TABLE t(id integer primary key, nick text)");
      Files.writeString(folder.resolve("underpin.yaml"), "sqlite_compat: 3.53\n");
      Cli cli = new Cli(folder);
      cli.run("inspect", "--url", db.url(), "-o", "schema.yaml");
      edit("nick: text", "nick: text not null");
      String shown = steps(cli.run("plan", "--url", db.url()).out());
      String saved = steps(cli.run("plan", "--save", "x", "--url", db.url()).out());
      assertThat(shown).isEqualTo(saved).doesNotContain("rebuild");
    }
  }

  /** The lines of the steps, without what differs by the names of the trash. */
  private static String steps(String plan) {
    List<String> lines =
        plan.lines().filter(l -> l.matches(" +[0-9]+  .*")).map(String::strip).toList();
    assertThat(lines).as(plan).isNotEmpty();
    return String.join("\n", lines);
  }

  private void edit(String from, String to) throws IOException {
    Path file = folder.resolve("schema.yaml");
    String yaml = Files.readString(file);
    assertThat(yaml).contains(from);
    Files.writeString(file, yaml.replace(from, to));
  }

  private String up() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("migrations"))) {
      return Files.readString(files.filter(f -> f.endsWith("up.sql")).findFirst().orElseThrow());
    }
  }
}
