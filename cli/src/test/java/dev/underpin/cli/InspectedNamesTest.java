package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was read from one database brings another to the same names. */
class InspectedNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void are_those_of_another_database_in_the_end(TestServer server) {
    try (TestDatabase one = server.newDatabase();
        TestDatabase other = server.newDatabase()) {
      String table = "CREATE TABLE boxes (id int PRIMARY KEY, name varchar(10), UNIQUE KEY ";
      one.execute(
          table + "boxes_name_key (name))", "CREATE PROCEDURE p (IN a int) BEGIN SELECT a; END");
      other.execute(table + "name (name))", "INSERT INTO boxes VALUES (1, 'a')");

      Cli cli = new Cli(folder);
      Cli.Answer read = cli.run("inspect", "--url", one.url(), "--output", "schema.yaml");
      assertThat(read.code()).as(read.toString()).isZero();
      Cli.Answer applied = cli.run("apply", "--direct", "--yes", "--url", other.url());
      assertThat(applied.code()).as(applied.toString()).isZero();

      String key =
          "SELECT index_name FROM information_schema.statistics"
              + " WHERE table_schema = database() AND column_name = 'name'";
      assertThat(other.value(key)).isEqualTo("boxes_name_key");
      assertThat(read.out() + cli.run("inspect", "--url", other.url()).out())
          .contains("boxes_name_key")
          .containsPattern("p`? ?\\(IN `?a`? int");
      Cli.Answer again = cli.run("plan", "--exit-code", "--url", one.url());
      assertThat(again.code()).as(again.toString()).isZero();
    }
  }
}
