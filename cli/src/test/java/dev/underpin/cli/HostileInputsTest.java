package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever it is given, a command ends with the right exit code and a message that a person can act
 * on; never with a stack trace, and never with a password.
 */
class HostileInputsTest {
  private static final String PASSWORD = "s3cret-Pa55";
  private static final String ONE_TABLE =
      "tables:\n  t:\n    columns:\n      id: integer not null\n    primary_key: [id]\n";

  @TempDir static Path folder;

  /** Sets a scene and says which command is run in it. */
  private interface Setting {
    List<String> command(Scene scene) throws Exception;
  }

  /**
   * @param says what the message must mention
   */
  private record Case(String name, int code, List<String> says, Setting setting) {}

  private static Case given(String name, int code, String says, Setting setting) {
    return new Case(name, code, says.isEmpty() ? List.of() : List.of(says.split("\\|")), setting);
  }

  private static Case yaml(String name, String says, String text) {
    return given(
        name,
        ExitCode.FAILED,
        says,
        scene -> {
          scene.file("schema.yaml", text);
          return List.of("plan", "--url", scene.url);
        });
  }

  private static Case words(String name, int code, String says, String... args) {
    return given(
        name,
        code,
        says,
        scene -> {
          scene.file("schema.yaml", ONE_TABLE);
          List<String> command = new ArrayList<>();
          for (String arg : args) command.add(arg.equals("URL") ? scene.url : arg);
          return command;
        });
  }

  // ── schemas ────────────────────────────────────────────────────────────────────────────────────

  private static List<Case> schemas() {
    String bomb =
        "x-a: &a [x, x, x, x, x, x, x, x, x, x]\nx-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            + "x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nx-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
            + "x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nx-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n"
            + "tables: {t: {columns: *f}}\n";
    return List.of(
        yaml("a bomb of aliases", "alias", bomb),
        yaml("an alias that contains itself", "alias", "tables: &t\n  a: *t\n"),
        yaml("a thousand levels", "schema.yaml", "[".repeat(1_000)),
        yaml(
            "the same key twice",
            "schema.yaml:6",
            ONE_TABLE + "  t:\n    columns: {id: integer}\n"),
        yaml("tables as a list", "tables", "tables: [a, b]\n"),
        yaml("columns as a text", "columns", "tables:\n  t:\n    columns: id integer\n"),
        yaml("an unknown section", "tables", "tabels:\n  t: {columns: {id: integer}}\n"),
        yaml("an unknown key of a table", "columns", "tables:\n  t:\n    colums: {id: integer}\n"),
        yaml(
            "a foreign key to nowhere",
            "customers",
            ONE_TABLE
                + "    foreign_keys:\n      t_fk: {columns: [id], references: customers(id)}\n"),
        yaml(
            "a foreign key to no column",
            "ident",
            ONE_TABLE + "    foreign_keys:\n      t_fk: {columns: [id], references: t(ident)}\n"),
        yaml("an index on no column", "ident", ONE_TABLE + "    indexes:\n      t_idx: [ident]\n"),
        yaml(
            "a primary key on no column",
            "ident",
            "tables:\n  t:\n    columns: {id: integer}\n    primary_key: [ident]\n"),
        yaml("a tab for indentation", "tab", "tables:\n\tt: {}\n"),
        yaml(
            "a quote that is not closed",
            "schema.yaml",
            "tables:\n  t:\n    columns: {id: \"integer\n"),
        yaml(
            "a type that the braces split",
            "quote",
            "tables:\n  t:\n    columns: {price: numeric(10,2)}\n"),
        yaml(
            "a bare word as a default",
            "'active'",
            "tables:\n  t:\n    columns:\n      state: {type: text, default: active}\n"),
        yaml("an object of Java", "!", "tables: !!javax.script.ScriptEngineManager [x]\n"),
        yaml("nothing at all", "schema.yaml", ""),
        yaml("only a comment", "schema.yaml", "# tables: {}\n"),
        yaml("a list for a schema", "schema.yaml", "- tables\n"),
        yaml(
            "a column without a type",
            "type",
            "tables:\n  t:\n    columns:\n      id: {nullable: false}\n"),
        yaml(
            "an empty default",
            "default",
            "tables:\n  t:\n    columns:\n      id: {type: integer, default: }\n"),
        given(
            "bytes that are no text",
            ExitCode.FAILED,
            "schema.yaml|UTF-8",
            s -> {
              s.bytes("schema.yaml", 0xff, 0xfe, 0x80, 0x00, 0x41);
              return List.of("plan", "--url", s.url);
            }),
        given(
            "a folder that declares nothing",
            ExitCode.FAILED,
            "empty",
            s -> {
              s.directory("empty");
              return List.of("plan", "--url", s.url, "--schema", "empty");
            }),
        given(
            "the same table in two files",
            ExitCode.FAILED,
            "a.yaml|b.yaml",
            s -> {
              s.file("db/a.yaml", ONE_TABLE).file("db/b.yaml", ONE_TABLE);
              return List.of("plan", "--url", s.url, "--schema", "db");
            }),
        given(
            "a schema that does not exist",
            ExitCode.USAGE,
            "nowhere.yaml|--schema",
            s -> List.of("plan", "--url", s.url, "--schema", "nowhere.yaml")));
  }

  // ── command lines ──────────────────────────────────────────────────────────────────────────────

  private static List<Case> commandLines() {
    return List.of(
        words("a command that does not exist", 64, "did you mean apply", "aply"),
        words("a flag that does not exist", 64, "did you mean --allow", "plan", "--alow", "all"),
        words("a flag without its value", 64, "--schema", "plan", "--schema"),
        words("a format that does not exist", 64, "--format", "plan", "--format", "pdf"),
        words(
            "a word that cannot be allowed",
            64,
            "drop-tabel|drop-table",
            "plan",
            "--url",
            "URL",
            "--allow",
            "drop-tabel"),
        words("a phase that does not exist", 64, "--phase", "apply", "--phase", "later"),
        words("a time that is none", 64, "30s", "plan", "--wait", "soon"),
        words(
            "a version that is none", 64, "3.35", "plan", "--url", "URL", "--sqlite-compat", "new"),
        words("no steps to take back", 64, "--steps", "rollback", "--url", "URL", "--steps", "0"),
        words(
            "two ways of taking back",
            64,
            "--to|--steps",
            "rollback",
            "--url",
            "URL",
            "--steps",
            "1",
            "--to",
            "x"),
        words("resolve without an outcome", 64, "--applied", "resolve", "x", "--url", "URL"),
        words("diff of one thing", 64, "TO", "diff", "schema.yaml"),
        words("diff with what does not exist", 64, "nowhere", "diff", "schema.yaml", "nowhere"),
        words(
            "a name that leaves the folder", 64, "../x", "plan", "--url", "URL", "--save", "../x"),
        words("an engine that does not exist", 1, "oracle", "validate", "--engine", "oracle"),
        words("no database", 64, "--url|UNDERPIN_URL", "plan"),
        words(
            "an engine's URL that is not known",
            64,
            "postgresql://|sqlite:",
            "plan",
            "--url",
            "oracle://scott:" + PASSWORD + "@db/x"),
        words("a URL that is none", 64, "postgresql://", "plan", "--url", "::::"),
        words("offline without a lock", 64, "schema.lock.yaml|--engine", "plan", "--offline"),
        words("nobody to say yes", 3, "--yes", "apply", "--direct", "--url", "URL"),
        words(
            "a migration to stop at that never was",
            64,
            "20990101000000_x",
            "rollback",
            "--yes",
            "--url",
            "URL",
            "--to",
            "20990101000000_x"),
        words(
            "a migration to resolve that never was",
            64,
            "20990101000000_x",
            "resolve",
            "20990101000000_x",
            "--applied",
            "--url",
            "URL"),
        words("drift where nothing is recorded", 64, "baseline", "drift", "--url", "URL"),
        words("a reset that nobody allowed", 3, "allow_reset|--yes", "reset", "--url", "URL"));
  }

  // ── configuration and files ────────────────────────────────────────────────────────────────────

  private static Case config(String name, String says, String text, String... more) {
    return given(
        name,
        ExitCode.USAGE,
        says,
        scene -> {
          scene.file("schema.yaml", ONE_TABLE).file("underpin.yaml", text);
          List<String> command = new ArrayList<>(List.of("plan"));
          command.addAll(List.of(more));
          return command;
        });
  }

  private static List<Case> configurations() {
    return List.of(
        config("an unknown key", "underpin.yaml:1|schema", "shema: x.yaml\n"),
        config("the same key twice", "underpin.yaml:2|twice", "schema: a\nschema: b\n"),
        config("a variable that is not set", "NO_SUCH_VARIABLE|url", "url: ${NO_SUCH_VARIABLE}\n"),
        config(
            "an environment that does not exist",
            "prod|dev",
            "environments: {dev: {url: 'sqlite:x.db'}}\n",
            "--env",
            "prod"),
        config("manage that is neither", "listed", "manage: some\n"),
        config("a size that is none", "large_table", "large_table: huge\n"),
        config("YAML that is none", "underpin.yaml", "url: [\n"),
        given(
            "a configuration that does not exist",
            ExitCode.USAGE,
            "x.yaml|--config",
            s -> List.of("plan", "--config", "x.yaml")),
        given(
            "a folder for a configuration",
            ExitCode.USAGE,
            "conf|folder",
            s -> {
              s.directory("conf");
              return List.of("plan", "--config", "conf");
            }),
        given(
            "a file for a migrations folder",
            ExitCode.USAGE,
            "migrations",
            s -> {
              s.file("schema.yaml", ONE_TABLE).file("migrations", "x");
              return List.of("apply", "--yes", "--url", s.url);
            }),
        given(
            "a migration without a header",
            ExitCode.FAILED,
            "up.sql|underpin:",
            s -> {
              s.file("migrations/20260101000000_x/up.sql", "SELECT 1;")
                  .file("migrations/20260101000000_x/down.sql", "");
              return List.of("apply", "--yes", "--url", s.url);
            }),
        given(
            "a migration without its down.sql",
            ExitCode.FAILED,
            "down.sql",
            s -> {
              s.file(
                  "migrations/20260101000000_x/up.sql",
                  "-- underpin: 20260101000000_x   engine: x 1.0   allowed: -\n");
              return List.of("apply", "--yes", "--url", s.url);
            }),
        given(
            "a lock with merge conflicts",
            ExitCode.FAILED,
            "merge",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              s.file(
                  "migrations/schema.lock.yaml",
                  "<<<<<<< HEAD\nlast: a\n=======\nlast: b\n>>>>>>> other\n");
              return List.of("plan", "--offline");
            }),
        given(
            "a lock that is none",
            ExitCode.FAILED,
            "schema.lock.yaml",
            s -> {
              s.file("schema.yaml", ONE_TABLE).file("migrations/schema.lock.yaml", "hello\n");
              return List.of("plan", "--offline");
            }),
        given(
            "an applied migration that was edited",
            ExitCode.REFUSED,
            "up.sql|git checkout",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              s.after("plan", "--url", s.url, "--save", "first")
                  .after("apply", "--yes", "--url", s.url);
              Path up = migration(s).resolve("up.sql");
              Files.writeString(
                  up, Files.readString(up).replaceFirst("CREATE TABLE", "$0 IF NOT EXISTS"));
              return List.of("apply", "--yes", "--url", s.url);
            }),
        given(
            "an applied migration that is gone",
            ExitCode.REFUSED,
            "up.sql|missing",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              s.after("plan", "--url", s.url, "--save", "first")
                  .after("apply", "--yes", "--url", s.url);
              Path up = migration(s);
              Files.delete(up.resolve("up.sql"));
              Files.delete(up.resolve("down.sql"));
              Files.delete(up);
              return List.of("apply", "--yes", "--url", s.url);
            }),
        given(
            "a drop that nobody allowed",
            ExitCode.REFUSED,
            "--allow drop-table",
            s -> {
              s.file("schema.yaml", ONE_TABLE).file("empty.yaml", "tables: {}\n");
              s.after("apply", "--direct", "--yes", "--url", s.url);
              return List.of(
                  "apply", "--direct", "--yes", "--url", s.url, "--schema", "empty.yaml");
            }),
        given(
            "a protected environment",
            ExitCode.REFUSED,
            "protected|--save",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              s.file(
                  "underpin.yaml",
                  "environments:\n  prod:\n    url: '" + s.url + "'\n    protected: true\n");
              return List.of("apply", "--direct", "--yes", "--env", "prod");
            }));
  }

  private static Path migration(Scene scene) throws Exception {
    try (Stream<Path> list = Files.list(scene.folder.resolve("migrations"))) {
      return list.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  // ── databases ──────────────────────────────────────────────────────────────────────────────────

  private static List<Case> filesAsDatabases() {
    return List.of(
        given(
            "a file that is no database",
            ExitCode.FAILED,
            "notes.txt",
            s -> {
              s.file("notes.txt", "These are notes, and no database at all. ".repeat(50));
              return List.of("inspect", "--url", "sqlite:" + s.path("notes.txt"));
            }),
        given(
            "a folder for a database",
            ExitCode.FAILED,
            "some-folder",
            s -> {
              s.directory("some-folder");
              return List.of("inspect", "--url", "sqlite:" + s.path("some-folder"));
            }),
        given(
            "a database in a folder that does not exist",
            ExitCode.FAILED,
            "nowhere",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              return List.of(
                  "apply", "--direct", "--yes", "--url", "sqlite:" + s.path("nowhere/x.db"));
            }),
        given(
            "a database that somebody else writes to",
            ExitCode.TIMEOUT,
            "lock",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              Connection other = s.open(java.sql.DriverManager.getConnection("jdbc:" + s.url));
              try (Statement statement = other.createStatement()) {
                statement.execute("CREATE TABLE other (id integer)");
                statement.execute("BEGIN EXCLUSIVE");
              }
              return List.of(
                  "apply", "--direct", "--yes", "--wait", "1s", "--allow", "all", "--url", s.url);
            }),
        given(
            "a database that is only to be read",
            ExitCode.FAILED,
            "read",
            s -> {
              s.file("schema.yaml", ONE_TABLE).after("apply", "--direct", "--yes", "--url", s.url);
              s.file("two.yaml", ONE_TABLE.replace("    primary", "      more: text\n    primary"));
              String readOnly = s.url.replace("sqlite:", "file:") + "?mode=ro";
              return List.of(
                  "apply", "--direct", "--yes", "--url", readOnly, "--schema", "two.yaml");
            }));
  }

  private static List<Case> servers() {
    return List.of(
        given(
            "a host that nobody answers at",
            ExitCode.FAILED,
            "127.0.0.1",
            s -> List.of("inspect", "--url", "postgresql://app:" + PASSWORD + "@127.0.0.1:1/shop")),
        given(
            "a host that does not exist",
            ExitCode.FAILED,
            "no-such-host.invalid",
            s ->
                List.of(
                    "inspect",
                    "--url",
                    "postgresql://app:" + PASSWORD + "@no-such-host.invalid/shop")),
        given(
            "a wrong password",
            ExitCode.FAILED,
            "password",
            s -> {
              requirePasswordOf("guarded", s);
              return List.of(
                  "inspect",
                  "--url",
                  s.url.replaceFirst("//[^@]*@", "//guarded:" + PASSWORD + "@"));
            }),
        given(
            "a wrong password as a parameter",
            ExitCode.FAILED,
            "password",
            s -> {
              requirePasswordOf("guarded", s);
              return List.of(
                  "inspect",
                  "--url",
                  s.url.replaceFirst("//[^@]*@", "//") + "?user=guarded&password=" + PASSWORD);
            }),
        given(
            "a database that does not exist",
            ExitCode.FAILED,
            "no_such_database",
            s -> List.of("inspect", "--url", s.url.replaceFirst("/[^/]*$", "/no_such_database"))),
        given(
            "a port that is none",
            ExitCode.USAGE,
            "port",
            s -> List.of("inspect", "--url", "postgresql://app@localhost:port/shop")),
        given(
            "a server that takes no writes",
            ExitCode.REFUSED,
            "read",
            s -> {
              s.file("schema.yaml", ONE_TABLE);
              return List.of(
                  "apply",
                  "--direct",
                  "--yes",
                  "--url",
                  s.url + "?options=-c%20default_transaction_read_only=on");
            }),
        given(
            "a table that somebody else has locked",
            ExitCode.TIMEOUT,
            "lock",
            s -> {
              s.file("schema.yaml", ONE_TABLE)
                  .file(
                      "two.yaml",
                      ONE_TABLE.replace("    primary", "      more: text\n    primary"));
              s.after("apply", "--direct", "--yes", "--url", s.url);
              Connection other = s.open(connect(s));
              other.setAutoCommit(false);
              try (Statement statement = other.createStatement()) {
                statement.execute("LOCK TABLE t IN ACCESS SHARE MODE");
              }
              return List.of(
                  "apply",
                  "--direct",
                  "--yes",
                  "--wait",
                  "2s",
                  "--url",
                  s.url,
                  "--schema",
                  "two.yaml");
            }));
  }

  private static Connection connect(Scene scene) throws Exception {
    return java.sql.DriverManager.getConnection(
        "jdbc:" + scene.url.replaceFirst("//([^@/]*)@(.*)$", "//$2?user=$1"));
  }

  /** The test servers trust everybody; one role is made that has to say its password. */
  private static void requirePasswordOf(String role, Scene scene) throws Exception {
    try (Connection connection = connect(scene);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN CREATE ROLE "
              + role
              + " LOGIN PASSWORD 'another'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
      String rule = "host all " + role + " 127.0.0.1/32 md5";
      statement.execute(
          "DO $$ DECLARE file text := current_setting('hba_file'); old text := replace(pg_read_file(current_setting('hba_file')), E'\\t', ' '); BEGIN"
              + " IF position('"
              + rule
              + "' in old) = 0 THEN"
              + " EXECUTE format('COPY (SELECT unnest(string_to_array(%L, E''\\n''))) TO %L', '"
              + rule
              + "' || E'\\n' || old, file);"
              + " END IF; PERFORM pg_reload_conf(); END $$");
      Thread.sleep(300);
    }
  }

  // ── running them ───────────────────────────────────────────────────────────────────────────────

  @TestFactory
  Stream<DynamicTest> sqlite() {
    return run(
        TestServers.sqlite(),
        List.of(schemas(), commandLines(), configurations(), filesAsDatabases()));
  }

  @TestFactory
  Stream<DynamicTest> postgresql() {
    return run(
        TestServers.postgresql(), List.of(schemas(), commandLines(), configurations(), servers()));
  }

  private static Stream<DynamicTest> run(TestServer server, List<List<Case>> cases) {
    return cases.stream()
        .flatMap(List::stream)
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(server, c)));
  }

  private static void check(TestServer server, Case c) throws Exception {
    Path own = Files.createTempDirectory(folder, "case");
    try (TestDatabase db = server.newDatabase()) {
      Scene scene = new Scene(own, db.url());
      try {
        String[] command = c.setting().command(scene).toArray(String[]::new);
        Cli.Answer answer = new Cli(own).run(command);
        String said = answer.out() + answer.err();
        assertThat(answer.code()).as(c.name() + ": " + answer).isEqualTo(c.code());
        assertThat(answer.err()).as(c.name()).isNotBlank();
        assertThat(said).as(c.name()).contains(c.says());
        assertThat(said)
            .as(c.name())
            .doesNotContain("\tat ", "Exception", PASSWORD, "this is a bug");
      } finally {
        scene.close();
      }
    }
  }

  /** For the count that the work asks for. */
  static Map<String, Integer> counts() {
    return Map.of(
        "cases",
        schemas().size()
            + commandLines().size()
            + configurations().size()
            + filesAsDatabases().size()
            + servers().size());
  }

  @org.junit.jupiter.api.Test
  void there_are_sixty_of_them_at_least() {
    assertThat(counts().get("cases")).isGreaterThanOrEqualTo(60);
  }
}
