package dev.underpin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestServersTest {
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void gives_each_test_an_empty_database(TestServer server) {
    try (TestDatabase one = server.newDatabase();
        TestDatabase other = server.newDatabase()) {
      one.execute("CREATE TABLE t (id integer)", "INSERT INTO t VALUES (1)");

      assertThat(one.dump())
          .isEqualTo(Map.of("t", List.of(server.engine().equals("sqlite") ? "id=1" : "id='1'")));
      assertThat(other.dump()).isEmpty();
      assertThat(one.url()).startsWith(server.engine() + ":");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void runs_the_version_that_its_name_says(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      assertThat("postgresql " + db.value("SHOW server_version")).startsWith(server.name() + ".");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void runs_the_product_and_version_that_its_name_says(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      String version = db.value("SELECT version()");
      assertThat(version.contains("MariaDB")).isEqualTo(server.engine().equals("mariadb"));
      if (server.name().equals("mysql newest")) assertThat(version).doesNotStartWith("8.");
      else assertThat(server.engine() + " " + version).startsWith(server.name() + ".");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void drops_a_database_that_a_connection_holds_locks_in(TestServer server) throws Exception {
    TestDatabase db = server.newDatabase();
    db.execute("CREATE TABLE t (id int)");
    try (var connection = db.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (1)");
      db.close();

      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void drops_a_database_that_is_still_in_use(TestServer server) throws Exception {
    TestDatabase db = server.newDatabase();
    try (var connection = db.connect()) {
      db.close();

      assertThat(connection.isValid(1)).isFalse();
    }
    assertThatThrownBy(db::connect).hasMessageContaining("does not exist");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void runs_a_script_in_the_engines_own_shell(TestServer server, @TempDir Path folder)
      throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("a.sql"), "CREATE TABLE a (id integer);\nSELECT 41 + 1;\n");
    Path broken = Files.writeString(folder.resolve("b.sql"), "SELECT nonsense;\n");
    try (TestDatabase db = server.newDatabase()) {
      assertThat(db.runScript(script).orFail().out()).contains("42");
      assertThat(db.runScript(broken).err()).contains("nonsense");
      assertThat(db.dump()).containsOnlyKeys("a");
    }
  }

  @Test
  void says_which_statement_failed() {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      assertThatThrownBy(() -> db.execute("SELECT 1", "INSERT INTO nowhere VALUES (1)"))
          .hasMessageContaining("no such table: nowhere")
          .hasMessageContaining("in: INSERT INTO nowhere");
    }
  }

  @Test
  void deletes_the_file_of_a_closed_database() {
    TestDatabase db = TestServers.sqlite().newDatabase();
    db.execute("CREATE TABLE t (id integer)");
    Path file = Path.of(db.url().substring("sqlite:".length()));
    assertThat(file).exists();

    db.close();

    assertThat(file.getParent()).doesNotExist();
  }
}
