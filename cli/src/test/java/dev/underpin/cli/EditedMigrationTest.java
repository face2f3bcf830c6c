package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A saved migration whose files were edited or cut is looked at before anything of it runs. */
class EditedMigrationTest {
  private static final String TABLES =
      "tables: { t: { columns: { id: integer%s }, primary_key: [id] },"
          + " orders: { columns: { id: integer }, primary_key: [id] } }\n";

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_an_edit_drops_or_rewrites_needs_approval(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> rows = db.dump();
      Path up = file("up.sql");
      String saved = Files.readString(up);
      for (String sql : List.of("DROP TABLE orders", "DELETE FROM t", "UPDATE t SET id = 7")) {
        Files.writeString(up, withFirst(saved, sql));
        for (String command : List.of("apply --dry-run", "apply --yes")) {
          Cli.Answer refused = run(db, 3, command);
          assertThat(refused.err()).contains("step 1: " + sql, "Needs approval: --allow ");
        }
        assertThat(db.dump()).as(sql).isEqualTo(rows);
      }
      Files.writeString(up, withFirst(saved, "DELETE FROM orders"));
      Cli.Answer applied = run(db, 0, "apply --yes --allow lossy");
      assertThat(applied.err()).contains("was edited after it was saved", "DELETE FROM orders");
      assertThat(db.dump()).isNotEqualTo(rows);
      run(db, 0, "drift");
      run(db, 0, "plan --exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_approved_drop_runs_and_can_be_followed(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      Path up = file("up.sql");
      Files.writeString(up, withFirst(Files.readString(up), "DROP TABLE orders"));
      run(db, 0, "apply --yes --allow drop-table");
      run(db, 0, "drift");
      run(db, 0, "status");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_statement_that_ends_the_transaction_is_refused(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> rows = db.dump();
      Path up = file("up.sql");
      Files.writeString(up, withFirst(Files.readString(up), "COMMIT;\nDELETE FROM t"));
      Cli.Answer refused = run(db, 3, "apply --yes --allow all");
      assertThat(refused.err()).contains("COMMIT");
      assertThat(db.dump()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_default_is_said_and_runs_only_without_a_promise(TestServer server)
      throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> rows = db.dump();
      Path up = file("up.sql");
      String saved = Files.readString(up);
      assertThat(saved).contains("DEFAULT 5");
      Files.writeString(up, saved.replace("DEFAULT 5", "DEFAULT 6"));
      Cli.Answer refused = run(db, 3, "apply --yes");
      assertThat(refused.err()).contains("DEFAULT 6", "Needs approval: --allow drift");
      assertThat(db.dump()).isEqualTo(rows);
      run(db, 0, "apply --yes --allow drift");
      run(db, 0, "rollback --yes");
      assertThat(db.dump()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_file_that_was_cut_is_an_error(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> rows = db.dump();
      for (String name : List.of("up.sql", "down.sql")) {
        Path file = file(name);
        String saved = Files.readString(file);
        for (int part = 1; part < 8; part++) {
          Files.writeString(file, saved.substring(0, saved.length() * part / 8));
          Cli.Answer failed = new Cli(folder).run(words(db, "apply --yes"));
          assertThat(failed.code()).as(part + "\n" + failed).isIn(1, 3);
          assertThat(db.dump()).as(name + " " + part).isEqualTo(rows);
        }
        Files.writeString(file, saved);
      }
      run(db, 0, "apply --yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_edited_rollback_is_looked_at_before_apply(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> rows = db.dump();
      Path down = file("down.sql");
      String saved = Files.readString(down);
      Files.writeString(down, withFirst(saved, "DELETE FROM t"));
      Cli.Answer refused = run(db, 3, "apply --yes");
      assertThat(refused.err()).contains("down.sql, step 1: DELETE FROM t", "--allow lossy");
      Files.writeString(down, saved);
      run(db, 0, "apply --yes");
      Files.writeString(down, withFirst(saved, "DELETE FROM t"));
      run(db, 0, "rollback --yes");
      assertThat(db.dump()).as("the history has the rollback").isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_comment_or_more_space_is_no_edit(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      Path up = file("up.sql");
      String saved = Files.readString(up);
      Files.writeString(up, saved.replace("ADD COLUMN", "/* why */ ADD\n  COLUMN"));
      Cli.Answer applied = run(db, 0, "apply --yes");
      assertThat(applied.err()).doesNotContain("was edited");
    }
  }

  /** A table with rows, and a saved migration of one column. */
  private TestDatabase begun(TestServer server) throws IOException {
    TestDatabase db = server.newDatabase();
    Files.writeString(folder.resolve("schema.yaml"), TABLES.formatted(""));
    run(db, 0, "apply --direct --yes");
    db.execute("INSERT INTO t VALUES (1)", "INSERT INTO orders VALUES (2)");
    Files.writeString(
        folder.resolve("schema.yaml"), TABLES.formatted(", a: { type: integer, default: 5 }"));
    run(db, 0, "plan --save change");
    return db;
  }

  /** A statement more, the first of the step. */
  private static String withFirst(String text, String sql) {
    int at = text.indexOf("ALTER TABLE", text.indexOf("step 1"));
    return text.substring(0, at) + sql + ";\n" + text.substring(at);
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("migrations"))) {
      return files.filter(f -> f.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private Cli.Answer run(TestDatabase db, int code, String command) {
    Cli.Answer answer = new Cli(folder).run(words(db, command));
    assertThat(answer.code()).as(command + "\n" + answer).isEqualTo(code);
    return answer;
  }

  private static String[] words(TestDatabase db, String command) {
    return (command + " --url " + db.url()).split(" ");
  }
}
