package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another server is asked how it writes what is declared, and the live one is left alone. */
class ScratchUrlTest {
  private static final String MYSQL = "dev.underpin.testkit.TestServers#everyMysql";
  private static final String POSTGRESQL = "dev.underpin.testkit.TestServers#everyPostgresql";

  private static final String SCHEMA = "schema.yaml";

  private static final String SHOP =
      """
      tables:
        items:
          columns:
            id: bigint not null
            kind: varchar(20) not null default 'plain'
            later: { type: datetime, default: "now() + interval 1 day" }
          primary_key: [id]
          checks:
            items_kind: KIND in ('plain','fancy') and ID > 0
      objects:
        - create view fancy as select id from items where kind = 'fancy'
      """;

  @TempDir Path folder;

  // --- MySQL and MariaDB

  @ParameterizedTest
  @MethodSource(MYSQL)
  void the_live_server_is_not_asked_to_make_anything(TestServer server) throws IOException {
    try (TestDatabase live = server.newDatabase();
        TestDatabase scratch = server.newDatabase();
        Guest guest = Guest.ofMysql(live, "SELECT, SHOW VIEW")) {
      write(SCHEMA, SHOP);
      ok(run("apply", "--direct", "--yes", "--url", live.url()));
      assertThat(run("plan", "--url", guest.url).err() + run("plan", "--url", guest.url).out())
          .contains("was compared as text");
      live.execute(
          "CREATE DATABASE underpin_scratch_dead",
          "SET GLOBAL log_output = 'TABLE'",
          "TRUNCATE mysql.general_log",
          "SET GLOBAL general_log = 1");

      Cli.Answer plan =
          run("plan", "--exit-code", "--url", guest.url, "--scratch-url", scratch.url());

      live.execute("SET GLOBAL general_log = 0");
      ok(plan);
      assertThat(plan.out() + plan.err()).contains("no changes").doesNotContain("compared as text");
      assertThat(
              live.rows(
                  "SELECT argument FROM mysql.general_log WHERE user_host LIKE '"
                      + guest.name
                      + "%' AND argument REGEXP '^ *(CREATE|DROP|ALTER)'"))
          .isEmpty();
      assertThat(
              live.value(
                  "SELECT count(*) FROM mysql.general_log WHERE user_host LIKE 'root%'"
                      + " AND argument LIKE 'CREATE DATABASE%underpin_scratch_%'"))
          .isNotEqualTo("0");
      assertThat(live.rows("SHOW DATABASES LIKE 'underpin%'")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(MYSQL)
  void what_is_made_in_a_database_of_another_collation_is_the_same(TestServer server)
      throws IOException {
    try (TestDatabase live = server.newDatabase();
        TestDatabase scratch = server.newDatabase()) {
      scratch.execute("ALTER DATABASE CHARACTER SET latin1");
      write(SCHEMA, SHOP);

      ok(run("apply", "--direct", "--yes", "--url", live.url(), "--scratch-url", scratch.url()));

      ok(run("plan", "--exit-code", "--url", live.url()));
      ok(run("plan", "--exit-code", "--url", live.url(), "--scratch-url", scratch.url()));
      ok(run("drift", "--url", live.url(), "--scratch-url", scratch.url(), "--schema", SCHEMA));
      ok(run("diff", SCHEMA, live.url(), "--scratch-url", scratch.url()));
    }
  }

  @Test
  void a_server_that_writes_otherwise_is_not_asked() throws IOException {
    TestServer other = TestServers.named("mysql 8.0");
    try (TestDatabase live = TestServers.mysql().newDatabase();
        TestDatabase old = other.newDatabase();
        TestDatabase maria = TestServers.mariaDb().newDatabase()) {
      write(SCHEMA, SHOP);

      Cli.Answer version = run("plan", "--url", live.url(), "--scratch-url", old.url());
      Cli.Answer engine = run("plan", "--url", live.url(), "--scratch-url", maria.url());

      assertThat(version.code()).isEqualTo(64);
      assertThat(version.err())
          .contains("The scratch server mysql://root@")
          .contains("cannot be used: it is MySQL 8.0", "and the database is on MySQL");
      assertThat(engine.code()).isEqualTo(64);
      assertThat(engine.err()).contains("it is another engine than MySQL");
    }
  }

  // --- PostgreSQL

  private static final String NOTES =
      """
      enums:
        mood: [sad, happy]
      tables:
        notes:
          columns:
            id: bigint not null
            mood: { type: mood, nullable: false, default: "'happy'" }
            words: { type: "text[]", default: "array['a']" }
          primary_key: [id]
          checks:
            notes_id: id IN (1, 2) or mood = 'sad'
          indexes:
            notes_sad: { columns: [id], where: mood = 'sad' }
      objects:
        - create view sad as SELECT id FROM notes WHERE mood IN ('sad')
        - create view saddest as SELECT max(id) AS id FROM sad
      """;

  @ParameterizedTest
  @MethodSource(POSTGRESQL)
  void a_catalog_that_must_not_be_written_is_left_alone(TestServer server) throws IOException {
    try (TestDatabase live = server.newDatabase();
        TestDatabase scratch = server.newDatabase();
        Guest guest = Guest.ofPostgresql(live)) {
      write(SCHEMA, NOTES);
      ok(run("apply", "--direct", "--yes", "--url", live.url()));
      assertThat(run("plan", "--url", guest.url).out()).contains("compared as text");

      Cli.Answer plan =
          run("plan", "--exit-code", "--url", guest.url, "--scratch-url", scratch.url());

      ok(plan);
      assertThat(plan.out() + plan.err()).contains("no changes").doesNotContain("as text");
      ok(run("diff", SCHEMA, guest.url, "--scratch-url", scratch.url()));
      assertThat(scratch.value("SELECT count(*) FROM pg_class WHERE relname LIKE '%underpin%'"))
          .isEqualTo("0");
      write(SCHEMA, NOTES.replace("max(id)", "min(id)"));
      assertThat(
              run("drift", "--schema", SCHEMA, "--url", guest.url, "--scratch-url", scratch.url()))
          .satisfies(a -> assertThat(a.code()).isEqualTo(2))
          .satisfies(a -> assertThat(a.out()).contains("saddest"));
    }
  }

  @ParameterizedTest
  @MethodSource(POSTGRESQL)
  void a_file_of_sql_is_loaded_and_gone(TestServer server) throws IOException {
    try (TestDatabase scratch = server.newDatabase();
        TestDatabase live = server.newDatabase()) {
      live.execute(
          "CREATE TABLE notes (id bigint PRIMARY KEY, body text CHECK (length(body) > 1))");
      write(
          "dump.sql",
          "CREATE TABLE notes (id bigint PRIMARY KEY, body text, CHECK (LENGTH(body)>1));\n");
      write("other.sql", "CREATE TABLE notes (id bigint PRIMARY KEY);\n");
      write(
          SCHEMA,
          "tables: { notes: { columns: { id: bigint not null, body: text }, primary_key: [id],"
              + " checks: { notes_body_check: length( body ) > 1 } } }\n");

      ok(run("diff", "dump.sql", live.url(), "--scratch-url", scratch.url()));
      ok(run("diff", "dump.sql", SCHEMA, "--scratch-url", scratch.url()));
      Cli.Answer different = run("diff", "other.sql", live.url(), "--scratch-url", scratch.url());

      assertThat(different.code()).as(different.toString()).isEqualTo(2);
      assertThat(different.out()).contains("body");
      assertThat(
              scratch.value(
                  "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
          .isEqualTo("0");
      Cli.Answer full = run("diff", "dump.sql", SCHEMA, "--scratch-url", live.url());
      assertThat(full.code()).isEqualTo(3);
      assertThat(full.err()).contains("The scratch database is not empty");
    }
  }

  // --- all

  @Test
  void the_file_of_settings_names_it_and_no_password_is_shown() throws IOException {
    try (TestDatabase live = TestServers.mariaDb().newDatabase();
        Guest guest = Guest.ofMysql(live, "ALL PRIVILEGES")) {
      write(SCHEMA, SHOP);
      write(
          "underpin.yaml",
          "environments:\n  prod:\n    url: '"
              + live.url()
              + "'\n    scratch_url: '"
              + guest
                  .url
                  .replace("se%3Acret", "${SCRATCH_PASSWORD}")
                  .replace(path(live), "/nowhere")
              + "'\n");

      Cli.Answer missing = run("plan", "--env", "prod");
      Cli.Answer plan =
          new Cli(folder).with("SCRATCH_PASSWORD", "se%3Acret").run("plan", "--env", "prod");

      assertThat(missing.code()).isEqualTo(64);
      assertThat(missing.err()).contains("SCRATCH_PASSWORD", "environments.prod.scratch_url");
      assertThat(plan.code()).as(plan.toString()).isEqualTo(1);
      assertThat(plan.err()).contains("/nowhere").doesNotContain("cret");
    }
  }

  @Test
  void a_flag_that_would_do_nothing_is_not_taken() throws IOException {
    write(SCHEMA, "tables: {}\n");
    String url = "mysql://nobody@127.0.0.1:1/x";
    assertThat(run("apply", "--url", url, "--scratch-url", url))
        .satisfies(a -> assertThat(a.code()).isEqualTo(64))
        .satisfies(a -> assertThat(a.err()).contains("--scratch-url goes with --direct"));
    assertThat(run("drift", "--url", url, "--scratch-url", url))
        .satisfies(a -> assertThat(a.code()).isEqualTo(64))
        .satisfies(a -> assertThat(a.err()).contains("--scratch-url goes with --schema"));
    assertThat(run("plan", "--offline", "--scratch-url", url))
        .satisfies(a -> assertThat(a.code()).isEqualTo(64))
        .satisfies(a -> assertThat(a.err()).contains("asks no server"));
    assertThat(run("plan", "--url", "sqlite:x.db", "--scratch-url", url))
        .satisfies(a -> assertThat(a.code()).isEqualTo(64))
        .satisfies(a -> assertThat(a.err()).contains("SQLite needs none"));
  }

  // --- helpers

  /** Somebody who may look at a database, and do nothing else. */
  private record Guest(TestDatabase db, String name, String url, List<String> goodbye)
      implements AutoCloseable {
    static Guest ofMysql(TestDatabase db, String rights) {
      String name = "guest" + path(db).replaceAll("\\D", "");
      String user = "'" + name + "'@'localhost'";
      db.execute(
          "CREATE USER " + user + " IDENTIFIED BY 'se:cret'",
          "GRANT " + rights + " ON `" + path(db).substring(1) + "`.* TO " + user);
      return new Guest(
          db,
          name,
          db.url().replaceFirst("root@", name + ":se%3Acret@"),
          List.of("DROP USER " + user));
    }

    static Guest ofPostgresql(TestDatabase db) {
      String name = "guest" + path(db).replaceAll("\\D", "");
      db.execute(
          "CREATE ROLE " + name + " LOGIN",
          "REVOKE TEMP ON DATABASE " + path(db).substring(1) + " FROM PUBLIC",
          "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + name,
          "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO " + name);
      return new Guest(
          db,
          name,
          db.url().replaceFirst("//[^@]*@", "//" + name + "@"),
          List.of("DROP OWNED BY " + name, "DROP ROLE " + name));
    }

    @Override
    public void close() {
      db.execute(goodbye.toArray(String[]::new));
    }
  }

  /** A slash and the database's name, as in its URL. */
  private static String path(TestDatabase db) {
    return db.url().replaceFirst("^.*(/[^/?]+).*$", "$1");
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }

  private static void ok(Cli.Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
