package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views are planned around with no server that says which columns they use. */
class OfflineObjectsTest {
  private static final String SCHEMA =
      """
      tables:
        orders: { columns: { id: int, state: varchar(%s), note: text }, primary_key: [id] }
      views:
        - CREATE VIEW states AS SELECT id, state FROM orders
        - CREATE VIEW new_states AS SELECT state FROM states WHERE state = 'new'
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_column_changes_its_type_under_views_that_stay(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase();
        TestDatabase fresh = server.newDatabase()) {
      declare("10");
      ok(db, "plan", "--save", "init");
      ok(db, "apply", "--yes");
      db.execute("INSERT INTO orders (id, state) VALUES (1, 'new')");
      List<String> before = CatalogDump.of(db);
      declare("20");
      Cli.Answer saved =
          new Cli(folder).run("plan", "--offline", "--save", "longer", "--allow", "rewrite");
      assertThat(saved.code()).as(saved.toString()).isZero();
      ok(db, "apply", "--yes");
      unchanged(db);
      List<String> after = CatalogDump.of(db);
      ok(db, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      ok(db, "drift");
      ok(db, "apply", "--yes");
      unchanged(db);
      ok(fresh, "apply", "--yes");
      unchanged(fresh);
      assertThat(CatalogDump.of(fresh)).isEqualTo(after);
      assertThat(db.value("SELECT count(*) FROM new_states")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_view_comes_and_changes(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("10");
      ok(db, "plan", "--save", "init");
      ok(db, "apply", "--yes");
      String more = "  - CREATE VIEW old_states AS SELECT id FROM orders WHERE state = '%s'\n";
      for (String state : List.of("old", "older")) {
        Files.writeString(
            folder.resolve("schema.yaml"), SCHEMA.formatted("10") + more.formatted(state));
        Cli.Answer saved = new Cli(folder).run("plan", "--offline", "--save", state);
        assertThat(saved.code()).as(saved.toString()).isZero();
        ok(db, "apply", "--yes");
        unchanged(db);
      }
      ok(db, "rollback", "--yes", "--to", "START");
      ok(db, "apply", "--yes");
      unchanged(db);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void views_go_while_a_column_changes_its_type(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("10");
      ok(db, "plan", "--save", "init");
      ok(db, "apply", "--yes");
      List<String> before = CatalogDump.of(db);
      String fewer = SCHEMA.formatted("20").replaceFirst("(?s)views:.*", "views: {}\n");
      Files.writeString(folder.resolve("schema.yaml"), fewer);
      Cli.Answer saved =
          new Cli(folder)
              .run("plan", "--offline", "--save", "fewer", "--allow", "rewrite,drop-object");
      assertThat(saved.code()).as(saved.toString()).isZero();
      ok(db, "apply", "--yes");
      unchanged(db);
      ok(db, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      ok(db, "apply", "--yes");
      unchanged(db);
    }
  }

  private void unchanged(TestDatabase db) {
    ok(db, "drift");
    ok(db, "plan", "--exit-code");
  }

  private void declare(String length) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), SCHEMA.formatted(length));
  }

  private void ok(TestDatabase db, String... args) {
    Cli.Answer answer = new Cli(folder).with("DATABASE_URL", db.url()).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isZero();
  }
}
