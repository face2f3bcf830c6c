package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of one table that are in each other's way when they are made in the wrong order. */
class ChangesTogetherTest {
  private static final String ROWS = "SELECT concat(count(*), ' ', sum(id)) FROM people";

  @TempDir Path folder;

  static List<TestServer> everyMysqlThatIndexesExpressions() {
    return TestServers.everyMysql().stream().filter(s -> s.engine().equals("mysql")).toList();
  }

  private Cli.Answer run(int code, String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }

  private void declare(String people) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"), "tables:\n  people:\n" + people.strip().indent(4));
  }

  private void begins(TestDatabase db, String people, String... rows) throws IOException {
    declare(people);
    run(0, "apply", "--direct", "--yes", "--url", db.url());
    db.execute(rows);
  }

  /** There and back, with rows. */
  private void goes(TestDatabase db, String people) throws IOException {
    String before = Files.readString(folder.resolve("schema.yaml"));
    String rows = db.value(ROWS);
    declare(people);
    run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
    run(0, "plan", "--exit-code", "--url", db.url());
    run(0, "rollback", "--yes", "--url", db.url());
    Files.writeString(folder.resolve("schema.yaml"), before);
    run(0, "plan", "--exit-code", "--url", db.url());
    assertThat(db.value(ROWS)).isEqualTo(rows);
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void the_primary_key_moves_to_the_column_of_a_foreign_key_that_goes(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          columns: {id: int not null, boss: int}
          primary_key: [id]
          foreign_keys: {people_boss: {columns: [boss], references: people(id)}}
          """,
          "INSERT INTO people VALUES (1, 1)",
          "INSERT INTO people (id, boss) VALUES (2, 2)");
      goes(
          db,
          """
          columns: {id: int, boss: int not null}
          primary_key: [boss]
          checks: {people_boss_check: boss <> 3}
          """);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void rows_that_a_check_refuses_are_found_where_the_type_changes_with_it(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          columns:
            id: int not null
            name: {type: varchar(80), collation: utf8mb4_general_ci}
            size: smallint
          primary_key: [id]
          """,
          "INSERT INTO people VALUES (1, '{}', 1), (2, 'no json', 2), (3, NULL, 3), (4, '\"A\"', 4)");
      declare(
          """
          columns:
            id: int not null
            name: {type: longtext, collation: utf8mb4_bin}
            size: bigint
          primary_key: [id]
          checks:
            people_json: json_valid(name)
            people_name: name <> '"a"'
            people_size: size < 4
          """);
      Cli.Answer refused =
          new Cli(folder).run("apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
      assertThat(refused.err())
          .contains("1 row of people violates check people_json", "(2)")
          .contains("1 row of people violates check people_size", "(4)")
          // As the new collation compares it.
          .doesNotContain("people_name");
      db.execute("DELETE FROM people WHERE id IN (2, 4)");
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_column_gets_a_comment_while_its_foreign_key_and_index_go(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          columns: {id: int not null, boss: int}
          primary_key: [id]
          foreign_keys: {people_boss: {columns: [boss], references: people(id)}}
          """,
          "INSERT INTO people VALUES (1, 1)",
          "INSERT INTO people (id, boss) VALUES (2, 1)");
      goes(
          db,
          """
          columns: {id: int not null, boss: {type: int, comment: who says so}}
          primary_key: [id]
          indexes: {people_both: [id, boss]}
          """);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void what_is_computed_from_a_column_waits_until_no_foreign_key_changes_it(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String begin =
          """
          columns: {id: int not null, boss: int%s}
          primary_key: [id]
          foreign_keys: {people_boss: {columns: [boss], references: people(id)%s}}
          """;
      begins(
          db,
          begin.formatted("", ", on_delete: set null"),
          "INSERT INTO people VALUES (1, 1)",
          "INSERT INTO people VALUES (2, 1)");
      goes(
          db,
          begin.formatted(
              ", twice: {type: int, generated: {expression: boss * 2, stored: true}}", ""));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_column_of_a_foreign_key_is_renamed_in_a_table_with_a_check_on_a_date(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String begin =
          """
          columns: {id: int not null, day: date, %s}
          primary_key: [id]
          foreign_keys: {people_boss: {columns: [%s], references: people(id)}}
          checks: {people_day: "day > '2000-01-01' AND %s > 0"}
          """;
      begins(
          db,
          begin.formatted("boss: int", "boss", "boss"),
          "INSERT INTO people (id, boss) VALUES (1, 1), (2, 1)");
      goes(db, begin.formatted("chief: {type: int, renamed_from: boss}", "chief", "chief"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void rows_are_not_filled_with_what_a_key_forbids_that_goes_later(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          columns: {id: int not null, badge: int}
          primary_key: [id]
          unique: {people_badge: [badge]}
          """,
          "INSERT INTO people VALUES (1, 7), (2, NULL)");
      declare(
          """
          columns: {id: int not null, badge: {type: int, nullable: false, backfill: "7"}}
          primary_key: [id]
          """);

      assertThat(run(3, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url()).err())
          .contains(
              "would share a value with others after the backfill, which people_badge forbids");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void text_that_is_too_long_to_become_bytes_is_refused(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          "columns: {id: int not null, name: varchar(20)}\nprimary_key: [id]",
          "INSERT INTO people VALUES (1, 'twenty characters ok')");
      declare("columns: {id: int not null, name: varbinary(16)}\nprimary_key: [id]");

      assertThat(run(3, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url()).err())
          .contains("1 row of people has a value of name that does not fit varbinary(16) (1)");
    }
  }

  /** Hidden columns keep the order of their names, so this depends on these. */
  @ParameterizedTest
  @MethodSource("everyMysqlThatIndexesExpressions")
  void indexes_on_expressions_come_and_go_in_any_order(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          columns: {id: int not null, height: int, width: int}
          primary_key: [id]
          unique: {people_width: [width]}
          indexes: {m_idx: [(height * 2)], n_idx: [(height * 3)]}
          """,
          "INSERT INTO people VALUES (1, 5, 6), (2, 7, 8)");
      goes(
          db,
          """
          columns:
            id: int not null
            height: int
            width: int
            area: {type: int, generated: {expression: width * height, stored: false}}
            edge: {type: int, generated: {expression: width + height, stored: false}}
          primary_key: [id]
          unique: {z_key: [(width * 2)]}
          indexes: {a_idx: [(height * 4)], n_idx: [(height * 5)], o_idx: [id, (height * 2)]}
          """);
    }
  }
}
