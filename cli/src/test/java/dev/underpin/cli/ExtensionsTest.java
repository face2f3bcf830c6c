package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An extension is declared by its name, or by the statement that creates it. */
class ExtensionsTest {
  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(ExtensionsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_declared_in_few_words(TestServer server) {
    run(server)
        .start("create table t (a int);")
        .targetYaml(
            """
            tables: { t: { columns: { a: int } } }
            schemas: [Other]
            extensions:
              - citext
              - uuid-ossp
              - { name: hstore, create: create extension if not exists hstore }
              - { name: pg_trgm, create: create extension pg_trgm schema "Other" }
            """)
        .goesForwardAndBack();
  }
}
