package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not managed is named. */
class LeftAloneTest {
  private static final String NOTE = "has the name of another tool's history";

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(18), TestServers.mariaDb());
  }

  private Cli.Answer run(TestDatabase db, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--url";
    all[words.length + 1] = db.url();
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void tables_of_other_tools_are_named(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "CREATE TABLE schema_migrations (version varchar(20))");
      Cli.Answer inspect = run(db, "inspect", "-o", folder.resolve("schema.yaml").toString());
      assertThat(inspect.err()).contains("schema_migrations: " + NOTE);
      String yaml = Files.readString(folder.resolve("schema.yaml"));
      assertThat(yaml).doesNotContain("schema_migrations");
      assertThat(run(db, "plan", "--exit-code").out()).contains("schema_migrations: " + NOTE);

      Files.writeString(folder.resolve("underpin.yaml"), "ignore: [schema_migrations]\n");
      assertThat(run(db, "plan", "--exit-code").out()).doesNotContain(NOTE);

      Files.delete(folder.resolve("underpin.yaml"));
      Files.writeString(
          folder.resolve("schema.yaml"),
          yaml.replace(
              "tables:\n",
              "tables:\n  schema_migrations: { columns: { version: varchar(20) } }\n"));
      assertThat(run(db, "plan", "--exit-code").out()).doesNotContain(NOTE);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void objects_of_a_kind_that_the_YAML_does_not_declare_are_named(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "CREATE VIEW v AS SELECT id FROM t",
          "CREATE VIEW w AS SELECT id FROM t");
      run(db, "inspect", "-o", folder.resolve("schema.yaml").toString());
      String yaml = Files.readString(folder.resolve("schema.yaml"));
      assertThat(run(db, "plan", "--exit-code").out()).doesNotContain("left alone");

      Files.writeString(folder.resolve("schema.yaml"), yaml.substring(yaml.indexOf("tables:")));
      assertThat(run(db, "plan", "--exit-code").out())
          .contains(
              "v, w: these 2 views are in the database and not in the YAML, and are left alone. `views: {}` drops them.");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_trigger_that_is_left_alone_may_be_invalid(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer)",
          "CREATE TRIGGER touched BEFORE INSERT ON t FOR EACH ROW SET NEW.b = NEW.a",
          "ALTER TABLE t DROP COLUMN b");
      Files.writeString(
          folder.resolve("schema.yaml"),
          """
          tables: { t: { columns: { id: int, a: int, c: int }, primary_key: [id] } }
          views: [CREATE VIEW v AS SELECT id AS touched FROM t]
          """);
      assertThat(run(db, "plan").out()).contains("view v");
    }
  }
}
