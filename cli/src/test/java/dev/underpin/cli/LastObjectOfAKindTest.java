package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.SchemaObject;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The key of a kind with nothing in it means that there is no object of the kind. */
class LastObjectOfAKindTest {
  private static final String TABLE = "CREATE TABLE t (id integer PRIMARY KEY, a integer)";

  @TempDir Path folder;

  /** A server, the key of a kind, and statements that make its last object. */
  static Stream<Arguments> kinds() {
    List<Arguments> all = new ArrayList<>();
    TestServer sqlite = TestServers.sqlite();
    all.add(of(sqlite, "views", "CREATE VIEW v AS SELECT id FROM t"));
    all.add(of(sqlite, "triggers", "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END"));
    String fullText = "CREATE VIRTUAL TABLE f USING fts5(a, content='t', content_rowid='id')";
    all.add(of(sqlite, "virtual_tables", fullText));
    TestServer postgresql = TestServers.postgresql();
    String function =
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'";
    all.add(of(postgresql, "views", "CREATE VIEW v AS SELECT id FROM t"));
    all.add(of(postgresql, "materialized_views", "CREATE MATERIALIZED VIEW v AS SELECT id FROM t"));
    all.add(of(postgresql, "functions", function));
    all.add(
        of(
            postgresql,
            "triggers",
            function,
            "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"));
    all.add(of(postgresql, "procedures", "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'"));
    all.add(of(postgresql, "collations", "CREATE COLLATION n (LOCALE = 'C')"));
    all.add(of(postgresql, "statistics", "CREATE STATISTICS s ON id, a FROM t"));
    all.add(
        of(
            postgresql,
            "event_triggers",
            function.replace("trigger", "event_trigger").replace("return new; ", ""),
            "CREATE EVENT TRIGGER g ON sql_drop EXECUTE FUNCTION f()"));
    all.add(of(postgresql, "publications", "CREATE PUBLICATION p FOR TABLE t"));
    all.add(of(postgresql, "casts", "CREATE CAST (text AS date) WITH INOUT"));
    all.add(
        of(
            postgresql,
            "text_search_dictionaries",
            "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple)"));
    all.add(
        of(
            postgresql,
            "text_search_configurations",
            "CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)"));
    all.add(of(postgresql, "domains", "CREATE DOMAIN d AS int CHECK (value > 0)"));
    all.add(of(postgresql, "types", "CREATE TYPE c AS (a int, b text)"));
    all.add(of(postgresql, "range_types", "CREATE TYPE r AS RANGE (SUBTYPE = int4)"));
    String wrapper = "CREATE FOREIGN DATA WRAPPER w";
    String remote = "CREATE SERVER s FOREIGN DATA WRAPPER w";
    all.add(of(postgresql, "foreign_data_wrappers", wrapper));
    all.add(of(postgresql, "foreign_servers", wrapper, remote));
    all.add(
        of(
            postgresql,
            "foreign_tables",
            wrapper,
            remote,
            "CREATE FOREIGN TABLE f (a int) SERVER s"));
    all.add(of(postgresql, "rules", "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING"));
    all.add(of(postgresql, "policies", "CREATE POLICY p ON t USING (a > 0)"));
    for (TestServer server : List.of(TestServers.mariaDb(), TestServers.mysql())) {
      all.add(of(server, "views", "CREATE VIEW v AS SELECT id FROM t"));
      all.add(
          of(server, "triggers", "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1"));
      all.add(of(server, "functions", "CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1"));
      all.add(of(server, "procedures", "CREATE PROCEDURE p() SELECT 1"));
      all.add(of(server, "events", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1"));
    }
    return all.stream();
  }

  private static Arguments of(TestServer server, String key, String... statements) {
    return Arguments.of(server, key, List.of(statements));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_last_one_goes_and_comes_back(TestServer server, String key, List<String> statements)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(TABLE);
      db.execute(statements.toArray(String[]::new));
      String inspected = run(db, 0, "inspect").out();
      String tables = tables(inspected).replaceAll("(?m)^    " + key + ":\n(      .*\n)+", "");
      List<String> catalog = CatalogDump.of(db);
      declare(tables);
      assertThat(run(db, 0, "plan", "--exit-code").out())
          .containsOnlyOnce("`" + key + ": {}` drops it");
      for (String none : List.of(key + ": {}\n\n", key + ":\n\n", key + ": []\n\n")) {
        declare(none + tables);
        assertThat(run(db, 2, "plan", "--exit-code").out())
            .contains("Needs approval: --allow drop-object", "1 change in 1 step")
            .doesNotContain(key + ": {}`");
      }
      run(db, 3, "apply", "--direct", "--yes");
      run(db, 0, "apply", "--direct", "--yes", "--allow", "drop-object");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      assertThat(CatalogDump.of(db)).isNotEqualTo(catalog);
      run(db, 0, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(catalog);
      run(db, 0, "plan", "--save", "none", "--allow", "drop-object");
      run(db, 0, "apply", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(catalog);
    }
  }

  static Stream<TestServer> servers() {
    return TestServers.all().stream();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void inspect_says_of_which_kinds_there_are_none(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(TABLE);
      String inspected = run(db, 0, "inspect").out();
      assertThat(inspected).contains("none_of:").contains("views").contains("triggers");
      declare(inspected);
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("CREATE VIEW v AS SELECT id FROM t");
      assertThat(run(db, 2, "plan", "--exit-code").out())
          .contains("Needs approval: --allow drop-object", "1 change in 1 step");
      assertThat(run(db, 0, "inspect").out()).doesNotContain("  - views", "[views");
      Files.writeString(folder.resolve("underpin.yaml"), "manage: listed\n");
      assertThat(run(db, 0, "inspect").out()).doesNotContain("none_of");
      Files.delete(folder.resolve("underpin.yaml"));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_note_counts_what_is_left_alone(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(TABLE);
      for (String name : List.of("v1", "v2", "v3"))
        db.execute("CREATE VIEW " + name + " AS SELECT id FROM t");
      String inspected = run(db, 0, "inspect").out();
      declare(tables(inspected));
      assertThat(run(db, 0, "plan", "--exit-code").out())
          .containsOnlyOnce("left alone")
          .contains("v1, v2, v3: these 3 views are in the database and not in the YAML")
          .contains("`views: {}` drops them");
    }
  }

  @Test
  void a_trigger_of_the_last_view_goes_with_it() throws IOException {
    for (TestServer server : List.of(TestServers.sqlite(), TestServers.postgresql())) {
      try (TestDatabase db = server.newDatabase()) {
        db.execute(TABLE, "CREATE VIEW v AS SELECT id FROM t");
        if (server.engine().equals("sqlite"))
          db.execute("CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN SELECT 1; END");
        else
          db.execute(
              "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
              "CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()");
        String inspected = run(db, 0, "inspect").out();
        List<String> catalog = CatalogDump.of(db);
        declare("views: {}\n\n" + tables(inspected));
        run(db, 0, "apply", "--direct", "--yes", "--allow", "drop-object");
        run(db, 0, "plan", "--exit-code");
        run(db, 0, "rollback", "--yes");
        assertThat(CatalogDump.of(db)).isEqualTo(catalog);
      }
    }
  }

  @Test
  void what_is_of_another_kind_or_of_another_engine_is_an_error() throws IOException {
    declare("views: [CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END]\ntables: {}\n");
    assertThat(validate("sqlite").err())
        .contains("this is of the kind trigger, not view", "write it under  triggers:");
    declare("events: {}\ntables: {}\n");
    assertThat(validate("postgresql").err()).contains("events", "MySQL, MariaDB");
    declare("policies: {}\ntables: {}\n");
    assertThat(validate("mysql").err()).contains("policies", "PostgreSQL");
    declare("none_of: [view]\ntables: {}\n");
    assertThat(validate("sqlite").err())
        .contains("\"view\" is no kind of object", "did you mean \"views\"?");
    declare("none_of: [views]\nviews: [CREATE VIEW v AS SELECT 1 AS a]\ntables: {}\n");
    assertThat(validate("sqlite").err())
        .contains("v is declared, and this says that there are no views", "remove one of the two");
    declare("none_of: [policies, views]\ntables: {}\n");
    assertThat(validate("mysql").code()).isZero();
    declare("views: select 1\ntables: {}\n");
    assertThat(validate("sqlite").err()).contains("what is here stands under a name");
  }

  @Test
  void every_kind_has_a_key_that_the_reference_names() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "yaml.md"));
    for (SchemaObject.Kind kind : SchemaObject.Kind.OBJECTS)
      assertThat(page).contains("| `" + kind.key() + "` |");
  }

  private static String tables(String inspected) {
    return inspected.substring(("\n" + inspected).indexOf("\ntables:"));
  }

  private Cli.Answer validate(String engine) {
    return new Cli(folder).run("validate", "--engine", engine);
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", words) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
