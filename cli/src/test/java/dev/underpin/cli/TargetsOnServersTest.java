package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases of a server are named by a query, and databases of several servers by a command. */
class TargetsOnServersTest {
  private static final String SCHEMA =
      "tables: { note: { columns: { id: { type: int, nullable: false }, %s }, primary_key: [id] } }\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_query_says_which_databases_of_the_server_there_are(TestServer server) throws Exception {
    try (TestDatabase directory = server.newDatabase();
        TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase();
        TestDatabase other = server.newDatabase()) {
      directory.execute(
          "CREATE TABLE tenant (id int PRIMARY KEY, name varchar(90), base varchar(90))");
      directory.execute(
          "INSERT INTO tenant VALUES (1, 'Acme & Sons', '%s'), (2, '', '%s')"
              .formatted(name(one), name(two)));
      write(
          "underpin.yaml",
          """
          environments:
            prod:
              url: %s
              targets:
                query: SELECT base AS %s, name FROM tenant ORDER BY id
          """
              .formatted(
                  directory.url(),
                  server.equals(TestServers.mariaDb()) ? "`database`" : "database"));
      write("schema.yaml", SCHEMA.formatted("text: varchar(20)"));

      ok("plan", "--env", "prod", "--save", "first");
      Cli.Answer applied = ok("apply", "--env", "prod", "--yes");
      assertThat(applied.out())
          .contains("Acme & Sons", name(two), "2 × applied 1 migration: 1 step");
      one.execute("INSERT INTO note VALUES (1, 'a')");
      two.execute("INSERT INTO note VALUES (1, 'b')");
      assertThat(ok("status", "--env", "prod", "--target", "Acme & Sons").out()).contains("first");

      write(
          "schema.yaml",
          SCHEMA.formatted("text: varchar(20), size: {type: int, nullable: false, default: 3}"));
      ok("plan", "--env", "prod", "--save", "second");
      ok("apply", "--env", "prod", "--yes", "--canary", "1");
      assertThat(ok("plan", "--env", "prod").out()).contains("2 × no changes");
      ok("drift", "--env", "prod");
      assertThat(one.value("SELECT size FROM note")).isEqualTo("3");
      two.execute("ALTER TABLE note ADD COLUMN extra int");
      assertThat(run("drift", "--env", "prod").out()).contains("--env prod --target " + name(two));
      two.execute("ALTER TABLE note DROP COLUMN extra");
      ok("rollback", "--env", "prod", "--yes", "--to", "first");
      assertThat(one.rows("SELECT id, text FROM note")).containsExactly(List.of("1", "a"));
      assertThat(two.rows("SELECT id, text FROM note")).containsExactly(List.of("1", "b"));
      ok("apply", "--env", "prod", "--yes");
      assertThat(run("status", "--url", other.url()).out()).contains("2 pending");
    }
  }

  @Test
  void a_server_that_does_not_answer_does_not_keep_the_others_from_it() throws Exception {
    try (TestDatabase one = TestServers.postgresql().newDatabase()) {
      write(
          "underpin.yaml",
          """
          targets:
            command: |
              echo "# all of them"
              echo 'postgresql://nobody:secret@127.0.0.1:1/none'
              echo '%s'
              echo sqlite:local.db
          """
              .formatted(one.url()));
      Files.createFile(folder.resolve("local.db"));

      Cli.Answer status = run("status", "--format", "json");

      assertThat(status.code()).as(status.toString()).isEqualTo(1);
      assertThat(status.out())
          .contains("postgresql://nobody@127.0.0.1:1/none", "\"sqlite:local.db\"", "UP414");
      assertThat(status.out().split("nothing applied yet", -1)).hasSize(3);
      assertThat(status.out() + status.err()).doesNotContain("secret");
    }
  }

  /** What is behind the last slash of a URL. */
  private static String name(TestDatabase database) {
    return database.url().replaceFirst("[?].*", "").replaceFirst(".*/", "");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private Cli.Answer ok(String... args) {
    Cli.Answer answer = run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }
}
