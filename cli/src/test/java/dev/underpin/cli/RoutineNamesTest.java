package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routines whose name in the YAML has other arguments than the server gives it. */
class RoutineNamesTest {
  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(RoutineNamesTest.class);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_is_created_whatever_its_arguments_are_called(TestServer server) {
    new StandardRun(folder, server)
        .start("create table t (id int); insert into t values (1);")
        .targetYaml(
            """
            tables: { t: { columns: { id: int } } }
            functions:
              f(a int4): returns int language sql as 'select 1'
              f(a varchar(20), variadic b text[]): returns int language sql as 'select 2'
              f(a timestamptz = now()): returns int language sql as 'select 3'
              "out of it(a int, out b int, out c text)": language sql as $$ select 1, 'x'::text $$
            procedures:
              p(inout a int): language sql as 'select 1'
            aggregates:
              rows_seen(*): (sfunc = int8inc, stype = bigint, initcond = '0')
              middle(float8 order by anyelement): |
                (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra)
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_with_the_name_of_another_is_not_lost(TestServer server) {
    new StandardRun(folder, server)
        .start("create table t (id int);")
        .targetYaml(
            """
            tables: { t: { columns: { id: int } } }
            functions:
              - name: other_arguments(text)
                create: create function other_arguments(a int) returns int language sql as 'select 1'
              - name: alone
                create: create function alone(a int) returns int language sql as 'select 1'
            """)
        .leavesTheCatalogOf(
            """
            create table t (id int);
            create function other_arguments(a int) returns int language sql as 'select 1';
            create function alone(a int) returns int language sql as 'select 1';
            """);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void parentheses_in_the_name_of_a_view_are_no_arguments(TestServer server) {
    new StandardRun(folder, server)
        .start("create table \"t(a)\" (id int); insert into \"t(a)\" values (1);")
        .targetYaml(
            """
            tables: { t(a): { columns: { id: int } } }
            views:
              v(what): select id + 1 as next from "t(a)"
              v((more)): { sql: 'select next from "v(what)"', comment: on top }
            """)
        .goesForwardAndBack();
  }
}
