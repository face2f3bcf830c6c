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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several projects with folders of their own use one database. */
class ProjectsTest {
  private static final String CUSTOMERS =
      "tables: { customers: { columns: { id: { type: int, nullable: false }, name: varchar(20)%s }, primary_key: [id] } }";
  private static final String ORDERS =
      """
      tables:
        orders:
          columns: { id: { type: int, nullable: false }, customer: int%s }
          primary_key: [id]
          foreign_keys: [{ columns: [customer], references: customers(id), unresolved: true }]
      views: [CREATE VIEW open_orders AS SELECT id FROM orders]
      """;

  @TempDir Path home;

  /** A build tries one of them on each server; {@code -Dunderpin.versions=all} tries both. */
  static Stream<Arguments> everywhere() {
    List<Arguments> all = new ArrayList<>();
    for (TestServer server : TestServers.all()) {
      for (String manage : List.of("all", "listed")) all.add(Arguments.of(server, manage));
    }
    boolean both = "all".equals(System.getProperty("underpin.versions"));
    return IntStream.range(0, all.size())
        .filter(i -> both || i % 4 == 0 || i % 4 == 3)
        .mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void each_sees_its_own_and_changes_nothing_else(TestServer server, String manage)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      project("crm", manage);
      project("shop", manage);
      declare("crm", CUSTOMERS.formatted(""));
      save("crm", db, "init");
      db.execute("INSERT INTO customers (id) VALUES (1)");
      declare("shop", ORDERS.formatted(""));
      save("shop", db, "init");
      db.execute("INSERT INTO orders (id, customer) VALUES (1, 1)");
      quiet(db);
      assertThat(ok("crm", db, "status").out()).contains("Other projects", "shop (1)");
      assertThat(ok("shop", db, "status").out()).contains("crm (1)");

      // What somebody does to the table of one project is no drift of the other.
      db.execute("ALTER TABLE orders ADD COLUMN note int");
      assertThat(run("shop", db, "drift").code()).isEqualTo(2);
      ok("crm", db, "drift");
      ok("crm", db, "plan", "--exit-code");
      db.execute("ALTER TABLE orders DROP COLUMN note");

      // Both go on, in turn, and what one rolls back is its own.
      declare("crm", CUSTOMERS.formatted(", phone: varchar(20)"));
      save("crm", db, "phone");
      declare("shop", ORDERS.formatted(", total: int"));
      save("shop", db, "total");
      quiet(db);
      ok("crm", db, "rollback", "--yes");
      assertThat(CatalogDump.of(db).toString()).contains("total").doesNotContain(" phone");
      ok("shop", db, "drift");
      ok("crm", db, "apply", "--yes");
      quiet(db);
      ok("shop", db, "rollback", "--yes", "--to", "START");
      assertThat(db.value("SELECT count(*) FROM customers")).isEqualTo("1");
      ok("shop", db, "apply", "--yes");
      quiet(db);

      // The trash of one is not the other's.
      declare("crm", CUSTOMERS.formatted(""));
      ok("crm", db, "plan", "--save", "less", "--allow", "drop-column");
      ok("crm", db, "apply", "--yes");
      quiet(db);
      assertThat(ok("crm", db, "trash", "list").out()).contains("customers.phone");
      assertThat(ok("shop", db, "trash", "list").out()).doesNotContain("phone");
      ok("shop", db, "purge", "--yes");
      ok("crm", db, "rollback", "--yes");
      assertThat(CatalogDump.of(db).toString()).contains("phone");

      // Nor is its table.
      declare("shop", CUSTOMERS.formatted(", mine: int"));
      Cli.Answer refused = run("shop", db, "plan", "--save", "taken");
      assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
      assertThat(refused.toString()).contains("UP223", "crm");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void what_is_not_listed_is_no_drift_and_no_difference_from_the_lock(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("CREATE TABLE other (id int PRIMARY KEY)");
      db.execute("CREATE VIEW other_ids AS SELECT id FROM other");
      Files.createDirectories(home.resolve("shop"));
      Files.writeString(home.resolve("shop/underpin.yaml"), "manage: listed\n");
      String yaml =
          """
          tables: { mine: { columns: { id: int%s } } }
          views: [CREATE VIEW my_ids AS SELECT id FROM mine]
          """;
      declare("shop", yaml.formatted(""));
      save("shop", db, "init");
      // A version before did not keep what a migration changes.
      String models = db.engine().equals("postgresql") ? "underpin.models" : "underpin_models";
      db.execute("DELETE FROM " + models + " WHERE hash LIKE 'changed:%'");
      db.execute("CREATE TABLE other2 (id int)");
      db.execute("DROP VIEW other_ids");
      db.execute("ALTER TABLE other ADD COLUMN n int");
      db.execute("CREATE VIEW other_ids AS SELECT id, n FROM other");
      ok("shop", db, "drift");
      ok("shop", db, "plan", "--exit-code");
      declare("shop", yaml.formatted(", b: int"));
      save("shop", db, "more");
      ok("shop", db, "drift");
      db.execute("ALTER TABLE mine ADD COLUMN c int");
      assertThat(run("shop", db, "drift").code()).isEqualTo(2);
      db.execute("ALTER TABLE mine DROP COLUMN c");
      ok("shop", db, "rollback", "--yes");
      ok("shop", db, "rollback", "--yes");
      assertThat(db.value("SELECT count(*) FROM other_ids")).isEqualTo("0");
      ok("shop", db, "apply", "--yes");
      ok("shop", db, "plan", "--exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void a_view_and_a_trigger_may_name_what_another_project_has_made(TestServer server, String manage)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      project("crm", manage);
      project("shop", manage);
      declare(
          "crm",
          CUSTOMERS.formatted("") + "\nviews: [CREATE VIEW names AS SELECT name FROM customers]");
      save("crm", db, "init");
      declare(
          "shop",
          """
          tables: { orders: { columns: { id: int, customer: int } } }
          views:
            - CREATE VIEW known AS SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer
            - CREATE VIEW names2 AS SELECT name FROM names
          """);
      save("shop", db, "init");
      quiet(db);
      // A change that would need the view of another project to step aside is theirs to make.
      List<String> before = CatalogDump.of(db);
      declare("crm", CUSTOMERS.formatted("").replace("varchar(20)", "int"));
      Cli.Answer answer = run("crm", db, "apply", "--direct", "--yes", "--allow", "lossy");
      ok("shop", db, "drift");
      if (answer.code() == 0) {
        ok("crm", db, "rollback", "--yes");
      } else {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
        assertThat(answer.toString()).contains("UP223", "shop");
      }
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      ok("shop", db, "rollback", "--yes");
      ok("shop", db, "apply", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_table_may_be_taken_over_from_a_project_without_a_name(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.createDirectories(home.resolve("old"));
      Files.writeString(home.resolve("old/underpin.yaml"), "");
      declare(
          "old",
          """
          tables:
            customers: { columns: { id: { type: int, nullable: false }, name: varchar(20) }, primary_key: [id] }
            orders: { columns: { id: { type: int, nullable: false }, customer: int }, primary_key: [id] }
          """);
      save("old", db, "init");
      project("crm", "all");
      declare("crm", CUSTOMERS.formatted(", phone: varchar(20)"));
      save("crm", db, "phone");

      // The lock of the old project still has the table.
      declare("old", ORDERS.formatted(", total: int"));
      save("old", db, "total");
      for (String project : List.of("crm", "old")) {
        ok(project, db, "plan", "--exit-code");
        ok(project, db, "drift");
      }
      declare("old", ORDERS.formatted(", total: int, note: int"));
      save("old", db, "note");
      ok("old", db, "rollback", "--yes");
      ok("old", db, "apply", "--yes");
    }
  }

  /** Both projects have what they declare, and no drift. */
  private void quiet(TestDatabase db) {
    for (String project : List.of("crm", "shop")) {
      ok(project, db, "plan", "--exit-code");
      ok(project, db, "drift");
      assertThat(ok(project, db, "status").out()).contains("clean");
    }
  }

  private void project(String name, String manage) throws IOException {
    Files.createDirectories(home.resolve(name));
    Files.writeString(
        home.resolve(name).resolve("underpin.yaml"),
        "project: %s\nmanage: %s\n".formatted(name, manage));
  }

  private void declare(String project, String yaml) throws IOException {
    Files.writeString(home.resolve(project).resolve("schema.yaml"), yaml);
  }

  private void save(String project, TestDatabase db, String name) {
    ok(project, db, "plan", "--save", name);
    ok(project, db, "apply", "--yes");
  }

  private Cli.Answer ok(String project, TestDatabase db, String... args) {
    Cli.Answer answer = run(project, db, args);
    assertThat(answer.code()).as(project + " " + List.of(args) + "\n" + answer).isZero();
    return answer;
  }

  private Cli.Answer run(String project, TestDatabase db, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--url");
    all.add(db.url());
    return new Cli(home.resolve(project)).run(all.toArray(String[]::new));
  }
}
