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

/** Reference rows: what {@code seed} declares is inserted and kept, and a rollback restores it. */
class SeedTest {
  private static final String TABLES =
      """
      tables:
        countries:
          columns:
            code: varchar(2) not null
            name: varchar(80)
            note: varchar(80) default 'none'
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
  void rows_come_and_change_and_a_rollback_restores_them(TestServer server) {
    new StandardRun(folder, server)
        .start(
            """
            create table countries (code varchar(2) primary key, name varchar(80), note varchar(80) default 'none');
            insert into countries values ('de', 'germany', 'mine'), ('xx', 'left alone', null), ('at', 'Austria', 'a');
            """)
        .targetYaml(
            TABLES
                + """
                  cities:
                    columns: { id: int not null, country: varchar(2) not null, name: varchar(80) }
                    primary_key: [id]
                    foreign_keys:
                      cities_fk: { columns: [country], references: countries(code) }
                seed:
                  cities:
                    rows:
                    - { id: 1, country: fr, name: Paris }
                  countries:
                    key: [code]
                    rows:
                    - { code: de, name: Germany }
                    - { code: at, name: Austria, note: null }
                    - { code: fr, name: "L'\\\\ \\n \\U0001F600" }
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_value_is_compared_as_the_server_keeps_it(TestServer server) {
    new StandardRun(folder, server)
        .start(
            """
            create table kept (id int primary key, amount decimal(10,2), flag boolean, day date, at timestamp, word varchar(20), share double precision, big bigint);
            insert into kept values (1, 1.5, true, '2026-01-02', '2026-01-02 03:04:05', '010', 0.1, 9007199254740993);
            insert into kept values (2, 2.5, false, '2026-01-02', '2026-01-02 03:04:05', 'A', 0.3, 5);
            """)
        .change(
            "tables:",
            """
            seed:
              kept:
                rows:
                - { id: 1, amount: 1.50, flag: true, day: 2026-01-02, at: 2026-01-02 03:04:05, word: 010, share: 0.1, big: 9007199254740993 }
                - { id: 2, amount: 2.75, flag: true, day: 2026-02-03, at: "2026-02-03 03:04:05", word: a, share: 0.25, big: { sql: 2 + 3 } }
                - { id: 3, amount: null, flag: false, word: "true" }
            tables:""")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void names_and_types_that_are_unusual(TestServer server) {
    String q =
        server.name().startsWith("postgres") || server.name().startsWith("sqlite") ? "\"" : "`";
    new StandardRun(folder, server)
        .start(
            "create table `the \"rows` (`the id` int primary key, `a'b` varchar(20));"
                .replace("`the \"rows`", q.equals("`") ? "`the \"rows`" : "\"the \"\"rows\"")
                .replace("`", q))
        .change(
            "tables:",
            """
            seed:
              '"the ""rows"':
                rows:
                - { the id: 1, a'b: x }
            tables:""")
        .goesForwardAndBack();
  }

  @Test
  void only_what_differs_is_written_and_a_changed_row_is_not_overwritten() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare(TABLES + "seed:\n  countries:\n    rows:\n    - { code: de, name: Germany }\n");
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      declare(
          TABLES
              + "seed:\n  countries:\n    rows:\n    - { code: de, name: Deutschland }\n    - { code: at, name: Austria }\n");
      Cli.Answer plan = run(db, 2, "plan", "--exit-code");
      assertThat(plan.out())
          .contains(
              "1 change in 1 step",
              "~ seed countries  1 row to insert, 1 row to update (name)",
              "schema.yaml:9",
              "insert 1 row, update 1 row (name)",
              "SET \"name\" = 'Deutschland'");
      assertThat(run(db, 0, "plan", "--format", "json").out())
          .contains("1 change in 1 step", "seed: 1 row to insert, 1 row to update (name)");
      assertThat(run(db, 0, "plan", "--format", "markdown").out())
          .contains("**countries** seed: 1 row to insert, 1 row to update");
      assertThat(run(db, 0, "plan", "--checklist").out())
          .contains("Read the rows of countries in the YAML: 1 row to insert, 1 row to update");
      run(db, 0, "plan", "--save", "names");
      db.execute("UPDATE countries SET name = 'Alemania' WHERE code = 'de'");
      Cli.Answer refused = run(db, 3, "apply", "--yes");
      assertThat(refused.err() + refused.out()).contains("UP315", "(de)");
      assertThat(db.value("SELECT name FROM countries WHERE code = 'de'")).isEqualTo("Alemania");
      db.execute("UPDATE countries SET name = 'Deutschland' WHERE code = 'de'");
      run(db, 0, "apply", "--yes");
      run(db, 0, "plan", "--exit-code");
      db.execute("INSERT INTO countries VALUES ('fr', 'France', null)");
      run(db, 0, "rollback", "--yes");
      assertThat(db.value("SELECT count(*) FROM countries")).isEqualTo("2");
    }
  }

  @Test
  void a_row_of_a_column_that_is_renamed_is_not_overwritten_either() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(
          "CREATE TABLE lines (a int NOT NULL, b int NOT NULL, t varchar(9), PRIMARY KEY (a, b))",
          "INSERT INTO lines VALUES (1, 2, 'old')");
      declare(
          """
          tables:
            parts:
              renamed_from: lines
              columns:
                a: int not null
                c: { type: int, nullable: false, renamed_from: b }
                text: { type: varchar(9), renamed_from: t }
              primary_key: [a, c]
          seed: { parts: { rows: [{ a: 1, c: 2, text: new }] } }
          """);
      run(db, 0, "plan", "--save", "names");
      db.execute("UPDATE lines SET t = 'by hand'");
      Cli.Answer refused = run(db, 3, "apply", "--yes");
      assertThat(refused.err() + refused.out()).contains("UP315", "(1, 2)");
      db.execute("UPDATE lines SET t = 'old'");
      run(db, 0, "apply", "--yes");
      assertThat(db.value("SELECT text FROM parts")).isEqualTo("new");
      run(db, 0, "rollback", "--yes");
      assertThat(db.value("SELECT t FROM lines")).isEqualTo("old");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_rollback_restores_every_digit(TestServer server) throws IOException {
    String real = server.engine().equals("postgresql") ? "real" : "float";
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE kept (id int NOT NULL PRIMARY KEY, small "
              + real
              + ", big double precision)",
          "INSERT INTO kept VALUES (1, 0.12345679, 0.1234567890123456), (2, null, null)");
      List<?> before = db.rows("SELECT small + 0e0, big FROM kept ORDER BY id");
      declare(
          "tables: { kept: { columns: { id: int not null, small: "
              + real
              + ", big: double precision }, primary_key: [id] } }\n"
              + "seed: { kept: { rows: [{ id: 1, small: 0.5, big: 0.5 }, { id: 2, small: 0.1, big: 0.1 }] } }\n");
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "rollback", "--yes");
      assertThat(db.rows("SELECT small + 0e0, big FROM kept ORDER BY id")).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void drift_names_the_rows_that_are_not_as_they_were_left(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(
          TABLES
              + "seed: { countries: { rows: [{ code: de, name: Germany }, { code: at, note: null }, { code: fr }] } }\n");
      run(db, 0, "plan", "--save", "first");
      run(db, 0, "apply", "--yes");
      assertThat(run(db, 0, "drift").toString()).doesNotContain("seed");
      db.execute("DELETE FROM countries WHERE code = 'fr'");
      db.execute("UPDATE countries SET name = 'germany', note = 'x' WHERE code = 'de'");
      for (String[] command : new String[][] {{"drift"}, {"drift", "--schema", "schema.yaml"}})
        assertThat(run(db, 0, command).toString().replaceAll("\\s+", " "))
            .contains("countries", "1 row is missing (fr), 1 row has other values (de: name)");
      assertThat(run(db, 0, "drift", "--format", "json").out()).contains("1 row is missing (fr)");
      assertThat(run(db, 0, "drift").toString()).contains("drift --save NAME");
      run(db, 0, "drift", "--save", "again");
      run(db, 0, "apply", "--yes");
      assertThat(run(db, 0, "drift").toString()).doesNotContain("seed");
      run(db, 0, "plan", "--exit-code");
    }
  }

  @Test
  void rows_are_not_saved_while_others_are_pending() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      String seed = "seed:\n  countries:\n    rows:\n    - { code: de, name: Germany }\n";
      declare(TABLES + seed);
      run(db, 0, "plan", "--save", "first");
      declare(TABLES + seed.replace("Germany", "Deutschland"));
      assertThat(run(db, 3, "plan", "--save", "second").err()).contains("underpin apply");
      run(db, 0, "apply", "--yes");
      run(db, 0, "plan", "--save", "second");
      run(db, 0, "apply", "--yes");
      assertThat(db.value("SELECT name FROM countries")).isEqualTo("Deutschland");
    }
  }

  @Test
  void mistakes_have_their_place() throws IOException {
    declare(
        TABLES
            + """
            seed:
              countrys: { rows: [] }
              countries:
                key: [name]
                rows: []
            """);
    assertThat(new Cli(folder).run("validate").toString())
        .contains("schema.yaml:9:3", "no table \"countrys\"", "schema.yaml:11:10", "not unique");
    declare(
        TABLES
            + """
            seed:
              countries:
                rows:
                - { code: de, nam: x }
                - { name: x }
                - { code: "de" }
                - { code: de }
            """);
    assertThat(new Cli(folder).run("validate").toString())
        .contains("schema.yaml:11:19", "no column \"nam\"", "no value for \"code\"", "same key");
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
