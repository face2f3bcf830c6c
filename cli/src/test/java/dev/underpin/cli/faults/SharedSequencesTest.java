package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sequence that a column owns and that others draw from outlives the column. */
class SharedSequencesTest {
  private static final String SHARED =
      "create sequence s; create table a(id bigint default nextval('s') primary key, n int);"
          + " create table b(id bigint default nextval('s') primary key);"
          + " insert into a(n) values (1), (2); insert into b default values;";
  private static final String OWNED = SHARED + " alter sequence s owned by a.id;";
  private static final String B =
      "create sequence s; create table b(id bigint default nextval('s') primary key);";

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_table_of_the_owner_is_dropped(TestServer server) {
    run(server, OWNED).target(B).goesForwardAndBack();
    run(
            server,
            OWNED.replace("bigint", "int").replace("create sequence s", "create sequence s as int"))
        .target(B.replace("bigint", "int"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_column_that_owns_it_is_dropped(TestServer server) {
    run(server, OWNED.replace("primary key, n int", ", n int primary key"))
        .target(B + " create table a(n int primary key);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_gets_no_owner_or_its_first_one_or_another(TestServer server) {
    run(server, OWNED).target(SHARED).goesForwardAndBack();
    run(server, SHARED).target(OWNED).goesForwardAndBack();
    run(server, OWNED).target(SHARED + " alter sequence s owned by b.id;").goesForwardAndBack();
    run(server, OWNED).target(B + " alter sequence s owned by b.id;").goesForwardAndBack();
    run(server, "create table z(id int);" + B)
        .target("create table z(id int);" + OWNED)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_only_column_that_still_draws_from_it_takes_it_over(TestServer server) {
    String yaml =
        """
        tables:
          b: { columns: { id: bigint not null default nextval('s') }, primary_key: [id] }
        """;
    run(server, OWNED).targetYaml(yaml).goesForwardAndBack();
    run(server, B).targetYaml(yaml).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void defaults_that_would_lose_their_sequence_are_refused(TestServer server) {
    String other = " create table c(id bigint default nextval('s') primary key);";
    String yaml =
        """
        tables:
          b: { columns: { id: bigint not null default nextval('s') }, primary_key: [id] }
          c: { columns: { id: bigint not null default nextval('s') }, primary_key: [id] }
        """;
    for (String start : new String[] {OWNED, B})
      run(server, start + other).targetYaml(yaml).isRefusedWith(3, "[UP222]", "b.id", "sequences:");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_does_not_draw_from_it(TestServer server) {
    String start =
        "create sequence s; create table a(id int primary key, n int);"
            + " create table b(id bigint default nextval('s') primary key);"
            + " alter sequence s owned by a.n;";
    run(server, start).target(B).goesForwardAndBack();
    run(server, start).target(B + " create table a(id int primary key);").goesForwardAndBack();
    run(server, start)
        .target("create table a(id int primary key, n int); create table b(id bigint primary key);")
        .goesForwardAndBack();
    run(server, start).target("create table z(id int primary key);").goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_column_with_rows_takes_a_sequence_over(TestServer server) {
    run(server, "create sequence s; create table a(id int primary key); insert into a values (7);")
        .target(
            "create sequence s; create table a(id int primary key default nextval('s'));"
                + " alter sequence s as int owned by a.id;")
        .goesForwardAndBack();
  }
}
