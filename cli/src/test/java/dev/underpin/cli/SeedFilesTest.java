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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reference rows in files alone: {@code plan --offline} compares them with the migrations. */
class SeedFilesTest {
  private static final String TABLES =
      """
      tables:
        countries:
          columns:
            code: varchar(2) not null
            name: varchar(80)
            note: varchar(80)
          primary_key: [code]
      """;

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    List<TestServer> servers = new ArrayList<>(List.of(TestServers.sqlite()));
    servers.addAll(TestServers.somePostgresql());
    servers.addAll(TestServers.someMysql());
    return servers;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_changed_row_needs_a_migration_and_gets_one_without_a_database(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("{ code: de, name: Germany }, { code: at, name: Austria }");
      offline(2, server, "--exit-code");
      run(db, 0, "plan", "--save", "first");
      offline(0, server, "--exit-code");
      run(db, 0, "apply", "--yes");
      declare("{ code: de, name: Deutschland }, { code: at, name: Austria }, { code: fr }");
      assertThat(offline(2, server, "--exit-code").out())
          .contains("1 change in 1 step", "1 row to insert, 1 row to update (name)");
      offline(0, server, "--save", "names");
      offline(0, server, "--exit-code");
      for (int times = 0; times < 2; times++) {
        run(db, 0, "apply", "--yes");
        assertThat(names(db)).isEqualTo("[[at, Austria], [de, Deutschland], [fr, null]]");
        run(db, 0, "plan", "--exit-code");
        run(db, 0, "rollback", "--yes");
        assertThat(names(db)).isEqualTo("[[at, Austria], [de, Germany]]");
      }
      db.execute("UPDATE countries SET name = 'Alemania' WHERE code = 'de'");
      Cli.Answer refused = run(db, 3, "apply", "--yes");
      assertThat(refused.err() + refused.out()).contains("UP315", "(de)");
    }
  }

  @Test
  void what_only_a_database_can_say_is_said() throws IOException {
    TestServer server = TestServers.sqlite();
    try (TestDatabase db = server.newDatabase()) {
      declare("{ code: de, name: Germany }, { code: at, name: Austria }");
      run(db, 0, "plan", "--save", "first");
      run(db, 0, "apply", "--yes");
      declare("{ code: de, name: Germany }");
      assertThat(offline(3, server, "--exit-code").err().replaceAll("\\s+", " "))
          .contains(
              "1 row of countries is no longer declared (at)", "Save the migration with --url URL");
      declare("{ code: de, name: Germany, note: new }, { code: at, name: Austria }");
      assertThat(offline(3, server, "--exit-code").err().replaceAll("\\s+", " "))
          .contains("seed declares note of a row of countries");
    }
  }

  @Test
  void rows_of_a_database_that_existed_are_a_note() throws IOException {
    TestServer server = TestServers.sqlite();
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE countries (code varchar(2) NOT NULL, name varchar(80), note varchar(80), PRIMARY KEY (code))",
          "INSERT INTO countries VALUES ('de', 'Germany', 'x')");
      declare("{ code: de, name: Germany }");
      run(db, 0, "baseline");
      run(db, 0, "plan", "--exit-code");
      assertThat(offline(0, server, "--exit-code").toString().replaceAll("\\s+", " "))
          .contains("1 row of seed is in no migration (de)");
    }
  }

  private static String names(TestDatabase db) {
    return db.rows("SELECT code, name FROM countries ORDER BY code").toString();
  }

  private void declare(String rows) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"), TABLES + "seed: { countries: { rows: [" + rows + "] } }\n");
  }

  private Cli.Answer offline(int code, TestServer server, String... args) {
    String[] all =
        Stream.concat(Stream.of("plan", "--offline", "--engine", server.engine()), Stream.of(args))
            .toArray(String[]::new);
    return answer(code, all);
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    return answer(
        code, Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new));
  }

  private Cli.Answer answer(int code, String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
