package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server has no text of an aggregate; Underpin makes one of the catalog. */
class AggregatesTest {
  private static final String ROLE =
      "do $$ begin create role aggregate_user; exception when duplicate_object then null; end $$;\n";
  private static final String FUNCTIONS =
      """
      create function "Add one"(numeric, numeric) returns numeric language sql immutable parallel safe as 'select $1 + $2';
      create function sub_num(numeric, numeric) returns numeric language sql immutable as 'select $1 - $2';
      create function halve(numeric) returns numeric language sql immutable as 'select $1 / 2';
      """;
  private static final String SUM =
      """
      create aggregate my_sum(numeric) (sfunc = "Add one", stype = numeric, initcond = '0');
      """;
  private static final String USE =
      """
      create table sale (id int primary key, amount numeric);
      insert into sale values (1, 10), (2, 32);
      create view total as select my_sum(amount) as total from sale;
      """;

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server).offlineToo();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_created_with_its_functions_and_used_by_a_view(TestServer server) {
    run(server)
        .start("create table sale (id int primary key, amount numeric);")
        .target(FUNCTIONS + SUM + USE.replaceFirst("insert.*\n", ""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void every_option_is_kept(TestServer server) {
    String all =
        """
        create schema other;
        create type other."State" as (n int);
        create function other.step(other."State", int) returns other."State" language sql immutable as 'select $1';
        create function other.done(other."State", int) returns int language sql immutable as 'select 1';
        create aggregate other.count_of(value int) (
          sfunc = other.step, stype = other."State", sspace = 64, finalfunc = other.done, finalfunc_extra,
          finalfunc_modify = read_write, initcond = '(1)');
        create aggregate moving(numeric) (
          sfunc = "Add one", stype = numeric, combinefunc = "Add one", initcond = '0',
          msfunc = "Add one", minvfunc = sub_num, mstype = numeric, msspace = 8, mfinalfunc = halve, minitcond = '0',
          parallel = safe);
        create aggregate least_of(numeric) (sfunc = numeric_smaller, stype = numeric, sortop = <);
        create function one_more(bigint) returns bigint language sql immutable as 'select $1 + 1';
        create aggregate rows_seen(*) (sfunc = one_more, stype = bigint, initcond = '0');
        create aggregate middle(float8 order by anyelement) (
          sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra = true,
          finalfunc_modify = read_write);
        create aggregate placed(variadic "any" order by variadic "any") (
          sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
        comment on aggregate rows_seen(*) is 'all of them';
        comment on aggregate placed(variadic "any" order by variadic "any") is 'the place';
        """;
    run(server).start("select 1;").target(FUNCTIONS + all).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_initial_value_is_put_in_place_and_grants_stay(TestServer server) {
    String start =
        ROLE
            + FUNCTIONS
            + SUM
            + USE
            + """
            revoke all on function my_sum(numeric) from public;
            grant execute on function my_sum(numeric) to aggregate_user;
            alter aggregate my_sum(numeric) owner to aggregate_user;
            """;
    run(server).start(start).target(start.replace("'0'", "'5'")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_result_takes_the_view_along(TestServer server) {
    String start = ROLE + FUNCTIONS + SUM + USE + "grant select on total to aggregate_user;\n";
    String text =
        """
        create function as_text(numeric) returns text language sql immutable as 'select $1::text';
        create aggregate my_sum(numeric) (sfunc = "Add one", stype = numeric, finalfunc = as_text, initcond = '0');
        """;
    run(server).start(start).target(start.replace(SUM, text)).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_last_one_goes_with_its_function(TestServer server) {
    run(server)
        .start(FUNCTIONS + SUM)
        .targetYaml("aggregates: {}\nfunctions: {}\n\ntables: {}\n")
        .goesForwardAndBack();
  }
}
