package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user may not do is said before anything runs, with the GRANT that helps. */
class MissingPrivilegesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void the_grants_that_are_named_are_enough(TestServer server) throws Exception {
    String role = "deployer_" + server.name().replaceAll("\\D", "");
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "DROP ROLE IF EXISTS " + role,
          "CREATE ROLE " + role + " LOGIN",
          "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "GRANT SELECT ON t TO " + role);
      String url = db.url().replaceFirst("//[^@]*@", "//" + role + "@");
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { t: { columns: { id: integer, a: text }, primary_key: [id] },"
              + " u: { columns: { id: integer }, primary_key: [id] } }\n");
      for (String command : List.of("apply --direct --dry-run", "apply --direct --yes")) {
        Cli.Answer refused = run(url, command);
        assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
        assertThat(refused.err())
            .contains(
                "GRANT CREATE ON DATABASE ",
                "GRANT USAGE, CREATE ON SCHEMA public ",
                " TO " + role);
      }
      Cli.Answer refused = run(url, "apply --direct --dry-run");
      for (String line : refused.err().lines().toList())
        if (line.startsWith("GRANT ")) db.execute(line.replaceFirst(";.*$", ""));
      Cli.Answer applied = run(url, "apply --direct --yes");
      assertThat(applied.code()).as(applied.toString()).isZero();
      String superuser = db.url().replaceFirst("^.*//([^@]*)@.*$", "$1");
      db.execute(
          "REVOKE " + superuser + " FROM " + role,
          "REASSIGN OWNED BY " + role + " TO " + superuser,
          "DROP OWNED BY " + role);
      Cli.Answer blind = run(url, "status");
      assertThat(blind.code()).isEqualTo(1);
      assertThat(blind.err()).contains("GRANT USAGE ON SCHEMA underpin TO \"" + role + "\"");
      db.execute("DROP ROLE " + role);
    }
  }

  /** The grants of docs/privileges.md for commands that only read. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_reader_compares_routines_too(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "CREATE VIEW v AS SELECT id FROM t",
          "CREATE PROCEDURE p() SELECT 1");
      Cli.Answer inspected = run(db.url(), "inspect");
      Files.writeString(folder.resolve("schema.yaml"), inspected.out());
      assertThat(run(db.url(), "baseline").code()).isZero();
      String name = db.url().replaceFirst("\\?.*$", "").replaceFirst("^.*/", "");
      for (String user : List.of("underpin_reader@'%'", "underpin_reader@localhost")) {
        db.execute(
            "DROP USER IF EXISTS " + user,
            "CREATE USER " + user,
            "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON " + name + ".* TO " + user,
            "GRANT PROCESS ON *.* TO " + user,
            "GRANT " + bodies(db) + " TO " + user);
      }
      String url = db.url().replaceFirst("//[^@]*@", "//underpin_reader@");
      for (String command : List.of("drift", "plan --exit-code", "status")) {
        Cli.Answer answer = run(url, command);
        assertThat(answer.code()).as(command + answer).isZero();
      }
      db.execute("DROP PROCEDURE p", "CREATE PROCEDURE p() SELECT 2");
      assertThat(run(url, "drift").out()).contains("procedure p", "SELECT 2");
      db.execute("DROP USER underpin_reader@'%', underpin_reader@localhost");
    }
  }

  /** What the server hides is not taken for missing. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void what_a_reader_may_not_see_is_no_drift(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("CREATE TABLE t (id integer PRIMARY KEY)", "CREATE PROCEDURE p() SELECT 1");
      Files.writeString(folder.resolve("schema.yaml"), run(db.url(), "inspect").out());
      assertThat(run(db.url(), "baseline").code()).isZero();
      String name = db.url().replaceFirst("\\?.*$", "").replaceFirst("^.*/", "");
      for (String user : List.of("underpin_blind@'%'", "underpin_blind@localhost")) {
        db.execute(
            "DROP USER IF EXISTS " + user,
            "CREATE USER " + user,
            "GRANT SELECT, SHOW VIEW, EXECUTE, CREATE, ALTER ON " + name + ".* TO " + user);
      }
      String url = db.url().replaceFirst("//[^@]*@", "//underpin_blind@");
      for (String command : List.of("drift", "plan", "apply --direct --yes")) {
        Cli.Answer answer = run(url, command);
        assertThat(answer.code()).as(command + answer).isEqualTo(3);
        assertThat(answer.err())
            .contains("procedure p cannot be read", "UP415", "GRANT " + bodies(db))
            .doesNotContain("SHOW VIEW");
      }
      db.execute("DROP USER underpin_blind@'%', underpin_blind@localhost");
    }
  }

  private static String bodies(TestDatabase db) {
    return db.engine().equals("mariadb") ? "SELECT ON mysql.proc" : "SHOW_ROUTINE ON *.*";
  }

  private Cli.Answer run(String url, String command) {
    return new Cli(folder).run((command + " --url " + url).split(" "));
  }
}
