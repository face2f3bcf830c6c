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
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that another tool has migrated is taken over where that tool has finished. */
class ImportTest {
  private static final String FLYWAY =
      "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50),"
          + " description varchar(200), success %s)";

  @TempDir Path folder;

  /**
   * A history.
   *
   * @param rows statements that make it
   * @param said what is said of it
   * @param unfinished a statement after which it is unfinished
   * @param named what is named then; empty where nothing can be unfinished
   */
  private record History(
      String tool, List<String> rows, String said, String unfinished, String named) {
    @Override
    public String toString() {
      return tool;
    }
  }

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  static Stream<Arguments> histories() {
    List<Arguments> all = new ArrayList<>();
    for (TestServer server : servers().toList()) {
      String truth = server.equals(TestServers.postgresql()) ? "true" : "1";
      String untruth = server.equals(TestServers.postgresql()) ? "false" : "0";
      all.add(
          Arguments.of(
              server,
              new History(
                  "flyway",
                  List.of(
                      FLYWAY.formatted("boolean"),
                      "INSERT INTO flyway_schema_history VALUES (1, '1', 'first table', %1$s), (2, '1.1', 'more', %1$s)"
                          .formatted(truth)),
                  "Flyway has applied 2 migrations, the last one V1.1__more.",
                  "INSERT INTO flyway_schema_history VALUES (3, '1.2', 'broken', %s)"
                      .formatted(untruth),
                  "1.2")));
      all.add(
          Arguments.of(
              server,
              new History(
                  "liquibase",
                  List.of(
                      "CREATE TABLE DATABASECHANGELOG (ID varchar(255), AUTHOR varchar(255), FILENAME varchar(255), ORDEREXECUTED int)",
                      "CREATE TABLE DATABASECHANGELOGLOCK (ID int PRIMARY KEY, LOCKED boolean, LOCKEDBY varchar(255))",
                      "INSERT INTO DATABASECHANGELOG VALUES ('7', 'ann', 'db/changelog.xml', 1)",
                      "INSERT INTO DATABASECHANGELOGLOCK VALUES (1, %s, NULL)".formatted(untruth)),
                  "Liquibase has applied 1 migration, the last one db/changelog.xml::7::ann.",
                  "UPDATE DATABASECHANGELOGLOCK SET LOCKED = %s, LOCKEDBY = 'host7'"
                      .formatted(truth),
                  "a run of host7")));
      all.add(
          Arguments.of(
              server,
              new History(
                  "alembic",
                  List.of(
                      "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                      "INSERT INTO alembic_version VALUES ('ae10')"),
                  "Alembic has applied 1 migration, the last one ae10.",
                  "",
                  "")));
      all.add(
          Arguments.of(
              server,
              new History(
                  "prisma",
                  List.of(
                      "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, migration_name varchar(255), started_at int, finished_at int, rolled_back_at int)",
                      "INSERT INTO _prisma_migrations VALUES ('a', '1_init', 1, 2, NULL), ('b', '2_bad', 3, NULL, 4)"),
                  "Prisma Migrate has applied 1 migration, the last one 1_init.",
                  "INSERT INTO _prisma_migrations VALUES ('c', '2_half', 5, NULL, NULL)",
                  "2_half")));
      all.add(
          Arguments.of(
              server,
              new History(
                  "golang-migrate",
                  List.of(
                      "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean)",
                      "INSERT INTO schema_migrations VALUES (12, %s)".formatted(untruth)),
                  "golang-migrate has applied 1 migration, the last one 12.",
                  "UPDATE schema_migrations SET dirty = %s".formatted(truth),
                  "12")));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void a_finished_history_is_continued(TestServer server, History history) {
    try (TestDatabase db = server.newDatabase();
        TestDatabase empty = server.newDatabase()) {
      db.execute(
          "CREATE TABLE orders (id int PRIMARY KEY, total int)",
          "INSERT INTO orders VALUES (1, 2)");
      db.execute(history.rows().toArray(String[]::new));
      List<String> catalog = CatalogDump.of(db);
      if (!history.unfinished().isEmpty()) {
        db.execute(history.unfinished());
        Cli.Answer refused = run(db, 3, "import");
        assertThat(refused.err()).contains("has not finished: " + history.named());
        for (String sql : history.rows()) {
          if (sql.startsWith("CREATE TABLE")) db.execute("DROP TABLE " + sql.split(" ")[2]);
        }
        db.execute(history.rows().toArray(String[]::new));
      }
      Cli.Answer imported = run(db, 0, "import");
      assertThat(imported.out()).contains(history.said(), "schema.yaml", "Recorded", "Saved");
      assertThat(CatalogDump.of(db)).containsAll(catalog);
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      assertThat(run(db, 0, "status").out()).contains("baseline");
      run(empty, 0, "apply", "--yes");
      run(empty, 0, "plan", "--exit-code");
      assertThat(run(db, 3, "import", history.tool()).err()).contains("already has a history");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_settings_that_are_written_ignore_the_tables_of_the_other_tool(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE orders (id int PRIMARY KEY)",
          "CREATE TABLE DATABASECHANGELOG (ID varchar(9), AUTHOR varchar(9), FILENAME varchar(9), ORDEREXECUTED int)",
          "CREATE TABLE DATABASECHANGELOGLOCK (ID int, LOCKED char(1), LOCKEDBY varchar(9))",
          "INSERT INTO DATABASECHANGELOG VALUES ('1', 'me', 'all.xml', 1)");
      run(db, 0, "import");
      assertThat(Files.readString(folder.resolve("underpin.yaml")).toLowerCase(Locale.ROOT))
          .contains("ignore: [databasechangelog, databasechangeloglock]");
      assertThat(run(db, 0, "plan", "--exit-code").out()).doesNotContain("another tool");
    }
  }

  @Test
  void a_database_without_a_history_or_with_two_is_refused() {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute("CREATE TABLE schema_migrations (version varchar(20) PRIMARY KEY)");
      assertThat(run(db, 3, "import").err()).contains("no history", "underpin baseline");
      assertThat(run(db, 3, "import", "flyway").err()).contains("no history of Flyway");
      assertThat(run(db, 64, "import", "rails").err()).contains("it knows: flyway, liquibase");
      db.execute(
          FLYWAY.formatted("boolean"),
          "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
      assertThat(run(db, 64, "import").err())
          .contains("histories of Flyway and Alembic", "underpin import flyway");
      run(db, 0, "import", "alembic");
    }
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    Cli.Answer answer = new Cli(folder).with("DATABASE_URL", db.url()).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
