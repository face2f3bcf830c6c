package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rollback takes the kept value of a row that nobody has written since, also where the new value
 * could not be converted back.
 */
class KeptValuesTest {
  private static final String BYTES =
      """
      create table t (id int primary key, b bytea);
      insert into t values (1, 'v1'), (2, '\\x00ff'), (3, null);
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(KeptValuesTest.class);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void comes_back_where_the_new_value_does_not_convert(TestServer server) {
    String target = "create table t (id int primary key, b char(3));";
    new StandardRun(folder, server).start(BYTES).target(target).goesForwardAndBackByCommands();
    new StandardRun(folder, server)
        .start(BYTES)
        .target(target)
        .isNotRolledBackAfter("update t set b = '\\x0' where id = 1;", "does not fit bytea");
  }
}
