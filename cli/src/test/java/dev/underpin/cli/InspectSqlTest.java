package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A live schema as the statements that create it. */
class InspectSqlTest {
  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_statements_make_the_same_catalog_in_an_empty_database(TestServer server) {
    try (TestDatabase has = server.newDatabase();
        TestDatabase empty = server.newDatabase()) {
      has.execute(
          "CREATE TABLE people (id int PRIMARY KEY, name varchar(20) DEFAULT 'a;b' NOT NULL)",
          "CREATE TABLE orders (id int PRIMARY KEY, person int,"
              + " CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id))",
          "CREATE INDEX orders_person ON orders (person)",
          "CREATE VIEW known AS SELECT id FROM people");
      Cli.Answer answer = new Cli(folder).run("inspect", "--format", "sql", "--url", has.url());
      assertThat(answer.code()).as(answer.toString()).isZero();

      String plain =
          answer
              .out()
              .lines()
              .filter(line -> !line.startsWith("\\") && !line.startsWith("."))
              .collect(Collectors.joining("\n"));
      List<String> statements =
          Dialects.of(Dialects.provider(has.engine()).baseline())
              .splitStatements(Planner.recipes(has.engine()).plain(plain));
      empty.execute(statements.toArray(String[]::new));

      // SQLite's catalog has the text of each statement; what it means is in the YAML.
      if (server != TestServers.sqlite())
        assertThat(CatalogDump.of(empty)).isEqualTo(CatalogDump.of(has)).isNotEmpty();
      assertThat(new Cli(folder).run("inspect", "--url", empty.url()).out())
          .isEqualTo(new Cli(folder).run("inspect", "--url", has.url()).out())
          .contains("people:");
      assertThat(new Cli(folder).run("inspect", "--format", "sql", "--url", empty.url()).out())
          .isEqualTo(answer.out());
    }
  }
}
