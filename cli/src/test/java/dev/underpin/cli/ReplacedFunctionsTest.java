package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function that tables call gets another text. */
class ReplacedFunctionsTest {
  private static final String DOUBLE = function("n bigint", "n * 2");
  private static final String TRIPLE = function("n bigint", "n * 3");
  private static final String RENAMED = function("m bigint", "m * 2");
  private static final String TABLE = "create table t (id int primary key, n int);";
  private static final String COMPUTED =
      "create table t (id int primary key, n int, p bigint generated always as (price(n)) stored);";
  private static final String INDEX = "create index ti on t (price(n));";
  private static final String ROWS = "insert into t (id, n) values (1, 10), (2, 20);";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(ReplacedFunctionsTest.class);
  }

  private static String function(String argument, String result) {
    return "create function price(%s) returns bigint language sql immutable as 'select (%s)::bigint';"
        .formatted(argument, result);
  }

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start + ROWS);
  }

  /** A rollback computes the column by the old text again. */
  @ParameterizedTest
  @MethodSource("servers")
  void what_is_computed_again_is_computed_by_the_text_of_its_side(TestServer server) {
    run(server, DOUBLE + COMPUTED)
        .target(TRIPLE + COMPUTED.replace("n int", "n bigint"))
        .goesForwardAndBack();
    run(server, DOUBLE + COMPUTED)
        .target(TRIPLE + COMPUTED.replace("price(n)", "price(n) + 1"))
        .goesForwardAndBack();
  }

  @Test
  void what_leaves_goes_before_the_function_changes() {
    TestServer server = TestServers.postgresql(18);
    run(server, DOUBLE + COMPUTED).target(TRIPLE + TABLE).goesForwardAndBackByCommands();
    run(server, DOUBLE + TABLE + INDEX).target(TRIPLE + TABLE).goesForwardAndBackByCommands();
    run(server, DOUBLE + TABLE + INDEX).target(RENAMED + TABLE).goesForwardAndBackByCommands();
    run(server, DOUBLE + COMPUTED).target(RENAMED + TABLE).goesForwardAndBackByCommands();
  }

  @Test
  void what_is_new_comes_after_the_function_has_changed() {
    TestServer server = TestServers.postgresql(18);
    run(server, DOUBLE + TABLE).target(TRIPLE + COMPUTED).goesForwardAndBackByCommands();
    run(server, DOUBLE + TABLE).target(RENAMED + TABLE + INDEX).goesForwardAndBackByCommands();
    run(server, DOUBLE + TABLE)
        .target(RENAMED + TABLE + "alter table t add check (price(n) > 0);")
        .goesForwardAndBackByCommands();
  }

  @Test
  void what_stays_keeps_the_old_results_and_the_plan_says_so() {
    TestServer server = TestServers.postgresql(18);
    run(server, DOUBLE + COMPUTED + INDEX)
        .target(TRIPLE + COMPUTED + INDEX)
        .goesForwardAndBackByCommands();
    run(server, DOUBLE + COMPUTED + INDEX)
        .target(TRIPLE + COMPUTED + INDEX)
        .plansWith("What public.price(bigint) gave before stays in column public.t.p, index ti");
  }

  @Test
  void a_function_that_has_to_be_dropped_is_refused_while_a_table_calls_it() {
    TestServer server = TestServers.postgresql(18);
    String changed = "create table t (id int primary key, n int, p int";
    for (String table :
        List.of(
            COMPUTED,
            TABLE + INDEX,
            changed + " default price(3));",
            changed + ", check (price(n) > 0));"))
      run(server, DOUBLE + table).target(RENAMED + table).isRefusedWith(3, "[UP232]", "price");
  }
}
