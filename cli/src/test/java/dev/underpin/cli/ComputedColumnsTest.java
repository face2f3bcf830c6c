package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns that are computed from columns that change together with them. */
class ComputedColumnsTest {
  @TempDir Path folder;

  private Cli.Answer run(int code, String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }

  private void declare(String columns, String rest) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables:\n  boxes:\n    columns:\n      id: int not null\n"
            + columns.indent(6)
            + "    primary_key: [id]\n"
            + rest.indent(4));
  }

  /** There and back, with rows; what the database says in the end is what it said at first. */
  private void goes(TestDatabase db, String columns, String query, String then) throws IOException {
    goes(db, columns, "", query, then);
  }

  private void goes(TestDatabase db, String columns, String rest, String query, String then)
      throws IOException {
    String yaml = Files.readString(folder.resolve("schema.yaml"));
    String rows = db.value(query);
    declare(columns, rest);
    run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
    run(0, "plan", "--exit-code", "--url", db.url());
    assertThat(db.value(query)).isEqualTo(then);
    run(0, "rollback", "--yes", "--url", db.url());
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    run(0, "plan", "--exit-code", "--url", db.url());
    assertThat(db.value(query)).isEqualTo(rows);
  }

  private void begins(TestDatabase db, String columns, String rest) throws IOException {
    declare(columns, rest);
    run(0, "apply", "--direct", "--yes", "--url", db.url());
    db.execute("INSERT INTO boxes (id, width) VALUES (1, 5), (2, 7)");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_column_is_made_anew_beneath_others(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          width: int not null
          twice: {type: int, generated: {expression: width * 2, stored: false}}
          area: {type: int, generated: {expression: width * twice, stored: true}}
          """,
          "");
      goes(
          db,
          """
          width: {type: int, generated: {expression: id + 3, stored: true}}
          twice: {type: int, generated: {expression: width * 3, stored: false}}
          area: {type: int, generated: {expression: width * twice, stored: true}}
          """,
          "SELECT sum(area) FROM boxes",
          String.valueOf(4 * 12 + 5 * 15));
    }
  }

  /** No statement may leave the table without a column that is seen. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void the_only_column_is_computed_from_now_on(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String yaml = "tables:\n  boxes:\n    columns:\n      width: ";
      Path schema = folder.resolve("schema.yaml");
      Files.writeString(schema, yaml + "int not null\n");
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      db.execute("INSERT INTO boxes VALUES (3), (4)");
      Files.writeString(schema, yaml + "{type: int, generated: {expression: '1', stored: true}}\n");
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      assertThat(db.value("SELECT sum(width) FROM boxes")).isEqualTo("2");
      run(0, "rollback", "--yes", "--url", db.url());
      assertThat(db.value("SELECT sum(width) FROM boxes")).isEqualTo("7");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_column_changes_its_type_beneath_one_with_keys_that_changes_too(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String keys = "unique: {twice_key: [twice]}\nindexes: {twice_idx: [twice, id]}";
      begins(
          db,
          """
          width: int not null
          twice: {type: bigint, generated: {expression: width * 2, stored: true}}
          """,
          keys);
      goes(
          db,
          """
          width: bigint not null
          twice: {type: bigint, generated: {expression: width * 3, stored: true}}
          """,
          keys,
          "SELECT sum(twice) FROM boxes",
          "36");
    }
  }

  /** The two that are the same in the end have to step aside, too. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_computed_column_is_stored_beneath_others(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(
          db,
          """
          width: int not null
          twice: {type: int, generated: {expression: width * 2, stored: false}}
          more: {type: int, generated: {expression: twice + 1, stored: false}}
          most: {type: int, generated: {expression: more + 1, stored: true}}
          """,
          "indexes: {most_idx: [most]}");
      goes(
          db,
          """
          width: int not null
          twice: {type: int, generated: {expression: width * 2, stored: true}}
          more: {type: int, generated: {expression: twice + 1, stored: false}}
          most: {type: int, generated: {expression: more + 1, stored: true}}
          """,
          "indexes: {most_idx: [most]}",
          "SELECT sum(most) FROM boxes",
          "28");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_new_column_that_may_not_be_null_is_not_added_where_its_value_would_be(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begins(db, "width: int", "");
      db.execute("UPDATE boxes SET width = NULL WHERE id = 2");
      boolean mariaDb = server.engine().equals("mariadb");
      // MariaDB has no NOT NULL on a generated column.
      if (mariaDb) return;
      declare(
          "width: int\nsize: { type: int, nullable: false, generated: { expression: width * 2, stored: true } }",
          "");
      Cli.Answer answer = run(3, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      assertThat(answer.out() + answer.err()).contains("UP301", "size");
      db.execute("UPDATE boxes SET width = 8 WHERE id = 2");
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }
}
