package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rollback gives rows that were written since a column was dropped the declared value. */
class BackfillDownTest {
  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    List<TestServer> servers = new ArrayList<>(List.of(TestServers.sqlite()));
    servers.addAll(TestServers.somePostgresql());
    servers.addAll(TestServers.someMysql());
    return servers;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_are_as_they_were_and_rows_written_since_get_the_value(TestServer server)
      throws IOException {
    String together = isMysql(server) ? "concat(road, ' ', number)" : "road || ' ' || number";
    for (String rules : List.of("", " not null", " not null default 'none'")) {
      try (TestDatabase db = server.newDatabase()) {
        boolean required = !rules.isEmpty();
        db.execute(
            "create table address (id int primary key, road varchar(60), number varchar(20), street varchar(80)"
                + rules
                + ")",
            "insert into address values (1, 'Main', '1', 'Main One'), (2, 'Hill', '20', "
                + (required ? "'none'" : "null")
                + ")");
        String second = required ? "none" : "null";
        declare("address.street: { backfill_down: \"" + together + "\" }");
        for (int times = 0; times < (required ? 1 : 2); times++) {
          run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
          run(db, 0, "plan", "--exit-code");
          if (times == 0)
            db.execute("insert into address (id, road, number) values (3, 'Park', '7a')");
          run(db, 0, "rollback", "--yes");
          assertThat(db.rows("select id, street from address order by id").toString())
              .as(rules)
              .isEqualTo("[[1, Main One], [2, " + second + "], [3, Park 7a]]");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_discarded_column_gets_the_value_in_every_row(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table address (id int primary key, road varchar(60), number varchar(20), street varchar(80) not null)",
          "insert into address values (1, 'Main', '1', 'gone')");
      declare("address.street: { backfill_down: upper(road) }");
      run(db, 0, "apply", "--direct", "--yes", "--discard", "--allow", "all");
      db.execute("insert into address (id, road, number) values (2, 'Park', '7a')");
      run(db, 0, "rollback", "--yes");
      assertThat(db.rows("select id, street from address order by id").toString())
          .isEqualTo("[[1, MAIN], [2, PARK]]");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_expression_that_the_server_does_not_accept_stops_the_plan(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table address (id int primary key, road varchar(60), number varchar(20), street varchar(80))");
      // The column itself is gone by the time the expression is needed.
      for (String wrong : List.of("upper(raod)", "coalesce(street, road)", "no(road)")) {
        declare("address.street: { backfill_down: \"" + wrong + "\" }");
        assertThat(run(db, 1, "plan").err())
            .contains("schema.yaml:9:36", "does not accept backfill_down of street", "UP216");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_saved_files_do_the_same(TestServer server) {
    new StandardRun(folder, server)
        .start(
            """
            create table address (id int primary key, road varchar(60), street varchar(80) not null, town varchar(80));
            insert into address values (1, 'Main', 'Main 1', null), (2, null, 'Hill 20', 'Aix');
            """)
        .targetYaml(
            """
            tables:
              address:
                columns: { id: int not null, road: varchar(60) }
                primary_key: [id]
            dropped:
              address.street: { backfill_down: upper(road) }
              address.town: { backfill_down: upper(road) }
            """)
        .goesForwardAndBack();
  }

  private static boolean isMysql(TestServer server) {
    return !server.name().startsWith("postgres") && !server.name().startsWith("sqlite");
  }

  private void declare(String dropped) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        """
        tables:
          address:
            columns:
              id: int not null
              road: varchar(60)
              number: varchar(20)
            primary_key: [id]
        dropped:
          %s
        """
            .formatted(dropped));
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
