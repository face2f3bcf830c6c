package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is found before a command fails, and what to do stands below it. */
class DoctorTest {
  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(),
        TestServers.postgresql(13),
        TestServers.postgresql(18),
        TestServers.mysql(),
        TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_database_that_is_ready_has_no_problem(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { t: { columns: { id: integer }, primary_key: [id] } }\n");
      run(0, db, "plan", "--save", "one");
      run(0, db, "apply", "--yes");
      List<String> catalog = CatalogDump.of(db);
      Cli.Answer well = run(0, db, "doctor");
      assertThat(well.out())
          .contains(
              "no problem.",
              "answers (",
              "may run apply and rollback",
              "It can be read: 1 migration.",
              "1 migration, of which 0 pending");
      assertThat(run(0, db, "doctor", "--format", "json").out())
          .contains("\"problems\": 0", "\"area\": \"rights\"");
      assertThat(CatalogDump.of(db)).isEqualTo(catalog);

      Path saved;
      try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
        saved = all.filter(Files::isDirectory).findFirst().orElseThrow();
      }
      Files.delete(saved.resolve("down.sql"));
      Files.delete(folder.resolve("migrations/schema.lock.yaml"));
      Cli.Answer bad = run(2, db, "doctor");
      assertThat(bad.out()).contains("2 problems", "down.sql is missing", "lock.yaml is missing");
    }
  }

  @Test
  void what_a_killed_build_has_left_is_named_with_its_remedy() {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY, a integer)",
          "INSERT INTO t VALUES (1, 1), (2, 1)");
      try {
        db.execute("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)");
      } catch (RuntimeException e) {
        // It leaves an invalid index.
      }
      assertThat(run(2, db, "doctor").out())
          .contains("Invalid indexes", "DROP INDEX CONCURRENTLY public.t_a;");
    }
  }

  @Test
  void scratch_databases_are_named() {
    try (TestDatabase db = TestServers.mariaDb().newDatabase()) {
      db.execute("CREATE DATABASE underpin_scratch_0000_left");
      try {
        assertThat(run(2, db, "doctor").out())
            .contains("Scratch databases", "DROP DATABASE `underpin_scratch_0000_left`;");
      } finally {
        db.execute("DROP DATABASE underpin_scratch_0000_left");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_user_without_privileges_is_told_the_grants_and_they_are_enough(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      if (db.engine().equals("sqlite")) {
        assertThat(run(64, db, "doctor", "--grants", "x").err()).contains("SQLite has no users");
        return;
      }
      boolean isPostgres = db.engine().equals("postgresql");
      String user = "doc_" + Integer.toHexString(System.identityHashCode(db));
      db.execute("CREATE TABLE t (id integer PRIMARY KEY)");
      db.execute(
          isPostgres
              ? "CREATE ROLE " + user + " LOGIN PASSWORD 'pw'"
              : "CREATE USER " + user + "@'%' IDENTIFIED BY 'pw'");
      if (!isPostgres) db.execute("GRANT SELECT ON " + name(db) + ".* TO " + user + "@'%'");
      String url = db.url().replaceFirst("//[^@/]*@", "//" + user + ":pw@");
      try {
        Cli.Answer before = new Cli(folder).run("doctor", "--url", url);
        assertThat(before.code()).as(before.toString()).isEqualTo(2);
        assertThat(before.out()).contains("lacks privileges for apply", "GRANT ", user);
        for (String use : List.of("read", "plan", "apply")) {
          String grants = run(0, db, "doctor", "--grants", user, "--for", use).out();
          assertThat(grants.toUpperCase(Locale.ROOT)).contains("GRANT ");
          for (String statement : grants.split("\n")) db.execute(statement.replaceFirst(";$", ""));
          Cli.Answer after = new Cli(folder).run("doctor", "--for", use, "--url", url);
          assertThat(after.out()).as(grants + after).doesNotContain("problem  rights");
        }
        Files.writeString(
            folder.resolve("schema.yaml"),
            "tables: { t: { columns: { id: integer, a: integer }, primary_key: [id] } }\n");
        Cli.Answer apply = new Cli(folder).run("apply", "--direct", "--yes", "--url", url);
        assertThat(apply.code()).as(apply.toString()).isZero();
        Cli.Answer rollback = new Cli(folder).run("rollback", "--yes", "--url", url);
        assertThat(rollback.code()).as(rollback.toString()).isZero();
      } finally {
        if (isPostgres)
          db.execute(
              "DROP SCHEMA IF EXISTS underpin, underpin_trash CASCADE",
              "DROP OWNED BY " + user + " CASCADE",
              "DROP ROLE " + user);
        else db.execute("DROP USER " + user + "@'%'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_page_of_privileges_has_the_statements(TestServer server) throws IOException {
    if (server == TestServers.sqlite()) return;
    String page = Files.readString(Path.of("..", "docs", "privileges.md"));
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { t: { columns: { id: integer }, primary_key: [id] } }\n");
      run(0, db, "apply", "--direct", "--yes");
      for (String use : List.of("read", "plan", "apply")) {
        String grants = run(0, db, "doctor", "--grants", "USER", "--for", use).out();
        for (String statement : grants.lines().toList()) {
          String general =
              statement
                  .replace("GRANT postgres TO", "GRANT app_owner TO")
                  .replace("ON DATABASE " + name(db), "ON DATABASE shop")
                  .replace("`" + name(db) + "`", "`shop`");
          assertThat(page)
              .containsAnyOf(
                  general.replace("\"USER\"", "reader").replace("'USER'", "'reader'"),
                  general.replace("\"USER\"", "deployer").replace("'USER'", "'deployer'"));
        }
      }
    }
  }

  private static String name(TestDatabase db) {
    return db.url().replaceFirst(".*/([^/?]*).*", "$1");
  }

  private Cli.Answer run(int code, TestDatabase db, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
