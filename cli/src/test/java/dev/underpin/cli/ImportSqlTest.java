package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of SQL, or the migrations of another tool that are such files, become YAML and a start. */
class ImportSqlTest {
  private static final String PEOPLE =
      "CREATE TABLE people (id int PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x', CHECK (id > 0));";
  private static final String ORDERS =
      "CREATE TABLE orders (id int PRIMARY KEY, person int, CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id));";
  private static final String INDEX = "CREATE INDEX orders_person ON orders (person);";
  private static final String VIEW = "CREATE VIEW known AS SELECT id FROM people;";

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_file_becomes_YAML_and_the_first_migration(TestServer server) throws IOException {
    write("schema.sql", PEOPLE + "\n" + ORDERS + "\n" + INDEX + "\n" + VIEW + "\n");
    try (TestDatabase scratch = server.newDatabase();
        TestDatabase has = server.newDatabase();
        TestDatabase empty = server.newDatabase()) {
      String[] where =
          scratch.url().startsWith("sqlite")
              ? new String[] {"--engine", "sqlite"}
              : new String[] {"--scratch-url", scratch.url()};
      Cli.Answer imported = run(0, with(where, "import", "schema.sql"));
      assertThat(imported.out()).contains("Wrote", "schema.yaml", "_baseline/up.sql");
      assertThat(Files.readString(folder.resolve("schema.yaml")))
          .contains("people:", "orders_person", "of_person", "known:");
      run(0, "plan", "--offline", "--exit-code");

      has.execute(PEOPLE, ORDERS, INDEX, VIEW, "INSERT INTO people VALUES (1, 'a')");
      List<String> catalog = CatalogDump.of(has);
      run(0, "apply", "--yes", "--url", has.url());
      assertThat(CatalogDump.of(has)).containsAll(catalog);
      run(0, "apply", "--yes", "--url", empty.url());
      for (TestDatabase db : List.of(has, empty)) {
        run(0, "plan", "--exit-code", "--url", db.url());
        run(0, "drift", "--url", db.url());
      }
      run(0, "rollback", "--yes", "--url", empty.url());
      run(0, "apply", "--yes", "--url", empty.url());
      run(0, "plan", "--exit-code", "--url", empty.url());

      Cli.Answer again = run(3, with(where, "import", "schema.sql"));
      assertThat(again.err()).contains("migrations already", "Nothing was changed");
    }
  }

  @Test
  void the_migrations_of_other_tools_are_run_in_their_order() throws IOException {
    String late = "ALTER TABLE orders ADD COLUMN note text;";
    write("flyway/V1__people.sql", PEOPLE);
    write("flyway/V2__orders.sql", ORDERS);
    write("flyway/V2.1__index.sql", INDEX);
    write("flyway/more/V10__late.sql", late);
    write("flyway/R__known.sql", VIEW);
    write("flyway/U10__late.sql", "this is not SQL");
    write("prisma/20260101_people/migration.sql", PEOPLE + ORDERS);
    write("prisma/20260102_more/migration.sql", INDEX + late + VIEW);
    write("prisma/migration_lock.toml", "provider = \"sqlite\"");
    write("golang/2_orders.up.sql", ORDERS + INDEX);
    write("golang/1_people.up.sql", PEOPLE);
    write("golang/10_late.up.sql", late + VIEW);
    write("golang/10_late.down.sql", "this is not SQL");
    String yaml = run(0, "inspect", "golang", "--engine", "sqlite").out();
    assertThat(yaml).contains("note: text", "orders_person", "known:");
    for (String tool : List.of("flyway", "prisma", "golang"))
      assertThat(run(0, "inspect", tool + "/", "--engine", "sqlite").out()).isEqualTo(yaml);
    Cli.Answer imported = run(0, "import", "./flyway", "--engine", "sqlite");
    assertThat(imported.out()).contains("Flyway: 5 migrations, the last one");
    assertThat(Files.readString(folder.resolve("schema.yaml"))).endsWith(yaml);
  }

  @Test
  void a_newer_baseline_of_Flyway_replaces_what_came_before() throws IOException {
    write("db/V1__old.sql", "CREATE TABLE old (id int PRIMARY KEY);");
    write("db/V3__last.sql", "CREATE TABLE third (id int PRIMARY KEY);");
    write("db/V3.1__more.sql", "CREATE TABLE fourth (id int PRIMARY KEY);");
    write("db/B3__all.sql", "CREATE TABLE base (id int PRIMARY KEY);");
    assertThat(run(0, "inspect", "db", "--engine", "sqlite").out())
        .contains("base:", "fourth:")
        .doesNotContain("old:", "third:");
  }

  @Test
  void statements_that_allow_no_transaction_are_loaded_as_if_they_did() throws IOException {
    write("m/V1__people.sql", PEOPLE + "\n" + ORDERS + "\nCREATE INDEX old ON people (name);");
    write(
        "m/V2__index.sql",
        "-- CONCURRENTLY\nCREATE INDEX CONCURRENTLY IF NOT EXISTS orders_person ON orders (person);\nDROP INDEX CONCURRENTLY old;");
    try (TestDatabase scratch = TestServers.postgresql().newDatabase()) {
      run(0, "import", "m", "--scratch-url", scratch.url());
      assertThat(Files.readString(folder.resolve("schema.yaml")))
          .contains("orders_person")
          .doesNotContain("old:");
    }
  }

  @Test
  void a_table_goes_where_a_key_references_one_that_has_gone() throws IOException {
    write(
        "m/V1__old.sql",
        "CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY, a int REFERENCES gone (id)); INSERT INTO b VALUES (1, NULL);");
    write("m/V2__without.sql", "DROP TABLE b;");
    run(0, "import", "m", "--engine", "sqlite");
    assertThat(Files.readString(folder.resolve("schema.yaml")))
        .contains("  a:")
        .doesNotContain("  b:");
  }

  @Test
  void a_history_that_one_transaction_cannot_run_is_left_to_its_tool() throws IOException {
    write("m/V1__kind.sql", "CREATE TYPE kind AS ENUM ('a');");
    write("m/V2__vacuum.sql", "VACUUM;");
    try (TestDatabase scratch = TestServers.postgresql().newDatabase()) {
      Cli.Answer failed = run(1, "import", "m", "--scratch-url", scratch.url());
      assertThat(failed.err().replaceAll("\\s+", " "))
          .contains(
              "VACUUM cannot run inside a transaction block",
              "m/V2__vacuum.sql:1:1",
              "If Flyway itself can run this file: let it make the schema in an empty database, and name that: underpin import flyway --url URL");
    }
  }

  @Test
  void what_fails_is_named_with_its_place() throws IOException {
    write("schema.sql", PEOPLE + "\n\n-- wrong\nCREATE TABL x (id int);\n" + VIEW);
    Cli.Answer refused = run(1, "import", "schema.sql", "--engine", "sqlite");
    assertThat(refused.err()).contains("at schema.sql:4:1: CREATE TABL x");
    assertThat(folder.resolve("schema.yaml")).doesNotExist();
    Cli.Answer without = run(0, "import", "schema.sql", "--engine", "sqlite", "--leave-out");
    assertThat(without.err()).contains("note: schema.sql:4:1: left out: CREATE TABL x");
    assertThat(Files.readString(folder.resolve("schema.yaml"))).contains("people:", "known:");
  }

  @Test
  void one_statement_that_fails_does_not_end_the_transaction() throws IOException {
    write("schema.sql", PEOPLE + "\nALTER TABLE people OWNER TO nobody_here;\n" + VIEW);
    try (TestDatabase scratch = TestServers.postgresql().newDatabase()) {
      Cli.Answer answer =
          run(0, "inspect", "schema.sql", "--leave-out", "--scratch-url", scratch.url());
      assertThat(answer.out()).contains("people:", "known:");
      assertThat(answer.err()).contains("schema.sql:2:1: left out: ALTER TABLE people OWNER");
    }
  }

  @Test
  void rows_are_no_part_of_it_and_what_is_no_plain_SQL_is_refused() throws IOException {
    write("schema.sql", PEOPLE + "\nINSERT INTO people VALUES (1, 'a');\nDELETE FROM people;");
    assertThat(run(0, "inspect", "schema.sql", "--engine", "sqlite").err())
        .contains("schema.sql:2:1: this statement and 1 more write rows", "seed");
    write("java/V1__people.sql", PEOPLE);
    write("java/V2__rows.java", "class V2__rows {}");
    assertThat(run(3, "import", "./java", "--engine", "sqlite").err())
        .contains("is a migration in Java", "underpin import flyway --url URL");
    write("both/V1__people.sql", PEOPLE);
    write("both/1_people.up.sql", PEOPLE);
    assertThat(run(64, "import", "./both", "--engine", "sqlite").err()).contains("several tools");
    write("none/changelog.xml", "");
    assertThat(run(64, "import", "./none", "--engine", "sqlite").err())
        .contains("no migrations that are plain SQL", "underpin import --url URL");
    assertThat(run(64, "import", "none.sql", "--engine", "sqlite").err()).contains("none.sql");
    assertThat(run(64, "import", "flyway", "--engine", "sqlite").err()).contains("FILE.sql");
    assertThat(run(64, "import", "schema.sql", "--message", "x", "--engine", "sqlite").err())
        .contains("--message");
  }

  /** Tables as pg_dump and mariadb-dump write them. */
  static Stream<Arguments> dumps() {
    return Stream.of(
        Arguments.of(TestServers.postgresql(), "dump-postgresql.sql"),
        Arguments.of(TestServers.mariaDb(), "dump-mariadb.sql"));
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void a_parser_reads_in_a_dump_what_a_server_makes_of_it(TestServer server, String name)
      throws Exception {
    try (InputStream dump = getClass().getResourceAsStream("/sql/" + name);
        TestDatabase scratch = server.newDatabase();
        TestDatabase db = server.newDatabase()) {
      write("dump.sql", new String(dump.readAllBytes(), StandardCharsets.UTF_8));
      String[] made = {"--leave-out", "--scratch-url", scratch.url()};
      String served = run(0, with(made, "inspect", "dump.sql")).out();
      Cli.Answer parsed = run(0, "inspect", "dump.sql", "--engine", db.engine());
      assertThat(parsed.err()).contains("no server was asked", "owners and grants");
      write("schema.yaml", parsed.out());
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      assertThat(plain(run(0, "inspect", "--url", db.url()).out())).isEqualTo(plain(served));
      write("schema.yaml", served);
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }

  /** Without the kinds of which there is nothing: who leaves out a statement does not know. */
  private static String plain(String yaml) {
    return yaml.lines()
        .filter(line -> !line.matches("none_of:.*|  - .*|"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void what_the_parser_does_not_understand_is_named_and_never_lost() throws IOException {
    write(
        "schema.sql",
        """
        CREATE TABLE a (id int PRIMARY KEY, b int);
        CREATE VIEW v AS SELECT id FROM a;
        CREATE INDEX i ON a (lower(b));
        ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0) NOT VALID;
        """);
    Cli.Answer refused = run(1, "inspect", "schema.sql", "--engine", "postgresql");
    assertThat(refused.err())
        .contains(
            "3 statements", "schema.sql:2:1: CREATE VIEW v", "schema.sql:3:1", "schema.sql:4:1")
        .contains("--scratch-url", "--leave-out");
    Cli.Answer rest = run(0, "inspect", "schema.sql", "--engine", "postgresql", "--leave-out");
    assertThat(rest.err()).contains("schema.sql:2:1: left out: CREATE VIEW v");
    // It does not say that there are no views.
    assertThat(rest.out()).contains("primary_key: [id]").doesNotContain("views", "indexes");
    write("my.sql", "CREATE TABLE n (a int) /*!50100 PARTITION BY HASH (a) */;");
    assertThat(run(1, "inspect", "my.sql", "--engine", "mysql").err())
        .contains("my.sql:1:1: CREATE TABLE n", "not understood: PARTITION");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String[] with(String[] more, String... args) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private Cli.Answer run(int code, String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
