package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TableDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every make, in every place: a rebuild and its way back work on each. */
class SqliteGroundTest {
  private static final List<String> SHOP =
      List.of(
          "CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name text)",
          "CREATE TABLE child (id INTEGER PRIMARY KEY, p int REFERENCES parent (id) ON DELETE CASCADE)",
          "CREATE VIEW named AS SELECT id, name FROM parent",
          "INSERT INTO parent (name) VALUES ('Ann'), ('Bób ☃'), ('😀')",
          "INSERT INTO child (p) VALUES (1), (2), (3)");

  @TempDir Path folder;

  private Path database(String name, String... before) throws SQLException {
    Path file = folder.resolve(name);
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String sql : before) statement.execute(sql);
      for (String sql : SHOP) statement.execute(sql);
    }
    return file;
  }

  /** By its path alone: in a URL of the driver {@code ?} would begin the parameters. */
  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/*", "file:///"));
  }

  private SortedMap<String, List<String>> rows(Path file) throws SQLException {
    try (Connection connection = connect(file)) {
      return TableDump.of(connection);
    }
  }

  private String value(Path file, String sql) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.getString(1);
    }
  }

  private Cli.Answer succeeds(String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private void declare(String url) throws IOException {
    succeeds("inspect", "--url", url, "-o", "schema.yaml");
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("name: text", "name: text not null"));
  }

  private void thereAndBack(Path file, String url) throws Exception {
    SortedMap<String, List<String>> before = rows(file);
    declare(url);
    succeeds("apply", "--direct", "--yes", "--allow", "all", "--url", url);
    assertThat(rows(file)).isEqualTo(before);
    assertThat(
            value(file, "SELECT \"notnull\" FROM pragma_table_info('parent') WHERE name = 'name'"))
        .isEqualTo("1");
    succeeds("plan", "--exit-code", "--url", url);
    succeeds("drift", "--url", url);
    succeeds("rollback", "--yes", "--url", url);
    assertThat(rows(file)).isEqualTo(before);
    assertThat(value(file, "PRAGMA integrity_check")).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({
    "PRAGMA encoding = 'UTF-16le', encoding, UTF-16le",
    "PRAGMA encoding = 'UTF-16be', encoding, UTF-16be",
    "PRAGMA page_size = 512, page_size, 512",
    "PRAGMA page_size = 65536, page_size, 65536",
    "PRAGMA auto_vacuum = FULL, auto_vacuum, 1",
    "PRAGMA journal_mode = WAL, journal_mode, wal",
    "PRAGMA journal_mode = PERSIST, journal_mode, delete",
  })
  void a_file_of_every_make_stays_what_it_is(String made, String pragma, String stays)
      throws Exception {
    Path file = database("a.db", made);
    thereAndBack(file, "sqlite:" + file);
    assertThat(value(file, "PRAGMA " + pragma)).isEqualTo(stays);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"with space.db", "what?.db", "number #1.db", "100%.db", "a&b=c.db", "ünï.db"})
  void a_path_is_a_path_whatever_is_in_it(String name) throws Exception {
    Path file = database("plain.db");
    Path named = folder.resolve(name);
    Files.move(file, named);
    thereAndBackByPath(named);
  }

  private void thereAndBackByPath(Path named) throws Exception {
    String url = "sqlite:" + named;
    declare(url);
    succeeds("apply", "--direct", "--yes", "--allow", "all", "--url", url);
    succeeds("plan", "--exit-code", "--url", url);
    succeeds("rollback", "--yes", "--url", url);
    Path back = folder.resolve("back.db");
    Files.move(named, back);
    assertThat(rows(back).get("child")).hasSize(3);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("back.db", "schema.yaml");
    }
  }

  @Test
  void a_uri_may_have_parameters() throws Exception {
    Path file = database("a.db");
    thereAndBack(file, "file:" + file + "?cache=private&mode=rw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void a_file_that_others_have_open_is_rebuilt(String journal) throws Exception {
    Path file = database("a.db", "PRAGMA journal_mode = " + journal);
    try (Connection other = connect(file);
        Statement statement = other.createStatement()) {
      try (ResultSet known = statement.executeQuery("SELECT count(*) FROM named")) {
        assertThat(known.getInt(1)).isEqualTo(3);
      }
      thereAndBack(file, "sqlite:" + file);
      try (ResultSet known = statement.executeQuery("SELECT count(*) FROM named")) {
        assertThat(known.getInt(1)).isEqualTo(3);
      }
    }
  }

  @Test
  void one_that_another_writes_to_all_the_time_is_a_timeout_that_names_it() throws Exception {
    Path file = database("a.db");
    declare("sqlite:" + file);
    try (Connection other = connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Cli.Answer answer =
          new Cli(folder)
              .run(
                  "apply",
                  "--direct",
                  "--yes",
                  "--allow",
                  "all",
                  "--wait",
                  "1s",
                  "--url",
                  "sqlite:" + file);
      assertThat(answer.code()).as(answer.toString()).isEqualTo(4);
      statement.execute("ROLLBACK");
    }
    assertThat(rows(file).get("parent")).hasSize(3);
  }

  @Test
  void a_database_in_memory_can_be_planned_for() throws Exception {
    Path file = database("a.db");
    declare("sqlite:" + file);
    assertThat(succeeds("plan", "--url", "sqlite::memory:").out()).contains("parent");
    succeeds("apply", "--direct", "--yes", "--url", "sqlite::memory:");
  }

  @Test
  void a_read_only_file_can_be_looked_at_and_not_changed() throws Exception {
    Path file = database("a.db");
    String url = "file:" + file + "?mode=ro";
    declare(url);
    SortedMap<String, List<String>> before = rows(file);
    assertThat(succeeds("plan", "--url", url).out()).contains("NOT NULL");
    Cli.Answer answer =
        new Cli(folder).run("apply", "--direct", "--yes", "--allow", "all", "--url", url);
    assertThat(answer.code()).as(answer.toString()).isIn(1, 3);
    assertThat(answer.err()).containsPattern("read-only|only be read");
    assertThat(rows(file)).isEqualTo(before);
  }
}
