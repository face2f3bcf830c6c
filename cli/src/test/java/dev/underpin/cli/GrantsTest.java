package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grants are managed for the objects that the YAML names, and for no others. */
class GrantsTest {
  private static final String ROLES =
      """
      do $$ begin create role grants_app; exception when duplicate_object then null; end $$;
      do $$ begin create role "grants Reader"; exception when duplicate_object then null; end $$;
      do $$ begin create role grants_owner; exception when duplicate_object then null; end $$;
      """;
  private static final String TABLES =
      ROLES
          + """
          create table part (id serial primary key, hall int, note text);
          create view halls as select id, hall from part;
          create function double_it(n integer, t text[]) returns integer language sql as $$ select n * 2 $$;
          create procedure rest() language sql as $$ select 1 $$;
          create domain hall_no as int;
          create type colour as enum ('red', 'blue');
          create sequence invoice_no;
          insert into part (hall) values (1), (2);
          """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(GrantsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server).withGrants().offlineToo();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void privileges_on_a_table_come_and_go(TestServer server) {
    run(server)
        .start(TABLES + "grant select, insert on part to grants_app;")
        .target(
            TABLES
                + "grant select, update on part to grants_app with grant option;"
                + "grant delete on part to \"grants Reader\"; grant select on part to public;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void every_kind_of_object_has_them(TestServer server) {
    run(server)
        .start(TABLES)
        .target(
            TABLES
                + """
                grant select on halls to grants_app;
                revoke execute on function double_it(int, text[]) from public;
                grant execute on function double_it(int, text[]) to "grants Reader";
                revoke execute on procedure rest() from public;
                grant execute on procedure rest() to grants_app with grant option;
                revoke usage on domain hall_no from public;
                grant usage on type colour to grants_app;
                grant usage, select on sequence invoice_no to grants_app;
                grant select on sequence part_id_seq to grants_app;
                grant create on schema public to grants_app;
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_privilege_on_a_table_becomes_one_on_columns(TestServer server) {
    run(server)
        .start(TABLES + "grant select, update on part to grants_app;")
        .target(
            TABLES
                + "grant select on part to grants_app; grant update (note, hall) on part to grants_app;"
                + "grant select (id) on part to \"grants Reader\" with grant option;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void new_objects_have_them_at_once(TestServer server) {
    String rules =
        ROLES
            + "alter default privileges in schema public grant select, insert on tables to grants_app;"
            + "alter default privileges grant usage on sequences to \"grants Reader\";";
    run(server)
        .start(rules)
        .target(
            rules
                + TABLES
                + "revoke insert on part from grants_app; grant all on halls to grants_app;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void default_privileges_come_and_go(TestServer server) {
    run(server)
        .start(
            ROLES
                + """
                alter default privileges in schema public grant select on tables to grants_app;
                alter default privileges grant usage on schemas to grants_app;
                alter default privileges for role grants_owner grant all on sequences to public;
                """)
        .target(
            ROLES
                + """
                alter default privileges in schema public grant select, update on tables to grants_app with grant option;
                alter default privileges revoke execute on functions from public;
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void owners_change(TestServer server) {
    run(server)
        .start(TABLES + "grant select on part to grants_owner; grant insert on part to grants_app;")
        .target(
            TABLES
                + """
                grant insert on part to grants_app;
                alter table part owner to grants_owner;
                alter view halls owner to grants_owner;
                alter function double_it(int, text[]) owner to grants_owner;
                alter type colour owner to grants_owner;
                alter domain hall_no owner to grants_owner;
                alter sequence invoice_no owner to grants_owner;
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_that_is_created_again_keeps_them(TestServer server) {
    String grants = "grant select on halls to grants_app; grant select (id) on halls to public;";
    run(server)
        .start(TABLES + grants)
        .target(TABLES.replace("hall int,", "hall bigint,") + grants)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_and_a_column_keep_them_when_they_are_renamed(TestServer server) {
    String grants = "grant select, update (note) on part to grants_app;";
    run(server)
        .start(ROLES + "create table part (id int primary key, note text);" + grants)
        .targetYaml(
            """
            tables:
              piece:
                renamed_from: part
                columns: { id: int, remark: { type: text, renamed_from: note } }
                primary_key: [id]
            grants:
              piece: { grants_app: [select, "update (remark)"] }
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_dropped_column_takes_its_own_along(TestServer server) {
    run(server)
        .start(TABLES + "grant select, update (note, hall) on part to grants_app;")
        .target(
            TABLES.replace(", note text", "")
                + "grant select, update (hall) on part to grants_app;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_is_not_named_is_left_alone(TestServer server) {
    new StandardRun(folder, server)
        .start(
            ROLES + "create table part (id int primary key); grant select on part to grants_app;")
        .change(
            "    primary_key: [id]", "    primary_key: [id]\n  piece:\n    columns: { id: int }")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_role_that_does_not_exist_is_refused(TestServer server) {
    new StandardRun(folder, server)
        .start("create table part (id int primary key);")
        .targetYaml(
            """
            tables: { part: { columns: { id: int }, primary_key: [id] } }
            grants: { part: { grants_nobody: [select] }, parts: { public: [select] } }
            """)
        .isRefusedWith(3, "no role grants_nobody", "no table or view parts", "schema.yaml:2:");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_privilege_that_does_not_exist_is_an_error(TestServer server) {
    new StandardRun(folder, server)
        .start("create table part (id int primary key);")
        .targetYaml(
            """
            tables: { part: { columns: { id: int }, primary_key: [id] } }
            grants: { part: { public: [execute] } }
            """)
        .isRefusedWith(1, "\"execute\" cannot be granted on part", "schema.yaml:2:");
  }
}
