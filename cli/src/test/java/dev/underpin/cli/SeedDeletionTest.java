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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reference rows that are no longer declared: those that a migration has written are deleted,
 * others stay.
 */
class SeedDeletionTest {
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

  private static final String CITIES =
      """
        cities:
          columns: { id: int not null, country: varchar(2), name: varchar(80) }
          primary_key: [id]
          foreign_keys:
            cities_fk: { columns: [country], references: countries(code) }
      """;

  private static String seed(String countries, String cities) {
    return "seed:\n  countries:\n    rows: ["
        + countries
        + "]\n  cities:\n    rows: ["
        + cities
        + "]\n";
  }

  static Iterable<TestServer> serversOfEachVersion() {
    List<TestServer> servers = new ArrayList<>(List.of(TestServers.sqlite()));
    servers.addAll(TestServers.everyPostgresql());
    servers.addAll(TestServers.someMysql());
    return servers;
  }

  @ParameterizedTest
  @MethodSource("serversOfEachVersion")
  void rows_that_are_no_longer_declared_are_deleted_and_a_rollback_restores_them(TestServer server)
      throws IOException {
    String germany = "{ code: de, name: Germany }";
    try (TestDatabase db = server.newDatabase()) {
      declare(
          TABLES
              + CITIES
              + seed(
                  germany + ", { code: xx, name: X }, { code: yy }",
                  "{ id: 1, country: xx, name: A }, { id: 2, country: xx }"));
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("INSERT INTO countries (code, name) VALUES ('zz', 'by hand')");
      db.execute("UPDATE countries SET note = 'it''s a note' WHERE code = 'xx'");
      declare(TABLES + CITIES + seed(germany, "{ id: 2, country: xx }"));
      assertThat(run(db, 3, "plan", "--save", "less").out())
          .contains("UP316", "rows of cities refer to them", "(xx)");
      declare(TABLES + CITIES + seed(germany, "{ id: 2, country: de }"));
      db.execute("UPDATE cities SET country = 'de' WHERE id = 2");
      assertThat(run(db, 3, "plan", "--save", "less").out())
          .contains("seed countries  2 rows to delete", "seed cities  1 row to delete", "lossy");
      run(db, 0, "plan", "--save", "less", "--allow", "lossy");
      List<String> before = rows(db);
      for (int times = 0; times < 2; times++) {
        run(db, 0, "apply", "--yes");
        assertThat(rows(db)).containsExactly("de zz", "2");
        run(db, 0, "plan", "--exit-code");
        run(db, 0, "rollback", "--yes");
        assertThat(rows(db)).isEqualTo(before);
        assertThat(db.value("SELECT note FROM countries WHERE code = 'xx'"))
            .isEqualTo("it's a note");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("serversOfEachVersion")
  void a_row_that_moves_to_another_parent_does_not_keep_the_old_one(TestServer server)
      throws IOException {
    String germany = "{ code: de, name: Germany }";
    try (TestDatabase db = server.newDatabase()) {
      declare(TABLES + CITIES + seed(germany + ", { code: xx }", "{ id: 1, country: xx }"));
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("INSERT INTO cities (id, country) VALUES (9, 'xx')");
      declare(TABLES + CITIES + seed(germany + ", { code: yy }", "{ id: 1, country: yy }"));
      assertThat(run(db, 3, "plan", "--save", "moved").out()).contains("UP316", "(xx)");
      db.execute("UPDATE cities SET country = NULL WHERE id = 9");
      run(db, 0, "plan", "--save", "moved", "--allow", "lossy");
      for (int times = 0; times < 2; times++) {
        run(db, 0, "apply", "--yes");
        assertThat(rows(db)).containsExactly("de yy", "1 9");
        assertThat(db.value("SELECT country FROM cities WHERE id = 1")).isEqualTo("yy");
        run(db, 0, "plan", "--exit-code");
        run(db, 0, "rollback", "--yes");
        assertThat(rows(db)).containsExactly("de xx", "1 9");
        assertThat(db.value("SELECT country FROM cities WHERE id = 1")).isEqualTo("xx");
      }
    }
  }

  private static List<String> rows(TestDatabase db) {
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of("SELECT code FROM countries ORDER BY code", "SELECT id FROM cities ORDER BY id"))
      rows.add(
          db.rows(sql).stream()
              .map(row -> String.valueOf(row.get(0)))
              .collect(Collectors.joining(" ")));
    return rows;
  }

  @Test
  void only_what_a_migration_has_written_is_deleted() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(
          "CREATE TABLE countries (code varchar(2) NOT NULL PRIMARY KEY, name varchar(80), note varchar(80) DEFAULT 'none')");
      db.execute("INSERT INTO countries VALUES ('de', 'Germany', null), ('at', 'a', null)");
      String both = "{ code: de, name: Germany }, { code: at, name: Austria }";
      declare(TABLES + "seed: { countries: { rows: [" + both + "] } }\n");
      run(db, 0, "apply", "--direct", "--yes");
      declare(TABLES + "seed: { countries: { rows: [], keep_rows: true } }\n");
      run(db, 0, "plan", "--exit-code");
      declare(TABLES);
      Cli.Answer plan = run(db, 2, "plan", "--exit-code");
      assertThat(plan.out()).contains("seed countries  1 row to delete", "'at'");
      run(db, 3, "apply", "--direct", "--yes");
      run(db, 0, "apply", "--direct", "--yes", "--allow", "lossy");
      assertThat(db.value("SELECT count(*) FROM countries")).isEqualTo("1");
      run(db, 0, "plan", "--exit-code");
    }
  }

  @Test
  void squash_keeps_which_rows_a_migration_has_written() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase();
        TestDatabase empty = TestServers.sqlite().newDatabase()) {
      declare(
          TABLES + "seed: { countries: { rows: [{ code: de }, { code: xx }, { code: yy }] } }\n");
      run(db, 0, "plan", "--save", "one");
      run(db, 0, "apply", "--yes");
      declare(
          TABLES + "seed: { countries: { rows: [{ code: de }, { code: at }, { code: yy }] } }\n");
      run(db, 0, "plan", "--save", "two", "--allow", "lossy");
      run(db, 0, "apply", "--yes");
      Cli.Answer squash = new Cli(folder).run("squash", "--name", "all", "--yes");
      assertThat(squash.code()).as(squash.toString()).isZero();
      run(empty, 0, "apply", "--yes");
      declare(TABLES + "seed: { countries: { rows: [{ code: de }, { code: at }] } }\n");
      run(db, 0, "plan", "--save", "three", "--allow", "lossy");
      for (TestDatabase one : List.of(db, empty)) {
        run(one, 0, "apply", "--yes");
        assertThat(one.value("SELECT count(*) FROM countries")).isEqualTo("2");
        run(one, 0, "plan", "--exit-code");
      }
    }
  }

  @Test
  void a_row_is_known_by_the_names_that_a_migration_gives_it() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare(
          TABLES + "seed: { countries: { rows: [{ code: de, name: Germany }, { code: at }] } }\n");
      run(db, 0, "apply", "--direct", "--yes");
      String renamed =
          """
          tables:
            lands:
              renamed_from: countries
              columns:
                iso: { type: varchar(2), nullable: false, renamed_from: code }
                name: varchar(80)
                note: varchar(80) default 'none'
              primary_key: [iso]
          """;
      declare(renamed + "seed: { lands: { rows: [{ iso: de, name: Germany }] } }\n");
      run(db, 0, "apply", "--direct", "--yes", "--allow", "lossy");
      assertThat(db.value("SELECT count(*) FROM lands")).isEqualTo("1");
      declare(renamed);
      run(db, 0, "apply", "--direct", "--yes", "--allow", "lossy");
      assertThat(db.value("SELECT count(*) FROM lands")).isEqualTo("0");
      run(db, 0, "rollback", "--yes");
      run(db, 0, "rollback", "--yes");
      assertThat(db.value("SELECT count(*) FROM countries")).isEqualTo("2");
    }
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
