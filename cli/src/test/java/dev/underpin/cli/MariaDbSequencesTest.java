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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MariaDB's sequences: read, created, changed, moved to the trash, and restored with their numbers.
 */
class MariaDbSequencesTest {
  private static final String SEQUENCE = "create sequence numbers; create table x (a int);\n";
  private static final String TABLE =
      "create table t (id int not null default nextval(numbers), b int default (lastval(numbers)));";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.everyMysql().stream().filter(s -> s.engine().equals("mariadb")).toList();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_setting_is_created_as_it_was_read(TestServer server) {
    run(server)
        .start("create table x (a int);")
        .target(
            """
            create table x (a int);
            create sequence usual;
            create sequence every start with 5 minvalue -10 maxvalue 100 increment by 3 cache 7 cycle comment='It''s';
            create sequence down increment by -2;
            create sequence down_from start with -5 increment by -1 maxvalue -3 nocache;
            create sequence by_server increment by 0;
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void settings_change(TestServer server) {
    run(server)
        .start("create sequence s start with 5 cache 3; do nextval(s); create table x (a int);")
        .target(
            "create sequence s start with 2 minvalue -5 maxvalue 900 increment by 4 cycle comment='x'; create table x (a int);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void bounds_that_the_next_number_is_outside_of_are_refused(TestServer server) {
    run(server)
        .start("create sequence s start with 500 nocache; do nextval(s);")
        .target("create sequence s maxvalue 100;")
        .isRefusedWith(3, "outside of 1 to 100", "UP");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_created_before_the_default_that_draws_from_it(TestServer server) {
    run(server)
        .start("create table x (a int); insert into x values (1);")
        .target(SEQUENCE.replace("(a int)", "(a int, n bigint default nextval(numbers))") + TABLE)
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_goes_behind_the_defaults_that_draw_from_it(TestServer server) {
    run(server)
        .start(
            SEQUENCE.replace("(a int)", "(a int, n bigint default nextval(numbers))")
                + TABLE
                + "insert into x (a) values (1), (2); insert into t (b) values (5);")
        .target("create table x (a int, n bigint);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_that_a_default_draws_from_stays(TestServer server) {
    run(server)
        .start(SEQUENCE + TABLE)
        .targetYaml(
            "tables: { x: { columns: { a: int } }, t: { columns: { id: int not null default nextval(numbers), b: int default lastval(numbers) } } }")
        .isRefusedWith(3, "draws from sequence numbers");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_next_number_comes_back_from_the_trash(TestServer server) throws IOException {
    try (TestDatabase db =
        run(server).start("create sequence s; do setval(s, 41); create table x (a int);").begun()) {
      Files.writeString(
          folder.resolve("schema.yaml"), "sequences: {}\ntables: { x: { columns: { a: int } } }");
      command(db, 3, "apply", "--direct", "--yes");
      command(db, 0, "apply", "--direct", "--yes", "--allow", "drop-object");
      assertThat(command(db, 0, "trash", "list").out()).contains("_s");
      command(db, 0, "rollback", "--yes");
      assertThat(db.value("select nextval(s)")).isEqualTo("42");
      command(db, 0, "apply", "--direct", "--yes", "--allow", "drop-object");
      command(db, 0, "purge", "--yes", "--older-than", "0d");
      assertThat(
              db.rows(
                  "select table_name from information_schema.tables where table_schema = database() and table_type = 'SEQUENCE'"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_default_does_not_name_its_database(TestServer server) {
    run(server)
        .start(SEQUENCE)
        .target(SEQUENCE + TABLE)
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_declared_by_hand(TestServer server) {
    run(server)
        .start(SEQUENCE)
        .targetYaml(
            "sequences: { numbers: {}, more: { start: 10 } }\ntables: { x: { columns: { a: int } }, t: { columns: { id: int not null default nextval(numbers), n: { type: int, default: next value for more } } } }")
        .goesForwardAndBack();
  }

  @Test
  void the_others_have_none() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), "sequences: { numbers: {} }\ntables: {}");
    Cli.Answer answer = new Cli(folder).run("validate", "--engine", "mysql");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("MySQL has no sequences (numbers).");
  }

  private Cli.Answer command(TestDatabase db, int code, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
