package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --only NAME} plans the changes of what is named; the rest stays as it is live. */
class OnlyNamedTest {
  private static final List<String> START =
      List.of(
          "CREATE TABLE customers (id integer NOT NULL PRIMARY KEY, name varchar(20), fax"
              + " varchar(20))",
          "CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, customer_id integer, note"
              + " varchar(20))",
          "CREATE TABLE old_logs (id integer NOT NULL PRIMARY KEY)",
          "CREATE VIEW names AS SELECT id, name FROM customers",
          "INSERT INTO customers (id, name) VALUES (1, 'Ada')");

  private static final String TARGET =
      """
      tables:
        customers:
          columns: { id: integer not null, name: varchar(40), email: varchar(50) }
          primary_key: [id]
        orders:
          columns: { id: integer not null, customer_id: integer, note: varchar(20), total: integer }
          primary_key: [id]
        items:
          columns: { id: integer not null, product_id: integer }
          primary_key: [id]
          foreign_keys:
            items_product: { columns: [product_id], references: products(id) }
        products:
          columns: { id: integer not null }
          primary_key: [id]
      views:
        - create view names as select id, name from customers
        - create view mails as select id, email from customers
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(),
        TestServers.postgresql(18),
        TestServers.mysql(),
        TestServers.mariaDb());
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    String[] all =
        Stream.concat(Arrays.stream(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", words) + "\n" + answer).isEqualTo(code);
    return answer;
  }

  private TestDatabase begun(TestServer server) throws IOException {
    TestDatabase db = server.newDatabase();
    db.execute(START.toArray(String[]::new));
    Files.writeString(folder.resolve("schema.yaml"), TARGET);
    return db;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_table_changes_and_the_rest_stays(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      List<String> before = CatalogDump.of(db);
      String plan = run(db, 0, "plan", "--only", "orders").out();
      assertThat(plan).contains("total", " --only orders");
      assertThat(plan).doesNotContain("email", "products", "old_logs", "fax");
      run(db, 0, "apply", "--direct", "--yes", "--only", "orders");
      run(db, 0, "plan", "--exit-code", "--only", "orders");
      assertThat(run(db, 0, "apply", "--direct", "--yes", "--only", "orders").out())
          .contains("Nothing to do");
      run(db, 0, "drift");
      List<String> changed = CatalogDump.of(db).stream().filter(l -> !before.contains(l)).toList();
      assertThat(changed).isNotEmpty().allMatch(line -> line.contains("orders"));
      assertThat(before)
          .filteredOn(l -> !l.contains("orders"))
          .allMatch(CatalogDump.of(db)::contains);
      run(db, 0, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_is_new_and_needed_comes_with_it(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      String plan = run(db, 0, "plan", "--only", "items").out();
      assertThat(plan).contains("products", "because items needs it");
      assertThat(plan).doesNotContain("email", "total", "old_logs");
      run(db, 0, "apply", "--direct", "--yes", "--only", "items");
      run(db, 0, "plan", "--exit-code", "--only", "items,products");
      run(db, 2, "plan", "--exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_cannot_change_alone_is_refused(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      Cli.Answer answer = run(db, 3, "plan", "--only", "mails");
      assertThat(answer.err())
          .contains("mails cannot change without customers", "--only customers,mails", "UP224");
      run(
          db,
          0,
          "apply",
          "--direct",
          "--yes",
          "--allow",
          "drop-column",
          "--only",
          "mails",
          "--only",
          "customers");
      run(db, 0, "plan", "--exit-code", "--only", "mails,customers");
      run(db, 0, "rollback", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_is_dropped_alone(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      run(db, 0, "apply", "--direct", "--yes", "--allow", "drop-table", "--only", "old_logs");
      run(db, 0, "drift");
      assertThat(run(db, 2, "plan", "--exit-code", "--allow", "all").out())
          .doesNotContain("old_logs");
      run(db, 0, "rollback", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_unknown_name_is_an_error(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      assertThat(run(db, 64, "plan", "--only", "ordrs").err())
          .contains("--only ordrs", "did you mean \"orders\"?");
      assertThat(run(db, 64, "apply", "--yes", "--only", "orders").err()).contains("--direct");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_saved_migration_has_only_that(TestServer server) throws IOException {
    try (TestDatabase db = begun(server)) {
      run(db, 0, "plan", "--save", "first", "--only", "orders");
      run(db, 0, "apply", "--yes");
      run(db, 0, "plan", "--exit-code", "--only", "orders");
      run(db, 0, "plan", "--save", "second", "--only", "items");
      run(db, 0, "apply", "--yes");
      run(db, 0, "plan", "--save", "third", "--allow", "all");
      run(db, 0, "apply", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_enum_is_named_on_every_engine(TestServer server) throws IOException {
    String yaml =
        """
        enums: { mood: [%s], size: [s, l] }
        tables:
          a: { columns: { id: integer not null, m: mood }, primary_key: [id] }
          b: { columns: { id: integer not null, s: size%s }, primary_key: [id] }
        """;
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), yaml.formatted("sad", ""));
      run(db, 0, "apply", "--direct", "--yes");
      Files.writeString(folder.resolve("schema.yaml"), yaml.formatted("sad, ok", ", n: integer"));
      String plan = run(db, 0, "plan", "--only", "mood").out();
      assertThat(plan).contains("ok", "--only mood").doesNotContain("column n");
      run(db, 0, "apply", "--direct", "--yes", "--only", "mood");
      run(db, 0, "plan", "--exit-code", "--only", "mood");
      run(db, 2, "plan", "--exit-code");
      run(db, 0, "rollback", "--yes");
    }
  }

  @Test
  void without_a_database_too() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), TARGET);
    Cli cli = new Cli(folder);
    Cli.Answer plan = cli.run("plan", "--offline", "--engine", "postgresql", "--only", "items");
    assertThat(plan.code()).as(plan.toString()).isZero();
    assertThat(plan.out()).contains("products", "items").doesNotContain("customers");
  }

  @Test
  void a_routine_is_named_with_or_without_its_arguments() throws IOException {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS 'select 1'",
          "CREATE TABLE t (id integer)");
      Files.writeString(folder.resolve("schema.yaml"), "functions: {}\ntables: {}\n");
      for (String name : List.of("f", "f(integer)", "public.f(integer)"))
        assertThat(run(db, 0, "plan", "--allow", "all", "--only", name).out())
            .contains("1 change", "function f(integer)");
    }
  }

  @Test
  void an_enum_a_policy_and_a_rename_come_with_their_table() throws IOException {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "CREATE TYPE mood AS ENUM ('sad')",
          "CREATE TABLE a (id integer PRIMARY KEY, m mood)",
          "CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a)");
      Files.writeString(
          folder.resolve("schema.yaml"),
          """
          enums: { mood: [sad, ok], size: [s, l] }
          tables:
            aa:
              renamed_from: a
              columns: { id: integer not null, m: mood, s: size }
              primary_key: [id]
            b:
              columns: { id: integer not null, a_id: integer, n: integer }
              primary_key: [id]
              foreign_keys: { b_a_id_fkey: { columns: [a_id], references: aa(id) } }
          """);
      String plan = run(db, 0, "plan", "--only", "a").out();
      assertThat(plan).contains("size", "rename", "add label").doesNotContain("column n");
      run(db, 0, "apply", "--direct", "--yes", "--only", "a");
      run(db, 0, "plan", "--exit-code", "--only", "aa");
      run(db, 2, "plan", "--exit-code");
      run(db, 0, "rollback", "--yes");
    }
  }
}
