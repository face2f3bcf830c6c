package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a routine names in a body that is a string, of which the server keeps no account. */
class RoutineBodiesTest {
  private static final String TABLE =
      """
      create schema app;
      create table app.event (id bigint primary key, code text not null);
      """;
  private static final String ROWS = "insert into app.event values (1, 'ok');\n";

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_materialized_view_is_filled_after_all_that_is_called(TestServer server) {
    String objects =
        """
        create function app.z_helper() returns int language sql stable as 'select 1';
        create function app.wrapper() returns int language sql stable as 'select app.z_helper()';
        create materialized view app.a_filled as select app.wrapper() as n;
        """;
    run(server).start(TABLE + ROWS).target(TABLE + objects).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_index_and_a_check_call_what_calls_others(TestServer server) {
    String objects =
        """
        create view app.codes as select 'ok'::text as code;
        create function app.z_codes() returns setof app.codes language sql stable as 'select * from app.codes';
        create function app.is_code(candidate text) returns boolean language sql stable
          as 'select exists (select from app.z_codes() c where c.code = candidate)';
        create function app.z_inner(t text) returns text language sql immutable as 'select lower(t)';
        create function app.a_outer(t text) returns text language sql immutable as 'select app.z_inner(t)';
        create index event_code on app.event (app.a_outer(code));
        alter table app.event add constraint known check (app.is_code(code));
        """;
    run(server).start(TABLE + ROWS).target(TABLE + objects).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void routines_that_call_each_other_are_created_in_any_order(TestServer server) {
    String objects =
        """
        create function app.even(n int) returns boolean language plpgsql as 'begin return n = 0 or app.odd(n - 1); end';
        create function app.odd(n int) returns boolean language plpgsql as 'begin return n <> 0 and app.even(n - 1); end';
        create view app.parity as select app.even(4) as even;
        """;
    run(server).start(TABLE + ROWS).target(TABLE + objects).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_policy_calls_the_routine_that_takes_the_place_of_another(TestServer server) {
    String before =
        TABLE
            + """
            create function app.may(_id bigint, _code text) returns boolean language plpgsql as 'begin return true; end';
            create policy readers on app.event for select using (app.may(id, code));
            create view app.seen as select app.may(id, code) as may from app.event;
            """;
    run(server)
        .start(before + ROWS)
        .target(before.replace("_code text)", "_code text, _more text default 'd')"))
        .goesForwardAndBack();
  }
}
