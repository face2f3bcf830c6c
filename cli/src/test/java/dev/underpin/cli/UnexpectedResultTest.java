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

/** Where the live schema is another one than was planned, the commands that are named work. */
class UnexpectedResultTest {
  private static final String YAML =
      "tables: { t: { columns: { id: int, a: int }, primary_key: [id] } }\n";

  @TempDir Path folder;

  @Test
  void a_step_that_did_something_else_leaves_nothing_behind() throws IOException {
    try (TestDatabase db = TestServers.postgresql().newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "CREATE SCHEMA other",
          """
          CREATE FUNCTION other.more() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'zz_index')
              AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attname = 'a')
            THEN CREATE INDEX zz_index ON public.t (id); END IF;
          END $$""",
          "CREATE EVENT TRIGGER zz_more ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION other.more()");
      Files.writeString(folder.resolve("schema.yaml"), YAML);
      List<String> before = CatalogDump.of(db);
      Cli.Answer apply = run(db, "apply", "--direct", "--yes");
      assertThat(apply.code()).as(apply.toString()).isEqualTo(1);
      assertThat(apply.err())
          .contains("did something else than the plan promised")
          .contains("index zz_index of public.t is not expected")
          .contains("Nothing was changed.");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      assertThat(run(db, "status").out()).doesNotContain("partially applied");
      db.execute("DROP EVENT TRIGGER zz_more");
      assertThat(run(db, "apply", "--direct", "--yes").code()).isZero();
    }
  }

  @Test
  void an_index_that_goes_by_itself_is_noticed_at_that_step() throws IOException {
    try (TestDatabase db = TestServers.postgresql().newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "CREATE INDEX kept ON t (id)",
          "CREATE SCHEMA other",
          "CREATE FUNCTION other.fewer() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN DROP INDEX IF EXISTS public.kept; END $$",
          "CREATE EVENT TRIGGER zz_fewer ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION other.fewer()");
      Files.writeString(
          folder.resolve("schema.yaml"),
          YAML.replace("primary_key: [id] }", "primary_key: [id], indexes: { kept: [id] } }"));
      List<String> before = CatalogDump.of(db);
      assertThat(run(db, "plan", "--save", "change").code()).isZero();
      Cli.Answer apply = run(db, "apply", "--yes");
      assertThat(apply.code()).as(apply.toString()).isEqualTo(1);
      assertThat(apply.err())
          .contains("did something else than the plan promised")
          .contains("index kept of public.t is missing")
          .contains("Nothing was changed.");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void drift_is_accepted_and_then_rolled_back(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("CREATE TABLE t (id integer PRIMARY KEY)");
      Files.writeString(folder.resolve("schema.yaml"), YAML);
      assertThat(run(db, "plan", "--save", "change").code()).isZero();
      assertThat(run(db, "apply", "--yes").code()).isZero();
      db.execute("CREATE TABLE zz_hand (id integer PRIMARY KEY)");
      assertThat(run(db, "drift").code()).isEqualTo(2);
      Cli.Answer refused = run(db, "rollback", "--yes");
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err()).contains("--accept");
      assertThat(run(db, "resolve", migration(), "--accept").code()).isZero();
      assertThat(run(db, "drift").code()).isZero();
      Cli.Answer back = run(db, "rollback", "--yes", "--allow", "drop-table");
      assertThat(back.code()).as(back.toString()).isZero();
    }
  }

  private String migration() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("migrations"))) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .findFirst()
          .orElseThrow();
    }
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder)
        .run(Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new));
  }
}
