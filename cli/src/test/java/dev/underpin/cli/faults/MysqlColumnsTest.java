package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns, keys and tables of MySQL and MariaDB: changes that go forward and back. */
class MysqlColumnsTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#someMysql";

  @TempDir Path folder;

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_rollback_invents_no_value_for_rows_that_were_written_since(TestServer server) {
    run(
            server,
            "CREATE TABLE t(id int primary key, a varchar(9) not null, n int not null, d int not null default 7);"
                + " INSERT INTO t VALUES (1,'x',1,2);")
        .target("CREATE TABLE t(id int primary key);")
        .isNotRolledBackAfter(
            "INSERT INTO t(id) VALUES (2);", "no value for a", "no value for n", "2");
    run(
            server,
            "CREATE TABLE t(id int primary key, a varchar(9) not null, n int not null, d int not null default 7);"
                + " INSERT INTO t VALUES (1,'x',1,2);")
        .target("CREATE TABLE t(id int primary key);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_text_with_a_check_is_json_only_in_the_collation_of_json(TestServer server) {
    if (server.engine().equals("mysql")) return;
    run(
            server,
            "CREATE TABLE u(id int primary key, prefs longtext NOT NULL DEFAULT '[]' CHECK (json_valid(prefs)),"
                + " j json); INSERT INTO u VALUES (1, '[1]', '{}');")
        .target("CREATE TABLE u(id int primary key, prefs longtext NOT NULL DEFAULT '[]', j json);")
        .goesForwardAndBack();
    run(
            server,
            "CREATE TABLE u(id int primary key, a varchar(90) CHECK (json_valid(a) and a <> ''), b text CHECK (json_valid(b)), c text);"
                + " INSERT INTO u VALUES (1, '[1]', '{}', '2');")
        .target("CREATE TABLE u(id int primary key, a varchar(90), c text CHECK (json_valid(c)));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void longtext_and_json_become_each_other_without_a_copy_of_the_values(TestServer server) {
    if (server.engine().equals("mysql")) return;
    String text =
        "CREATE TABLE u(id int primary key, roles longtext NOT NULL, raw longtext COLLATE utf8mb4_bin);";
    String json = "CREATE TABLE u(id int primary key, roles json NOT NULL, raw json);";
    String rows = " INSERT INTO u VALUES (1, '[1]', '{}');";
    run(server, text + rows).target(json).allowing("").goesForwardAndBack();
    run(server, json + rows).target(text).allowing("").goesForwardAndBack();
    run(server, text + " INSERT INTO u VALUES (1, '[1', '{}');")
        .target(json)
        .isRefusedWith(3, "roles");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_column_that_is_json_or_checked_is_renamed(TestServer server) {
    run(server, "CREATE TABLE t(id int primary key, a json); INSERT INTO t VALUES (1, '{}');")
        .targetYaml(
            """
            tables:
              t:
                columns: { id: int, b: { type: json, renamed_from: a } }
                primary_key: [id]
            """)
        .goesForwardAndBack();
    run(
            server,
            "CREATE TABLE t(id int primary key, a json, c int check (c > 0)); ALTER TABLE t RENAME COLUMN a TO b; INSERT INTO t VALUES (1, '{}', 3);")
        .target("CREATE TABLE t(id int primary key, b json, c int check (c > 0), d int);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void on_update_has_the_digits_of_its_column(TestServer server) {
    run(server, "CREATE TABLE z(id int primary key);")
        .targetYaml(
            """
            tables:
              z: { columns: { id: int }, primary_key: [id] }
              t:
                columns:
                  id: bigint identity
                  up: timestamptz not null default current_timestamp on update current_timestamp
                  at: { type: datetime(3), default: current_timestamp, on_update: current_timestamp }
                primary_key: [id]
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_index_that_a_foreign_key_made_goes_when_another_serves(TestServer server) {
    String start =
        "CREATE TABLE p(id int primary key);"
            + " CREATE TABLE ch(id int primary key, p_id int, b int, CONSTRAINT ch_p FOREIGN KEY (p_id) REFERENCES p(id));";
    run(server, start)
        .change("      ch_p: [p_id]", "      ch_p: [p_id]\n      idx_p: [p_id]")
        .goesForwardAndBack();
    run(server, start)
        .change("      ch_p: [p_id]", "      ch_p: [p_id]\n      ch_p_b: [p_id, b]")
        .goesForwardAndBack();
    run(server, start).change("      ch_p: [p_id]", "      ch_p_b: [p_id, b]").goesForwardAndBack();
    run(server, start)
        .target(start.replace("REFERENCES p(id)", "REFERENCES p(id) ON DELETE CASCADE"))
        .goesForwardAndBack();
    run(server, start)
        .target(
            "CREATE TABLE p(id int primary key);"
                + " CREATE TABLE ch(id int primary key, p_id int, b int, KEY other (p_id, b));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_character_set_of_a_table_changes_and_a_text_comes_in_one_plan(TestServer server) {
    String start =
        "CREATE TABLE shop(id int auto_increment primary key, title varchar(60) not null, old varchar(9), unique key shop_title (title)) DEFAULT CHARSET=utf8mb3;";
    run(server, start + " INSERT INTO shop(title) VALUES ('a');")
        .target(
            "CREATE TABLE shop(id int auto_increment primary key, title varchar(60) not null, city varchar(40), must varchar(9) not null default 'x', unique key shop_title (title)) DEFAULT CHARSET=utf8mb4;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_primary_key_and_the_type_of_its_column_change_together(TestServer server) {
    String start =
        "CREATE TABLE d(a mediumint unsigned not null, b varchar(19) not null, x double, primary key(a,b));"
            + " INSERT INTO d VALUES (1, 'q', 2), (2, 'q', 3);";
    run(server, start)
        .target(
            "CREATE TABLE d(a int unsigned not null, b varchar(19) not null, x double, primary key(b,a));")
        .goesForwardAndBack();
    run(server, start)
        .target(
            "CREATE TABLE d(a int unsigned not null, b varchar(190) not null, c int not null default 0, x double, primary key(a,b,c));")
        .goesForwardAndBack();
    run(server, start)
        .target(
            "CREATE TABLE d(a mediumint unsigned not null, b varchar(190) not null, x double, primary key(b,a));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_algorithm_that_a_statement_names_is_one_that_the_server_has(TestServer server) {
    boolean mysql = server.engine().equals("mysql");
    if (mysql) {
      run(server, "CREATE TABLE t(id int primary key, k varchar(20), key fk ((lower(k))));")
          .targetYaml(
              """
              tables:
                t:
                  columns: { id: int, m: { type: varchar(20), renamed_from: k } }
                  primary_key: [id]
                  indexes: { fk: { columns: [{ expression: lower(m) }] } }
              """)
          .goesForwardAndBack();
    }
    run(
            server,
            "CREATE TABLE t(id int primary key, k int, g int as (k+1) virtual, key gi(g)); INSERT INTO t(id, k) VALUES (1, 2);")
        .target("CREATE TABLE t(id int primary key, k int, g int as (k+2) virtual, key gi(g));")
        .goesForwardAndBack();
    if (!mysql) {
      run(
              server,
              "CREATE TABLE t(id int primary key, v varchar(2000)); INSERT INTO t VALUES (1, 'a');")
          .target("CREATE TABLE t(id int primary key, v varchar(2000), unique key t_v (v));")
          .goesForwardAndBack();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void rows_and_limits_are_asked_before_a_plan_runs(TestServer server) {
    run(
            server,
            "CREATE TABLE c(id int auto_increment primary key, channel varchar(100) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin NOT NULL, day date NOT NULL, UNIQUE KEY per_day(channel,day)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci; INSERT INTO c(channel,day) VALUES ('post','2025-04-02'),('Post','2025-04-02');")
        .target(
            "CREATE TABLE c(id int auto_increment primary key, channel varchar(100) NOT NULL, day date NOT NULL, UNIQUE KEY per_day(channel,day)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;")
        .isRefusedWith(3, "channel");
    run(
            server,
            "CREATE TABLE f(id int primary key, flags set('a','b','c') NOT NULL DEFAULT ''); INSERT INTO f VALUES (1,'a,b'),(2,'c');")
        .target("CREATE TABLE f(id int primary key, flags set('a','b') NOT NULL DEFAULT '');")
        .isRefusedWith(3, "flags");
    run(
            server,
            "CREATE TABLE repo(id int primary key, lower_name varchar(255) not null, key ln(lower_name)) ROW_FORMAT=COMPACT DEFAULT CHARSET=utf8mb3;")
        .target(
            "CREATE TABLE repo(id int primary key, lower_name varchar(255) not null, key ln(lower_name(100))) ROW_FORMAT=COMPACT DEFAULT CHARSET=utf8mb4;")
        .change("lower_name(100)", "lower_name")
        .isRefusedWith(3, "ln");
    run(server, "CREATE TABLE n(id bigint auto_increment primary key);")
        .targetYaml(
            """
            tables:
              n:
                columns: { id: bigint identity }
                primary_key: [id]
                checks: { n_ck: id > 0 }
            """)
        .isRefusedWith(1, "n_ck");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void names_that_the_server_cannot_hold_are_errors(TestServer server) {
    String table = "tables: { %s: { columns: { %s: int }, primary_key: [%s] } }\n";
    String start = "CREATE TABLE z(id int primary key);";
    run(server, start)
        .targetYaml(table.formatted("n".repeat(65), "id", "id"))
        .isRefusedWith(1, "schema.yaml:1:", "longer than 64 characters");
    run(server, start)
        .targetYaml(table.formatted("t", "\"id \"", "\"id \""))
        .isRefusedWith(1, "schema.yaml:1:", "ends with a blank");
    run(server, start)
        .targetYaml(table.formatted("t", "\"a\\0b\"", "\"a\\0b\""))
        .isRefusedWith(1, "schema.yaml:1:", "NUL");
    run(server, start)
        .targetYaml(table.formatted("\"t\\U0001F600\"", "id", "id"))
        .isRefusedWith(1, "schema.yaml:1:", "U+FFFF");
    run(server, start)
        .targetYaml("tables: { t: { columns: { Id: int, id: int }, primary_key: [id] } }\n")
        .isRefusedWith(1, "schema.yaml:1:", "are one name");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void names_in_other_letters_are_the_names_of_the_database(TestServer server) {
    run(
            server,
            "CREATE TABLE p(Id int primary key);"
                + " CREATE TABLE t(Id int primary key, Name varchar(20), P_Id int, Twice int as (ID * 2) virtual,"
                + " CONSTRAINT C CHECK (Name <> ''), CONSTRAINT Fk FOREIGN KEY (p_id) REFERENCES p(ID), KEY Ix (NAME));"
                + " INSERT INTO p VALUES (1); INSERT INTO t(id, name, p_id) VALUES (1, 'a', 1);")
        .targetYaml(
            """
            tables:
              p: { columns: { id: int }, primary_key: [id] }
              t:
                columns:
                  id: int
                  name: varchar(20)
                  p_id: int
                  twice: { type: int, generated: id * 2 }
                  added: int
                primary_key: [id]
                checks: { c: "name <> ''" }
                foreign_keys: { fk: { columns: [p_id], references: p(id) } }
                indexes: { ix: [name], FK: [p_id] }
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_hint_renames_to_other_letters_in_place(TestServer server) {
    run(
            server,
            "CREATE TABLE t(Id int primary key, Name varchar(20), Twice int as (ID * 2) virtual, CONSTRAINT c CHECK (name <> '' and ID > 0), KEY ix (nAME));"
                + " CREATE VIEW names AS SELECT name FROM t;"
                + " INSERT INTO t(id, name) VALUES (1, 'a');")
        .targetYaml(
            """
            tables:
              t:
                columns:
                  id: { type: int, renamed_from: Id }
                  name: { type: varchar(20), renamed_from: NAME }
                  twice: { type: int, generated: id * 2 }
                primary_key: [id]
                checks: { c: "name <> '' and id > 0" }
                indexes: { ix: [name] }
            objects:
              - CREATE VIEW names AS SELECT name FROM t
            """)
        .goesForwardAndBack();
  }
}
