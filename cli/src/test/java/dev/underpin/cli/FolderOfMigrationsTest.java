package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is green where the folder of migrations is not the right one, or a file is broken. */
class FolderOfMigrationsTest {
  private static final String YAML = "tables: { t: { columns: { id: integer, n: text } } }\n";
  private static final String ID = "20260101000000_x";

  @TempDir Path folder;
  private TestDatabase db;

  @BeforeEach
  void start() throws IOException {
    db = TestServers.sqlite().newDatabase();
    db.execute("CREATE TABLE t (id integer)");
    Files.writeString(folder.resolve("schema.yaml"), YAML);
  }

  @AfterEach
  void end() {
    db.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"apply --yes", "status", "rollback --yes", "drift", "resolve x --applied"})
  void a_folder_that_is_named_and_is_not_there_is_a_mistake(String command) {
    Cli.Answer answer = run(command + " --migrations TYPO");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(64);
    assertThat(answer.err()).contains("There is no folder", "TYPO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply --yes", "status"})
  void so_is_one_that_the_settings_name(String command) throws IOException {
    Files.writeString(folder.resolve("underpin.yaml"), "migrations: changes\n");
    assertThat(run(command).code()).isEqualTo(64);
    assertThat(run("plan --save x").code()).isZero();
    assertThat(run(command).code()).isIn(0, 2);
  }

  @Test
  void apply_where_there_is_neither_a_folder_nor_a_schema_is_a_mistake() throws IOException {
    Files.delete(folder.resolve("schema.yaml"));
    assertThat(run("apply --yes").code()).isEqualTo(64);
    Files.createDirectories(folder.resolve("migrations"));
    assertThat(run("apply --yes").code()).isZero();
  }

  @Test
  void a_folder_that_is_gone_is_not_a_reason_to_roll_back() throws IOException {
    run("plan --save x");
    assertThat(run("apply --yes").code()).isZero();
    Files.move(folder.resolve("migrations"), folder.resolve("elsewhere"));
    for (String command : new String[] {"apply --yes", "plan --save y"}) {
      Cli.Answer answer = run(command);
      assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
      assertThat(answer.err()).contains("is missing", "--migrations DIR").doesNotContain("roll");
    }
    assertThat(run("status").code()).isEqualTo(2);
    assertThat(run("apply --yes --migrations elsewhere").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CREATE TABLE z (a int);\n", "\u0000\u0001binary"})
  void a_file_that_cannot_be_run_is_not_called_pending(String up) throws IOException {
    Path migration = Files.createDirectories(folder.resolve("migrations").resolve(ID));
    if (!up.isEmpty()) Files.writeString(migration.resolve("up.sql"), up);
    String why = up.isEmpty() ? "up.sql is missing" : "up.sql";

    Cli.Answer status = run("status");
    assertThat(status.code()).isEqualTo(2);
    assertThat(status.out()).contains("1 cannot be run", why).doesNotContain("pending", "apply");
    assertThat(run("status --format json").out()).contains("\"unreadable\"", why);

    Cli.Answer plan = run("plan");
    assertThat(plan.out()).contains("cannot be run", why).doesNotContain("pending");
    for (String command : new String[] {"apply --yes", "apply --dry-run", "plan --save y"})
      assertThat(run(command).code()).as(command).isNotZero();
  }

  @Test
  void a_folder_of_another_engine_says_whose_it_is() throws IOException {
    try (TestDatabase other = TestServers.postgresql(18).newDatabase()) {
      Cli.Answer saved =
          new Cli(folder).run("plan", "--save", "x", "--url", other.url(), "--allow", "all");
      assertThat(saved.code()).as(saved.toString()).isZero();
    }
    for (String command : new String[] {"status", "plan"}) {
      Cli.Answer answer = run(command);
      assertThat(answer.out()).contains("is for postgresql", "SQLite").doesNotContain("pending");
    }
    assertThat(run("status").code()).isEqualTo(2);
    for (String command : new String[] {"apply --yes", "plan --save y", "resolve x --applied"}) {
      Cli.Answer answer = run(command);
      assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
      assertThat(answer.err()).contains("postgresql");
    }
  }

  @Test
  void a_folder_of_a_newer_version_says_what_it_needs() throws IOException {
    run("plan --save x");
    try (Stream<Path> files = Files.walk(folder.resolve("migrations"))) {
      Path up = files.filter(f -> f.endsWith("up.sql")).findFirst().orElseThrow();
      Files.writeString(
          up, Files.readString(up).replaceFirst("engine: sqlite \\S+", "engine: sqlite 99.0"));
    }
    assertThat(run("status").out()).contains("needs SQLite 99.0").doesNotContain("pending");
    assertThat(run("apply --yes").code()).isEqualTo(3);
  }

  private Cli.Answer run(String line) {
    String[] words = line.split(" ");
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--url";
    all[words.length + 1] = db.url();
    return new Cli(folder).run(all);
  }
}
