package dev.underpin.runner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.runner.session.Sql;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits for a long copy is told how far it is, and is not told wrong. */
class CopyProgressTest {
  private static final int ROWS = 300_000;

  private final TestDatabase db = TestServers.sqlite().newDatabase();
  private Connection connection;

  @BeforeEach
  void fill() throws SQLException {
    connection = db.connect();
    run(
        "PRAGMA synchronous = OFF",
        "CREATE TABLE old (id INTEGER PRIMARY KEY, a text, b int, c text)",
        "INSERT INTO old WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS
            + ") SELECT i, 'name of number ' || i, i % 7, iif(i % 3 = 0, NULL, 'c' || i) FROM n",
        "CREATE TEMP TABLE \"underpin_0a_guard\" (\"of\", \"before\", \"after\")");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    db.close();
  }

  private void run(String... statements) throws SQLException {
    for (String sql : statements) Sql.execute(connection, sql);
  }

  private void count() throws SQLException {
    run("INSERT INTO temp.underpin_0a_guard VALUES ('rows of old', " + ROWS + ", NULL)");
  }

  private List<Long> told(String statement) throws SQLException {
    List<Long> told = new ArrayList<>();
    long copied =
        CopyProgress.execute(
            connection,
            statement,
            (rows, total) -> {
              assertThat(total).isEqualTo(ROWS);
              told.add(rows);
            });
    assertThat(copied).isEqualTo(ROWS);
    return told;
  }

  /** Tables of every build: the copy's program looks different for each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id INTEGER PRIMARY KEY, a text NOT NULL, b int, c text | id, a, b, c",
        "id int, a text, b int, c text | id, a, b, c",
        "id INTEGER PRIMARY KEY, a text UNIQUE, b int CHECK (b < 9 OR b IS NULL), c text CHECK (c <> a) | id, a, b, c",
        "id INTEGER PRIMARY KEY AUTOINCREMENT, a text, b int, c text NOT NULL | id, a, b, coalesce(c, 'none')",
        "id INTEGER PRIMARY KEY, a text, b int, c text, up text GENERATED ALWAYS AS (upper(a)) STORED | id, a, b, CASE WHEN c IS NULL THEN 'x' ELSE c END",
        "id int PRIMARY KEY, a text, b int, c text | id, a, b, c",
        "id int PRIMARY KEY, a text, b int, c text) WITHOUT ROWID, ( | id, a, b, c",
        "id INTEGER PRIMARY KEY, a text, b int, c text) STRICT, ( | id, a, b, c",
      })
  void the_estimate_of_a_row_is_near_to_what_it_takes(String columns, String values)
      throws SQLException {
    run("CREATE TABLE copy (" + columns.replace(", (", "").replace("int,", "INT,") + tail(columns));
    count();
    String copy = "INSERT OR ABORT INTO copy (id, a, b, c)\nSELECT " + values + "\nFROM \"old\"";
    long perRow = RowCost.of(connection, copy).orElseThrow();
    long took = instructions(copy);
    assertThat((double) ROWS * perRow / took).as(perRow + " a row").isBetween(0.85, 1.15);
  }

  private static String tail(String columns) {
    return columns.endsWith(", (") ? "" : ")";
  }

  private long instructions(String statement) throws SQLException {
    long[] calls = {0};
    org.sqlite.ProgressHandler.setHandler(
        connection,
        1_000,
        new org.sqlite.ProgressHandler() {
          @Override
          protected int progress() {
            calls[0]++;
            return 0;
          }
        });
    run(statement);
    org.sqlite.ProgressHandler.clearHandler(connection);
    return calls[0] * 1_000;
  }

  @Test
  void a_long_copy_is_told_of_and_its_numbers_only_grow() throws SQLException {
    run(
        "CREATE TABLE copy (id INTEGER PRIMARY KEY, a text UNIQUE, b int, c text)",
        "CREATE UNIQUE INDEX copy_c ON copy (c, a DESC)");
    count();
    List<Long> told =
        told("INSERT OR ABORT INTO copy (id, a, b, c)\nSELECT id, a, b, c\nFROM \"old\"");
    assertThat(told).isNotEmpty().isSorted().allMatch(rows -> rows > 0 && rows <= ROWS);
  }

  @Test
  void without_a_count_nothing_is_said() throws SQLException {
    run("CREATE TABLE copy (id INTEGER PRIMARY KEY, a text, b int, c text)");
    assertThat(told("INSERT INTO copy SELECT id, a, b, c FROM old")).isEmpty();
  }
}
