package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --wait} is how long a command waits in all. */
class WaitingTimeTest {
  private static final String ONE = "tables: { t: { columns: { a: int } } }";
  private static final String TWO = "tables: { t: { columns: { a: int, b: int } } }";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"})
  void a_file_that_is_locked_is_waited_for_as_long_as_was_said(String lock)
      throws IOException, SQLException {
    try (TestDatabase db = TestServers.sqlite().newDatabase();
        Connection other = db.connect();
        Statement statement = other.createStatement()) {
      db.execute("create table t(a int)");
      declare(TWO);
      statement.execute(lock);
      endsIn(4, "apply", "--direct", "--yes", "--wait", "4s", "--url", db.url());
      endsIn(1, "apply", "--direct", "--yes", "--wait", "1s", "--url", db.url());
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void a_file_with_a_history_is_waited_for_as_long_as_was_said() throws IOException, SQLException {
    try (TestDatabase db = TestServers.sqlite().newDatabase();
        Connection other = db.connect();
        Statement statement = other.createStatement()) {
      declare(ONE);
      assertThat(new Cli(folder).run("apply", "--direct", "--yes", "--url", db.url()).code())
          .isZero();
      declare(TWO);
      statement.execute("BEGIN IMMEDIATE");
      endsIn(2, "apply", "--direct", "--yes", "--wait", "2s", "--url", db.url());
      endsIn(2, "rollback", "--yes", "--wait", "2s", "--url", db.url());
      statement.execute("ROLLBACK");
    }
  }

  static List<TestServer> servers() {
    return List.of(TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_of_a_server_is_waited_for_as_long_as_was_said(TestServer server)
      throws IOException, SQLException {
    try (TestDatabase db = server.newDatabase();
        Connection other = db.connect();
        Statement statement = other.createStatement()) {
      declare(ONE);
      assertThat(new Cli(folder).run("apply", "--direct", "--yes", "--url", db.url()).code())
          .isZero();
      declare(TWO);
      other.setAutoCommit(false);
      statement.execute("insert into t values (1)");
      // A server's own work takes as long as its machine needs; the waiting is what is limited.
      Cli.Answer answer =
          new Cli(folder).run("apply", "--direct", "--yes", "--wait", "3s", "--url", db.url());
      assertThat(answer.code()).as(answer.toString()).isEqualTo(4);
      assertThat(answer.err()).contains("over 3 seconds");
      other.rollback();
    }
  }

  private void endsIn(int seconds, String... args) {
    long start = System.nanoTime();
    Cli.Answer answer = new Cli(folder).run(args);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(4);
    // A test machine is slower than a second allows for.
    assertThat(took)
        .as(answer.toString())
        .isBetween(Duration.ofMillis(seconds * 1000L - 1000), Duration.ofSeconds(seconds + 3));
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }
}
