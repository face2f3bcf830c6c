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
  void a_split_column_comes_back_for_old_rows_and_new_ones(TestServer server) throws IOException {
    boolean my = !server.name().startsWith("postgres") && !server.name().startsWith("sqlite");
    String together = my ? "concat(road, ' ', number)" : "road || ' ' || number";
    for (String required : List.of("", " not null")) {
      try (TestDatabase db = server.newDatabase()) {
        db.execute(
            "create table address (id int primary key, street varchar(80)" + required + ")",
            "insert into address values (1, 'Main 1'), (2, 'Hill 20')");
        Files.writeString(
            folder.resolve("schema.yaml"),
            """
            tables:
              address:
                columns:
                  id: int not null
                  road: { type: varchar(60), backfill: "'x'" }
                  number: varchar(20)
                primary_key: [id]
            dropped:
              address.street: { backfill_down: "%s" }
            """
                .formatted(together));
        run(db, "apply", "--direct", "--yes", "--allow", "all");
        db.execute("insert into address (id, road, number) values (3, 'Park', '7a')");
        run(db, "rollback", "--yes");
        assertThat(db.rows("select id, street from address order by id").toString())
            .isEqualTo("[[1, Main 1], [2, Hill 20], [3, Park 7a]]");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_saved_files_do_the_same(TestServer server) {
    new StandardRun(folder, server)
        .start(
            """
            create table address (id int primary key, road varchar(60), street varchar(80) not null);
            insert into address values (1, 'Main', 'Main 1'), (2, null, 'Hill 20');
            """)
        .targetYaml(
            """
            tables:
              address:
                columns: { id: int not null, road: varchar(60) }
                primary_key: [id]
            dropped:
              address.street: { backfill_down: upper(road) }
            """)
        .goesForwardAndBack();
  }

  private void run(TestDatabase db, String... args) {
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isZero();
  }
}
