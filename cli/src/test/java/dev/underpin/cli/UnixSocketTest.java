package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server is reached by its Unix socket, under the names that its own clients have for it. */
class UnixSocketTest {
  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  private static String asked(TestDatabase db, String sql) throws SQLException {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** All ways to write it. */
  private static List<String> urls(TestDatabase db) throws SQLException {
    String name = db.url().replaceAll("\\?.*", "").replaceFirst(".*/", "");
    String user = db.url().replaceFirst(".*//([^@]*)@.*", "$1");
    if (db.engine().equals("postgresql")) {
      String directory = asked(db, "SHOW unix_socket_directories");
      String port = asked(db, "SHOW port");
      return List.of(
          "postgresql:///%s?host=%s&port=%s&user=%s".formatted(name, directory, port, user),
          "postgresql://%s@/%s?port=%s&host=%s/".formatted(user, name, port, directory),
          "postgresql://%s@%s:%s/%s"
              .formatted(user, directory.replace("/", "%2F"), port, name)
              .replace(":" + port + "/" + name, "/" + name + "?port=" + port));
    }
    String socket = asked(db, "SELECT @@socket");
    return List.of(
        "%s://%s@/%s?socket=%s".formatted(db.engine(), user, name, socket),
        "%s://%s@localhost/%s?unix_socket=%s".formatted(db.engine(), user, name, socket),
        "jdbc:%s://%s@localhost/%s?localSocket=%s".formatted(db.engine(), user, name, socket));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everything_works_by_the_socket(TestServer server) throws IOException, SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("CREATE TABLE t (id integer PRIMARY KEY, a integer)");
      for (String url : urls(db)) {
        String before = run(0, "inspect", "--url", url).out();
        Files.writeString(folder.resolve("schema.yaml"), before + table());
        run(0, "apply", "--direct", "--yes", "--url", url);
        run(0, "plan", "--exit-code", "--url", db.url());
        run(0, "drift", "--url", url);
        run(0, "rollback", "--yes", "--url", url);
        assertThat(run(0, "inspect", "--url", url).out()).isEqualTo(before);
      }
    }
  }

  /** More than fits into one buffer. */
  private static String table() {
    StringBuilder yaml = new StringBuilder("  wide:\n    columns:\n      id: int\n");
    IntStream.range(0, 300)
        .forEach(
            i -> yaml.append("      a_rather_long_name_of_a_column_").append(i).append(": int\n"));
    return yaml.append("    primary_key: [id]\n").toString();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_suggested_command_names_the_socket(TestServer server) throws IOException, SQLException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), "tables:\n" + table());
      String url = urls(db).get(0);
      String plan = run(0, "plan", "--url", url).out();
      String suggested = plan.replaceFirst("(?s).*Run it:[^\\n]*--url '?([^ '\\n]+).*", "$1");
      run(0, "status", "--url", suggested);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_socket_that_does_not_exist_is_named(TestServer server) {
    String url =
        server.engine().equals("postgresql")
            ? "postgresql://u:s3cret@/db?host=/no/such/folder"
            : server.engine() + "://u:s3cret@/db?socket=/no/such.sock";
    Cli.Answer answer = run(1, "status", "--url", url);
    assertThat(answer.err())
        .contains("there is no such socket", "/no/such", "--wait 30s")
        .doesNotContain("s3cret", "localhost");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_path_that_cannot_be_one_is_refused(TestServer server) {
    String key = server.engine().equals("postgresql") ? "host" : "socket";
    String url = server.engine() + "://u@/db?" + key + "=/" + "x".repeat(120);
    assertThat(run(64, "status", "--url", url).err()).contains("at most 107 characters");
  }

  private Cli.Answer run(int code, String... words) {
    Cli.Answer answer = new Cli(folder).run(words);
    assertThat(answer.code()).as(String.join(" ", words) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
