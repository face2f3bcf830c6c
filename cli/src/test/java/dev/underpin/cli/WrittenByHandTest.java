package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrations that a person writes: begun, tested on a scratch database, applied, rolled back. */
class WrittenByHandTest {
  private static final String ORDERS =
      "tables: { orders: { columns: { id: integer, total: { type: integer, nullable: true }%s },"
          + " primary_key: [id] } }\n";

  @TempDir Path folder;

  @BeforeEach
  void schema() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), ORDERS.formatted(""));
  }

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void changed_rows_are_tested_applied_and_rolled_back(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> before = db.dump();
      write(
          "fill",
          "UPDATE orders SET total = 0 WHERE total IS NULL;",
          "UPDATE orders SET total = NULL WHERE total = 0;");
      Path rows = folder.resolve("rows.sql");
      Files.writeString(rows, "INSERT INTO orders VALUES (7, NULL), (8, 5);");

      Cli.Answer refused = run(db, 3, "test fill --save --rows rows.sql" + scratch(db));
      assertThat(refused.err()).contains("Needs approval: --allow lossy");
      Cli.Answer tested =
          run(db, 0, "test fill --save --rows rows.sql --allow lossy" + scratch(db));
      assertThat(tested.out())
          .contains(
              "after 1 earlier migration",
              "the schema and the 2 rows from before",
              "1 migration passed.");
      assertThat(up("fill")).contains("allowed: lossy   by hand", "-- needs: ", "-- end of ");

      run(db, 0, "apply --yes");
      assertThat(db.dump().toString()).isNotEqualTo(before.toString());
      run(db, 0, "drift");
      run(db, 0, "plan --exit-code");
      run(db, 0, "plan --offline --exit-code");
      run(db, 0, "rollback --yes");
      assertThat(db.dump()).isEqualTo(before);
      run(db, 0, "apply --yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_changed_schema_goes_into_the_lock(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> before = db.dump();
      write(
          "note",
          "ALTER TABLE orders ADD COLUMN note integer;",
          "ALTER TABLE orders DROP COLUMN note;");
      Files.writeString(
          folder.resolve("schema.yaml"),
          ORDERS.formatted(", note: { type: integer, nullable: true }"));

      assertThat(run(db, 3, "apply --yes").err()).contains("was written by hand", "underpin test ");
      run(db, 3, "test note --save" + scratch(db));
      run(db, 0, "test note --save --allow drop-column" + scratch(db));
      run(db, 0, "plan --offline --exit-code");
      run(db, 0, "apply --yes");
      run(db, 0, "drift");
      run(db, 0, "plan --exit-code");
      assertThat(run(db, 0, "plan --save more").out()).contains("no change");
      run(db, 0, "rollback --yes");
      assertThat(db.dump()).isEqualTo(before);
      run(db, 0, "apply --yes");
      run(db, 0, "test" + scratch(db));
    }
  }

  @Test
  void what_was_applied_without_a_test_can_be_tested_later() throws IOException {
    try (TestDatabase db = begun(TestServers.sqlite())) {
      write(
          "note",
          "ALTER TABLE orders ADD COLUMN note integer;",
          "ALTER TABLE orders DROP COLUMN note;");
      Files.writeString(
          folder.resolve("schema.yaml"),
          ORDERS.formatted(
              ", note: { type: integer, nullable: true }, last: { type: integer, nullable: true }"));
      run(db, 0, "apply --yes --allow drift,drop-column");
      assertThat(run(db, 3, "plan --save last").err()).contains("underpin test NAME --save");
      Path up = file("note").resolve("up.sql");
      String applied = Files.readString(up);
      Files.writeString(up, applied.replace("note integer", "note text"));
      assertThat(run(db, 2, "status").out()).contains("edited");
      Files.writeString(up, applied);
      run(db, 0, "test note --save --allow drop-column");
      assertThat(run(db, 0, "status").out()).doesNotContain("edited");
      run(db, 0, "plan --save last");
      run(db, 0, "apply --yes");
      run(db, 0, "plan --exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_row_that_a_verification_finds_undoes_the_step(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      SortedMap<String, List<String>> before = db.dump();
      write(
          "half",
          "UPDATE orders SET total = 3 WHERE id < 4;",
          "UPDATE orders SET total = NULL WHERE total = 3;");
      Path up = file("half").resolve("up.sql");
      String query = "SELECT id FROM orders WHERE total IS NULL ORDER BY id";
      Files.writeString(
          up,
          Files.readString(up).replaceFirst("(?m)^(--   run: .*)$", "$1\n--   verify: " + query));
      Cli.Answer failed = run(db, 1, "apply --yes --allow lossy");
      assertThat(failed.err()).contains("must find no row, and finds 4, 5: " + query, "UP330");
      assertThat(db.dump()).isEqualTo(before);
      db.execute("DELETE FROM orders WHERE id > 3");
      run(db, 0, "apply --yes --allow lossy");
      run(db, 0, "rollback --yes");

      Files.writeString(up, Files.readString(up).replace(query, "DELETE FROM orders"));
      assertThat(run(db, 3, "apply --yes --allow all").err()).contains("is not a query");
    }
  }

  @Test
  void what_nobody_has_written_yet_is_refused() throws IOException {
    try (TestDatabase db = begun(TestServers.sqlite())) {
      run(db, 0, "new later");
      for (String command : List.of("apply --yes", "test"))
        assertThat(run(db, 3, command).err()).contains("/migrations/", "has no statement yet");
    }
  }

  @Test
  void rows_without_loss_need_no_approval_and_no_test() throws IOException {
    try (TestDatabase db = begun(TestServers.sqlite())) {
      write("more", "INSERT INTO orders VALUES (50, 1);", "DELETE FROM orders WHERE id = 50;");
      assertThat(run(db, 3, "apply --yes").err()).contains("down.sql, step 1: DELETE FROM orders");
      run(db, 0, "apply --yes --allow lossy");
      run(db, 0, "drift");
      run(db, 0, "plan --save nothing");
    }
  }

  @Test
  void a_rollback_that_leaves_something_else_fails_the_test() throws IOException {
    try (TestDatabase db = begun(TestServers.sqlite())) {
      write("extra", "CREATE TABLE extra (id integer PRIMARY KEY);", "");
      assertThat(run(db, 1, "test extra").err())
          .contains("The rollback does not lead back", "extra");
      write("half", "UPDATE orders SET total = 1;", "");
      Files.writeString(folder.resolve("rows.sql"), "INSERT INTO orders VALUES (1, 2);");
      delete("extra");
      assertThat(run(db, 1, "test half --rows rows.sql --allow lossy").err())
          .contains("does not restore the rows of orders", "--allow irreversible");
      run(db, 0, "test half --rows rows.sql --save --allow lossy,irreversible");
      assertThat(up("half")).contains("allowed: irreversible,lossy   by hand");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_update_walks_the_table_in_batches(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      write(
          "walk",
          "UPDATE orders SET total = 3 WHERE (total IS NULL) /* batch */;",
          "UPDATE orders SET total = NULL WHERE total = 3;");
      Path up = file("walk").resolve("up.sql");
      Files.writeString(
          up,
          Files.readString(up)
              .replace("run: transaction", "run: batches 2 orders by id")
              .replaceAll("(?m)^(BEGIN|START TRANSACTION|COMMIT).*\\R", ""));
      run(db, 0, "apply --yes --allow lossy");
      assertThat(db.dump().toString()).doesNotContain("null");
      run(db, 0, "rollback --yes");

      Files.writeString(up, Files.readString(up).replace("/* batch */", ""));
      assertThat(run(db, 1, "apply --yes --allow lossy").err())
          .contains("WHERE (condition) /* batch */");
      Files.writeString(up, Files.readString(up).replace("batches 2 orders by id", "in pieces"));
      assertThat(run(db, 1, "apply --yes --allow lossy").err())
          .contains("batches 5000 orders by id");
    }
  }

  @Test
  void an_edited_migration_that_was_tested_needs_no_approval_any_more() throws IOException {
    try (TestDatabase db = begun(TestServers.sqlite())) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          ORDERS.formatted(", note: { type: integer, nullable: true }"));
      run(db, 0, "plan --save note");
      Path up = file("note").resolve("up.sql");
      Files.writeString(
          up,
          Files.readString(up)
              .replaceFirst(
                  "(?m)^COMMIT;", "UPDATE orders SET total = 4 WHERE total IS NULL;\nCOMMIT;"));
      run(db, 3, "apply --yes");
      run(db, 0, "test note --save --allow lossy");
      run(db, 0, "apply --yes");
      run(db, 0, "drift");
      run(db, 0, "plan --exit-code");
      run(db, 0, "plan --offline --exit-code");
    }
  }

  private TestDatabase begun(TestServer server) throws IOException {
    TestDatabase db = server.newDatabase();
    run(db, 0, "plan --save begin");
    run(db, 0, "apply --yes");
    for (int i = 1; i <= 5; i++) db.execute("INSERT INTO orders VALUES (" + i + ", NULL)");
    return db;
  }

  private void write(String name, String up, String down) throws IOException {
    Cli.Answer begun = new Cli(folder).run("new", name);
    assertThat(begun.code()).as(begun.toString()).isZero();
    Path of = file(name);
    fill(of.resolve("up.sql"), up);
    fill(of.resolve("down.sql"), down);
  }

  private static void fill(Path file, String sql) throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst("(?m)^-- Write SQL here.*$", sql));
  }

  private void delete(String name) throws IOException {
    for (String file : List.of("up.sql", "down.sql")) Files.delete(file(name).resolve(file));
    Files.delete(file(name));
  }

  private String up(String name) throws IOException {
    return Files.readString(file(name).resolve("up.sql"));
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
      return all.filter(p -> p.getFileName().toString().endsWith("_" + name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String scratch(TestDatabase db) {
    return db.url().startsWith("sqlite") ? "" : " --scratch-url " + db.url();
  }

  private Cli.Answer run(TestDatabase db, int code, String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    if (!words.get(0).equals("test") && !words.contains("--offline"))
      words.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(words.toArray(String[]::new));
    assertThat(answer.code()).as(command + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
