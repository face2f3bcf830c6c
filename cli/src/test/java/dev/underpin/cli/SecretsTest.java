package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where passwords come from, and how a connection is encrypted. */
class SecretsTest {
  private static final String PASSWORD = "p'4 ss";

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_command_says_the_password(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String user = "sec_" + Integer.toHexString(System.identityHashCode(db));
      db.execute(
          "CREATE USER " + user + "@'%' IDENTIFIED BY 'p''4 ss'",
          "GRANT ALL PRIVILEGES ON *.* TO " + user + "@'%'");
      try {
        String url = db.url().replaceFirst("//[^@/]*@", "//" + user + "@");
        Files.writeString(folder.resolve("secret"), PASSWORD + "\nmore\n");
        environment(url, "cat secret");
        Cli.Answer well = run("inspect", "--env", "prod", "-v");
        assertThat(well.code()).as(well.toString()).isZero();
        assertThat(well.out() + well.err()).doesNotContain(PASSWORD);
        environment(url.replace("@", ":wrong@"), "cat secret");
        assertThat(run("inspect", "--env", "prod").code()).isEqualTo(1);
        // A URL from elsewhere gets no password of the file.
        assertThat(run("inspect", "--url", url).code()).isEqualTo(1);
        environment(url, "cat secret; exit 3");
        Cli.Answer failed = run("inspect", "--env", "prod", "--debug");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
            .contains("it ended with code 3", "[UP432]")
            .doesNotContain(PASSWORD, "cat secret");
      } finally {
        db.execute("DROP USER " + user + "@'%'");
      }
    }
  }

  @Test
  void another_command_says_the_password_of_the_scratch_server() throws IOException {
    try (TestDatabase live = TestServers.mariaDb().newDatabase();
        TestDatabase scratch = TestServers.mariaDb().newDatabase()) {
      scratch.execute(
          "CREATE USER scratch17@'%' IDENTIFIED BY 'p''4 ss'",
          "GRANT ALL PRIVILEGES ON *.* TO scratch17@'%'");
      try {
        Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
        Files.writeString(
            folder.resolve("schema.yaml"),
            "tables: { t: { columns: { id: integer not null }, primary_key: [id],"
                + " checks: { t_id: \"ID in (1,2)\" } } }\n");
        String file =
            "url: '%s'\nscratch_url: '%s'\nscratch_password_command: %s\n"
                .formatted(
                    live.url(),
                    scratch.url().replaceFirst("//[^@/]*@", "//scratch17@"),
                    "cat secret");
        Path config = folder.resolve("underpin.yaml");
        Files.writeString(config, file);
        Cli.Answer well = run("plan", "--rehearse");
        assertThat(well.code()).as(well.toString()).isZero();
        assertThat(well.out()).contains("Rehearsed on").doesNotContain(PASSWORD);
        Files.writeString(config, file.replace("cat secret", "exit 3"));
        Cli.Answer failed = run("plan");
        assertThat(failed.code()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err()).contains("scratch_password_command gave no password", "[UP432]");
      } finally {
        scratch.execute("DROP USER scratch17@'%'");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "exit 1", "no-such-program"})
  void a_command_that_says_nothing_is_an_error(String command) throws IOException {
    environment("postgresql://u@127.0.0.1:1/d", command);
    Cli.Answer answer = run("status", "--env", "prod");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("password_command gave no password", "[UP432]");
  }

  @Test
  void no_command_is_run_where_no_database_is_asked() throws IOException {
    environment("postgresql://u@127.0.0.1:1/d", "touch ran");
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { id: integer }, primary_key: [id] } }\n");
    assertThat(run("plan", "--offline", "--env", "prod").code()).isZero();
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  static Stream<TestServer> all() {
    return Stream.of(TestServers.postgresql(18), TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("all")
  void tls_is_spelled_the_same(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      for (String mode : new String[] {"disable", "prefer"})
        assertThat(with(db, "sslmode=" + mode).code()).as(mode).isZero();
      Cli.Answer required = with(db, "sslmode=require");
      if (!db.engine().equals("mysql")) {
        assertThat(required.code()).isEqualTo(1);
        assertThat(required.err()).contains("it has no TLS", "sslmode=require");
        return;
      }
      assertThat(required.code()).as(required.toString()).isZero();
      assertThat(required.out()).contains("uses TLSv1");
      assertThat(with(db, "sslmode=disable").out()).contains("uses no TLS");
      Cli.Answer missing = with(db, "sslmode=verify-ca&sslrootcert=/no/such.pem");
      assertThat(missing.code()).isEqualTo(64);
      assertThat(missing.err()).contains("cannot be read (sslrootcert)");
      String ca = db.value("SELECT concat(@@datadir, @@ssl_ca)");
      Cli.Answer verified = with(db, "sslmode=verify-ca&sslrootcert=" + ca);
      assertThat(verified.code()).as(verified.toString()).isZero();
      assertThat(verified.out()).contains("uses TLSv1");
      Cli.Answer full = with(db, "sslmode=verify-full&sslrootcert=" + ca);
      assertThat(full.code()).as(full.toString()).isEqualTo(1);
    }
  }

  private Cli.Answer with(TestDatabase db, String parameters) {
    return run("doctor", "--url", db.url() + (db.url().contains("?") ? "&" : "?") + parameters);
  }

  private void environment(String url, String command) throws IOException {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        "environments:\n  prod:\n    url: '%s'\n    password_command: '%s'\n"
            .formatted(url, command));
  }

  private Cli.Answer run(String... words) {
    return new Cli(folder).run(words);
  }
}
