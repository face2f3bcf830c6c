package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A range type brings a multirange type (from PostgreSQL 14 on) and the functions that make its
 * values. The server moves and renames each of them alone.
 */
class RangeTypesTest {
  private static final String ROLE =
      "do $$ begin create role range_user; exception when duplicate_object then null; end $$;\n";
  private static final String SPAN = "create type span as range (subtype = int4);\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(RangeTypesTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_created_before_all_that_uses_it(TestServer server) {
    String use =
        """
        create domain short_span as span check (upper(value) - lower(value) < 10);
        create type pair as (a span, b span[]);
        create table entry (
          id int primary key, a span not null default span(1, 2), b pair, c short_span, d span[],
          check (a <> span(0, 0, '[]')), exclude using gist (a with &&));
        create index entry_a on entry using gist (a);
        create index entry_lower on entry (id) where a @> span(3, 4);
        create function width(span) returns int language sql as 'select upper($1) - lower($1)';
        create view spans as select id, a * span(0, 100) as a, width(a) as w from entry;
        """;
    run(server)
        .start("create table entry (id int primary key);")
        .target(SPAN + use)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void every_option_is_kept(TestServer server) {
    String all =
        """
        create schema other;
        create function distance(text, text) returns float8 immutable strict language sql
          as 'select length($1)::float8 - length($2)';
        create type other."Word Range" as range (
          subtype = text, subtype_opclass = text_pattern_ops, collation = "C", subtype_diff = distance);
        create type time_range as range (subtype = time);
        create table other.t (a other."Word Range", b time_range default time_range('10:00', '11:00'));
        create view other.v as select a, b from other.t where a @> 'x'::text;
        comment on type time_range is 'of a day';
        """;
    run(server).start("select 1;").target(all).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_multirange_is_kept_with_its_name(TestServer server) {
    if (server.toString().contains("13")) return;
    String all =
        """
        create schema other;
        create type one as range (subtype = int4, multirange_type_name = ones);
        create type other.two as range (subtype = int8, multirange_type_name = other."Twos");
        create type other.date_range as range (subtype = date);
        create table t (
          a one, b ones default ones(one(1, 2)), c other."Twos", d other.date_multirange,
          check (c <> other."Twos"(other.two(1, 2))));
        create view v as select a <@ b as is_in, other.date_multirange(other.date_range(null, null)) as days from t;
        """;
    run(server).start("select 1;").target(all).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_subtype_takes_the_view_along(TestServer server) {
    String start =
        ROLE
            + SPAN
            + """
            create table entry (id int primary key, a int);
            create view spans as select id, span(a, a + 1) as a from entry;
            grant select on spans to range_user;
            comment on type span is 'of old';
            revoke usage on type span from public;
            grant usage on type span to range_user;
            alter type span owner to range_user;
            """;
    run(server)
        .start(start)
        .target(start.replace("subtype = int4", "subtype = int8").replace("of old", "of today"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_column_goes_to_the_trash_with_its_type(TestServer server) {
    run(server)
        .start(
            SPAN
                + """
                create schema other;
                create type other.days as range (subtype = date);
                create table entry (id int primary key, a span default span(1, 2), b other.days[], check (a <> span(5, 5, '[]')));
                create index entry_a on entry using gist (a);
                create table other.t (a other.days default other.days('2020-01-01', '2020-02-01'));
                insert into entry values (1, '[1,4)', '{"[2020-01-01,2020-02-01)"}'), (2, '[2,3)', null);
                insert into other.t values (default);
                comment on type span is 'the usual';
                """)
        .targetYaml(
            "schemas: [other]\nrange_types: {}\ntables: { entry: { columns: { id: int }, primary_key: [id] } }\n")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_trash_gives_it_back_and_is_emptied(TestServer server) throws IOException {
    String multirange = server.toString().contains("13") ? "" : ", b span_multirange";
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          SPAN,
          "create table entry (id int primary key, a span" + multirange + ")",
          "create index entry_a on entry ((span(lower(a), upper(a))))",
          "create table other (id int primary key)",
          "insert into entry values (1, '[1,4)')");
      declare("range_types: {}\ntables: { other: { columns: { id: int }, primary_key: [id] } }\n");
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      run(db, 0, "trash", "restore", "entry", "--yes");
      assertThat(db.rows("select a::text from entry where a = span(1, 4)"))
          .containsExactly(List.of("[1,4)"));
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      run(db, 0, "purge", "--yes");
      assertThat(db.rows("select 1 from pg_namespace where nspname = 'underpin_trash'")).isEmpty();
      db.execute(SPAN, "select span(1, 2)");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_that_a_column_uses_does_not_change(TestServer server) throws IOException {
    boolean multirange = !server.toString().contains("13");
    try (TestDatabase db = server.newDatabase()) {
      db.execute(SPAN, "create table t (a span" + (multirange ? "_multirange)" : ")"));
      declare(run(db, 0, "inspect").out().replace("SUBTYPE = integer", "SUBTYPE = bigint"));
      assertThat(run(db, 2, "plan", "--exit-code").out())
          .contains("Column public.t.a uses range type public.span");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_written_by_hand_in_other_words(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(
          """
          schemas: [app]
          range_types:
            - { name: span, create: "create type span as range (subtype_diff = int4range_subdiff, subtype = int)" }
            - { name: app.days, create: "CREATE TYPE app.days AS RANGE (SUBTYPE = date)" }
          tables:
            entry:
              columns: { id: int, a: span, b: "app.days[]", c: { type: public.span, default: "span(1, 2)" } }
              exclusions: { entry_a: "EXCLUDE USING gist (a WITH &&)" }
          views:
            - CREATE VIEW spans AS SELECT id, app.days(current_date, current_date) AS d, span(id, id) AS s FROM entry
          """);
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      run(db, 0, "purge", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_canonical_function_is_refused_and_left_alone(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create type steps",
          "create function whole(steps) returns steps language internal immutable strict as 'int4range_canonical'",
          "create type steps as range (subtype = int4, canonical = whole)",
          "create table t (a steps)");
      Cli.Answer inspected = run(db, 0, "inspect");
      assertThat(inspected.err() + inspected.out())
          .contains("range type with a canonical function");
      declare(inspected.out());
      run(db, 0, "plan", "--exit-code");
      declare(
          inspected.out().replace("  - range_types\n", "")
              + """
              range_types:
                - name: more
                  create: CREATE TYPE more AS RANGE (SUBTYPE = integer, CANONICAL = whole)
              """);
      assertThat(run(db, 1, "plan").err()).contains("canonical function", "schema.yaml:");
    }
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
