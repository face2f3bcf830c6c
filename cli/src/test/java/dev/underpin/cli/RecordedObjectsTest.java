package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Views, triggers, routines and the like count in every claim about what has been run. */
class RecordedObjectsTest {
  @TempDir Path folder;

  /**
   * An object in two texts, and how it is created again by hand in a third.
   *
   * @param table what it needs
   */
  private record Case(String name, String table, String first, String second, String byHand) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String T = "CREATE TABLE t (id integer PRIMARY KEY, a integer)";

  private static final List<Case> EVERYWHERE =
      List.of(
          new Case(
              "view",
              T,
              "CREATE VIEW v AS SELECT id FROM t",
              "CREATE VIEW v AS SELECT id, a FROM t",
              "DROP VIEW v; CREATE VIEW v AS SELECT a FROM t"));

  private static final List<Case> ON_POSTGRESQL =
      List.of(
          new Case(
              "function",
              T,
              "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
              "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
              "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 3'"),
          new Case(
              "policy",
              T,
              "CREATE POLICY p ON t USING (a > 1)",
              "CREATE POLICY p ON t USING (a > 2)",
              "ALTER POLICY p ON t USING (a > 3)"),
          new Case(
              "materialized view",
              T,
              "CREATE MATERIALIZED VIEW m AS SELECT id FROM t",
              "CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t",
              "DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT a FROM t"));

  private static final List<Case> ON_MYSQL =
      List.of(
          new Case(
              "trigger",
              T,
              "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
              "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
              "DROP TRIGGER tr; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3"),
          new Case(
              "procedure",
              T,
              "CREATE PROCEDURE p() SELECT 1",
              "CREATE PROCEDURE p() SELECT 2",
              "DROP PROCEDURE p; CREATE PROCEDURE p() SELECT 3"));

  static Stream<Arguments> cases() {
    return TestServers.all().stream()
        .flatMap(
            server ->
                Stream.concat(
                        EVERYWHERE.stream(),
                        switch (server.engine()) {
                          case "postgresql" -> ON_POSTGRESQL.stream();
                          case "sqlite" -> Stream.<Case>empty();
                          default -> ON_MYSQL.stream();
                        })
                    .map(c -> Arguments.of(server, c)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_replacement_that_was_not_run_is_not_recorded(TestServer server, Case object)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String id = saved(db, server, object);
      assertThat(header(id, "needs")).isNotEqualTo(header(id, "leaves"));
      assertThat(run(db, "resolve", id, "--applied").code()).isEqualTo(3);
      assertThat(run(db, "apply", "--yes").code()).isZero();
      assertThat(run(db, "drift").code()).isZero();
      assertThat(run(db, "resolve", id, "--rolled-back").code()).isEqualTo(3);
      assertThat(run(db, "rollback", "--yes").code()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_somebody_corrected_is_not_overwritten(TestServer server, Case object)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      saved(db, server, object);
      db.execute(object.byHand().split("; "));
      List<String> before = CatalogDump.of(db);
      Cli.Answer answer = run(db, "apply", "--yes");
      assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
      assertThat(answer.err()).contains("needs what differs");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_somebody_corrected_later_is_not_rolled_back(TestServer server, Case object)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      saved(db, server, object);
      assertThat(run(db, "apply", "--yes").code()).isZero();
      db.execute(object.byHand().split("; "));
      List<String> before = CatalogDump.of(db);
      assertThat(run(db, "drift").code()).isEqualTo(2);
      assertThat(run(db, "rollback", "--yes").code()).isEqualTo(3);
      assertThat(CatalogDump.of(db)).isEqualTo(before);
    }
  }

  /** A database with the first text, and a saved migration to the second; its id. */
  private String saved(TestDatabase db, TestServer server, Case object) throws IOException {
    try (TestDatabase other = server.newDatabase()) {
      other.execute(object.table(), object.second());
      db.execute(object.table(), object.first());
      String yaml = new Cli(folder).run("inspect", "--url", other.url()).out();
      Files.writeString(folder.resolve("schema.yaml"), yaml);
    }
    Cli.Answer saved = run(db, "plan", "--save", "change");
    assertThat(saved.code()).as(saved.toString()).isZero();
    try (Stream<Path> folders = Files.list(folder.resolve("migrations"))) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .findFirst()
          .orElseThrow();
    }
  }

  private List<String> header(String id, String key) throws IOException {
    Path up = folder.resolve("migrations").resolve(id).resolve("up.sql");
    return Files.readAllLines(up).stream()
        .filter(line -> line.startsWith("-- " + key + ": "))
        .map(line -> line.substring(key.length() + 5))
        .toList();
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder)
        .run(Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new));
  }
}
