package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MySQL and MariaDB take Ä and ä for one column, but ä and a, σ and ς, ſ and s, ı and i for two.
 */
class MysqlLettersTest {
  private static final String START =
      """
      CREATE TABLE t(id int primary key, Ä int, a int, σ int, ſ int, s int, ı int,
        KEY Ö(Ä), KEY o(a), KEY k(ſ, s), CONSTRAINT c CHECK (σ > a AND ſ > s));
      INSERT INTO t VALUES (1, 2, 3, 4, 6, 5, 7);
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void names_are_one_where_the_server_takes_them_for_one(TestServer server) {
    new StandardRun(folder, server)
        .start(START)
        .targetYaml(
            """
            tables:
              t:
                columns: { id: int, ä: int, a: int, Σ: int, ſ: int, s: int, ı: int }
                primary_key: [id]
                checks: { C: "Σ > a and ſ > s" }
                indexes: { ö: [ä], O: [a], k: [ſ, s] }
            """)
        .changesNothing();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void names_are_two_where_the_server_takes_them_for_two(TestServer server) {
    new StandardRun(folder, server)
        .start(START)
        .target(
            """
            CREATE TABLE t(id int primary key, Ä int, σ int, ς int, ſ int, s bigint, i int,
              KEY Ö(Ä), KEY k(ſ), CONSTRAINT c CHECK (σ > 0 AND ſ > s));
            """)
        .withoutTheTargetsCatalog()
        .goesForwardAndBackByCommands();
  }
}
