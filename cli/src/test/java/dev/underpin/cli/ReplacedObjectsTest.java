package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An object that is replaced keeps what it had, and what depends on it. */
class ReplacedObjectsTest {
  private static final String ROLES =
      """
      do $$ begin create role replaced_reader; exception when duplicate_object then null; end $$;
      do $$ begin create role replaced_owner; exception when duplicate_object then null; end $$;
      """;
  private static final String CARD =
      ROLES
          + """
          create table member(id bigint primary key, nick varchar(30) not null);
          insert into member values (1, 'anna');
          create view card as select id, nick from member;
          grant select on card to replaced_reader;
          grant select (nick), update (nick) on card to replaced_reader with grant option;
          comment on view card is 'what others see';
          comment on column card.nick is 'shown name';
          alter view card alter column nick set default 'anon';
          """;

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_with_another_body_keeps_its_grants(TestServer server) {
    String start =
        ROLES
            + """
            create function total() returns numeric language sql security definer as $$ select 1::numeric $$;
            revoke all on function total() from public;
            grant execute on function total() to replaced_reader;
            """;
    run(server).start(start).target(start.replace("select 1::", "select 2::")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_with_another_result_keeps_its_grants_and_dependents(TestServer server) {
    String start =
        ROLES
            + """
            create function total() returns integer language sql security definer as $$ select 1 $$;
            revoke all on function total() from public;
            grant execute on function total() to replaced_reader;
            create view shown as select total() as total;
            grant select on shown to replaced_reader;
            """;
    run(server)
        .start(start)
        .target(start.replace("returns integer", "returns bigint"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_with_an_argument_without_a_name_keeps_its_grants(TestServer server) {
    String start =
        ROLES
            + """
            create function next_of(integer) returns integer language sql as $$ select $1 + 1 $$;
            grant execute on function next_of(integer) to replaced_reader;
            """;
    run(server)
        .start(start)
        .target(start.replace("returns integer", "returns bigint"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_on_a_column_of_another_type_keeps_all_that_it_had(TestServer server) {
    run(server).start(CARD).target(CARD.replace("varchar(30)", "varchar(60)")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_with_one_more_column_keeps_all_that_it_had(TestServer server) {
    run(server)
        .start(CARD)
        .target(CARD.replace("select id, nick from", "select id, nick, 1 as one from"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_without_a_column_keeps_the_grants_on_the_others(TestServer server) {
    run(server)
        .start(CARD)
        .target(CARD.replace("select id, nick from", "select nick from"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_owner_of_a_view_stays(TestServer server) {
    String start = CARD + "alter view card owner to replaced_owner;";
    run(server)
        .start(start)
        .target(start.replace("varchar(30)", "varchar(60)"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_function_of_a_trigger_is_replaced_in_place(TestServer server) {
    String start =
        """
        create table t(id int primary key, u timestamptz);
        create function tf() returns trigger language plpgsql as $$ begin new.u = now(); return new; end $$;
        create trigger tt before update on t for each row execute function tf();
        """;
    run(server)
        .start(start)
        .target(start.replace("now()", "clock_timestamp()"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_that_a_table_and_a_view_use_is_replaced_in_place(TestServer server) {
    String start =
        """
        create function norm(t text) returns text language sql immutable strict as $$ select lower(t) $$;
        create table account(id int primary key, mail text not null default norm('A'),
          slug text generated always as (norm(mail)) stored, constraint account_ck check (norm(mail) <> ''));
        create index account_norm on account(norm(mail));
        create view av as select norm(mail) from account;
        insert into account values (1, 'B');
        """;
    run(server)
        .start(start)
        .target(start.replace("lower(t)", "lower(trim(t))"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void views_and_filled_views_step_aside_in_the_transaction_of_the_change(TestServer server) {
    String start =
        ROLES
            + """
            create table o(id int primary key, amt int, note text);
            insert into o values (1, 5, 'a');
            create view ov as select amt from o;
            create view oov as select amt + 1 as more from ov;
            create materialized view m1 as select amt, count(*) n from o group by 1 with no data;
            create materialized view m2 as select amt from o;
            create unique index m2_amt on m2 (amt);
            comment on index m2_amt is 'each once';
            alter materialized view m2 alter column amt set statistics 7;
            grant select on m2 to replaced_reader;
            create materialized view m3 as select note from o;
            create rule no_delete as on delete to ov do instead nothing;
            """;
    run(server).start(start).target(start.replace("amt int", "amt bigint")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void policies_triggers_and_rules_step_aside_for_a_change_of_type(TestServer server) {
    String start =
        """
        create table o(id int primary key, amt int);
        insert into o values (1, 5);
        create function tf() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger watched before update of amt on o for each row when (new.amt > 3) execute function tf();
        comment on trigger watched on o is 'watches';
        create trigger other after insert on o for each row execute function tf();
        alter table o disable trigger other;
        alter table o enable row level security;
        create policy mine on o using (amt > 1);
        comment on policy mine on o is 'mine';
        create rule quiet as on update to o where new.amt < 0 do instead nothing;
        """;
    run(server).start(start).target(start.replace("amt int", "amt bigint")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_added_label_is_rolled_back_under_views_and_policies(TestServer server) {
    String start =
        ROLES
            + """
            create type s as enum ('a','b');
            create table t(id int primary key, s s);
            insert into t values (1, 'a');
            create view v as select * from t;
            grant select on v to replaced_reader;
            create function is_b(x s) returns boolean language sql as $$ select x = 'b'::s $$;
            alter table t enable row level security;
            create policy p on t using (s <> 'b'::s);
            """;
    run(server).start(start).target(start.replace("'a','b'", "'a','c','b'")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_type_that_loses_a_label_is_recreated_under_views_and_policies(TestServer server) {
    String start =
        ROLES
            + """
            create type s as enum ('a','b','c');
            create table t(id int primary key, s s);
            insert into t values (1, 'a');
            create view v as select * from t;
            grant select on v to replaced_reader;
            create function is_b(x s) returns boolean language sql as $$ select x = 'b'::s $$;
            alter table t enable row level security;
            create policy p on t using (s <> 'b'::s);
            """;
    run(server).start(start).target(start.replace("'a','b','c'", "'b','a'")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_with_one_more_column_comes_back_under_the_views_on_it(TestServer server) {
    String table = "create table member (id int primary key, nick text);\n";
    String others =
        ROLES
            + """
            create view short as select nick from card;
            create materialized view kept as select nick from short;
            create unique index kept_nick on kept (nick);
            grant select on short to replaced_reader;
            """;
    String before = table + "create view card as select nick from member;\n" + others;
    run(server)
        .start(before)
        .target(before.replace("select nick from member", "select nick, id from member"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void two_views_with_one_more_column_come_back_where_one_is_on_the_other(TestServer server) {
    String before =
        """
        create table member (id int primary key, nick text);
        create view card as select nick from member;
        create view short as select nick from card;
        create view last as select nick from short;
        """;
    String after =
        """
        create table member (id int primary key, nick text);
        create view card as select nick, id from member;
        create view short as select nick, id from card;
        create view last as select nick from short;
        """;
    run(server).start(before).target(after).goesForwardAndBack();
  }
}
