package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A column can own a sequence that its default does not draw from. */
class OwnedSequencesTest {
  private static final String TABLES =
      """
      create sequence "No" start 5;
      comment on sequence "No" is 'numbers';
      select nextval('"No"');
      create table "Place" (id int primary key, "The.Hall" int, hall int);
      create table other (id int primary key, n int);
      insert into "Place" values (1, 2, 3);
      """;
  private static final String OWNED =
      TABLES + "alter sequence \"No\" owned by \"Place\".\"The.Hall\";";
  private static final String ELSEWHERE = TABLES + "alter sequence \"No\" owned by other.n;";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(OwnedSequencesTest.class);
  }

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_comes_goes_and_changes(TestServer server) {
    run(server, TABLES).target(OWNED).goesForwardAndBack();
    run(server, OWNED).target(TABLES).goesForwardAndBack();
    run(server, OWNED).target(ELSEWHERE).goesForwardAndBack();
    run(server, OWNED)
        .target(TABLES + "alter sequence \"No\" increment 2 owned by \"Place\".hall;")
        .goesForwardAndBack();
    run(server, "select 1;").target(OWNED).goesForwardAndBack();
    run(server, OWNED).target("select 1;").goesForwardAndBack();
    run(server, OWNED).target(OWNED).changesNothing();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_is_dropped_and_the_sequence_stays(TestServer server) {
    run(server, OWNED)
        .target(TABLES + "alter table \"Place\" drop column \"The.Hall\";")
        .goesForwardAndBack();
    run(server, OWNED).target(TABLES + "drop table \"Place\";").goesForwardAndBack();
    run(server, OWNED).target(ELSEWHERE + "drop table \"Place\";").goesForwardAndBack();
    run(server, OWNED)
        .target(ELSEWHERE + "alter table \"Place\" drop column \"The.Hall\";")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_sequence_is_dropped_and_the_owner_stays(TestServer server) {
    run(server, OWNED).target(TABLES + "drop sequence \"No\";").goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_is_new_or_changes_its_type(TestServer server) {
    run(server, OWNED)
        .target(
            TABLES
                + "create table third (a int); alter table third add b int; alter sequence \"No\" owned by third.b;")
        .goesForwardAndBack();
    run(server, OWNED)
        .target(TABLES + "alter table other add x int; alter sequence \"No\" owned by other.x;")
        .goesForwardAndBack();
    run(server, OWNED)
        .target(OWNED + "alter table \"Place\" alter \"The.Hall\" type text;")
        .goesForwardAndBack();
    run(server, OWNED)
        .target(
            OWNED
                + "alter table \"Place\" alter \"The.Hall\" type text; alter sequence \"No\" cache 7;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_becomes_a_generated_column(TestServer server) {
    run(server, OWNED)
        .target(
            TABLES
                + "alter table \"Place\" drop \"The.Hall\"; alter table \"Place\" add \"The.Hall\" int generated always as"
                + " (id + 1) stored; alter sequence \"No\" owned by \"Place\".\"The.Hall\";")
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_begins_or_stops_to_draw_from_it(TestServer server) {
    String draws =
        OWNED + "alter table \"Place\" alter \"The.Hall\" set default nextval('\"No\"');";
    run(server, OWNED.replace(" is 'numbers'", " is null"))
        .target(draws.replace(" is 'numbers'", " is null"))
        .goesForwardAndBack();
    run(server, draws).target(OWNED).goesForwardAndBack();
    run(server, draws).target(ELSEWHERE).goesForwardAndBack();
    run(server, ELSEWHERE.replace(" is 'numbers'", " is null"))
        .target(draws.replace(" is 'numbers'", " is null"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_is_in_a_partitioned_table(TestServer server) {
    String parts =
        TABLES
            + "create table p (id int, n int) partition by list (id);"
            + " create table p1 partition of p for values in (1); insert into p values (1, 1);";
    run(server, parts).target(parts + "alter sequence \"No\" owned by p.n;").goesForwardAndBack();
    run(server, parts + "alter sequence \"No\" owned by p.n;").target(TABLES).goesForwardAndBack();
    run(server, parts + "alter sequence \"No\" owned by p1.n;")
        .target(TABLES + "create table p (id int, n int) partition by list (id);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_goes_with_its_table_to_another_namespace(TestServer server) {
    String schema = "create schema app;" + OWNED;
    run(server, schema)
        .target(schema + "alter table \"Place\" set schema app;")
        .change("\n  app.Place:", "\n  app.Place:\n    renamed_from: public.Place")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void its_table_and_its_column_get_other_names(TestServer server) {
    run(server, OWNED)
        .target(OWNED + "alter table \"Place\" rename to room;")
        .change("\n  room:", "\n  room:\n    renamed_from: Place")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void grants_and_owners_are_managed_too(TestServer server) {
    run(server, TABLES).withGrants().target(OWNED).goesForwardAndBack();
    run(server, OWNED).withGrants().target(TABLES).goesForwardAndBack();
    run(server, "select 1;").withGrants().target(OWNED).goesForwardAndBack();
    run(server, OWNED).withGrants().target(TABLES + "drop table \"Place\";").goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void numbers_that_end_before_the_rows_are_found_first(TestServer server) {
    String rows = "create table t (a int); insert into t select generate_series(1, 7);";
    run(server, rows)
        .target(
            "create table t (a int, id int generated always as identity (start 2 increment 2 maxvalue 11));")
        .isRefusedWith(3, "[UP313]", "2 rows of t", "ends after 5");
    run(server, rows)
        .target(
            "create table t (a int, id int generated always as identity (start 2 increment 2 maxvalue 14));")
        .goesForwardAndBack();
    run(server, rows)
        .target("create table t (a int, id int generated always as identity (maxvalue 3 cycle));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_the_server_refuses_is_refused_first(TestServer server) {
    String role =
        "do $$ begin create role sequence_user; exception when duplicate_object then null; end $$;"
            + "grant all on schema public to sequence_user;";
    run(server, role + TABLES + "alter table other owner to sequence_user;")
        .withGrants()
        .change("sequences:\n  \"No\": { ", "sequences:\n  \"No\": { owned_by: other.n, ")
        .isRefusedWith(3, "[UP228]", "sequence_user");
    run(server, TABLES)
        .change("sequences:\n  \"No\": { ", "sequences:\n  \"No\": { owned_by: other.none, ")
        .isRefusedWith(3, "[UP228]", "other.none");
  }
}
