package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in the trash keeps no type, routine or extension from leaving with it. */
class TypesInTheTrashTest {
  private static final String TYPES =
      """
      create function is_positive(x int) returns boolean language sql immutable as $$ select x > 0 $$;
      create domain pos as int check (is_positive(value));
      create type addr as (street text, floor pos);
      create type mood as enum ('good', 'bad');
      create function f(x text) returns int language sql immutable as $$ select 1 $$;
      create function f(x int) returns int language sql immutable as $$ select x $$;
      """;

  /** A kind of which nothing is declared is left alone. */
  private static final String KEPT =
      """
      create extension pg_trgm;
      create function kept() returns int language sql immutable as $$ select 1 $$;
      create domain kept_domain as int;
      create type kept_type as (a int);
      create type kept_enum as enum ('a');
      """;

  private static final String ROW = "insert into m values (1, 'a');";

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void new_types_of_columns_leave_with_them(TestServer server) {
    run(server)
        .start(KEPT + "create table m(id int primary key, t text);" + ROW)
        .target(
            KEPT
                + TYPES
                + "create table m(id int primary key, t text, n pos, a addr, s addr[], b mood, ns pos[]);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void dropped_types_of_columns_leave_with_them_and_come_back(TestServer server) {
    run(server)
        .start(
            KEPT
                + TYPES
                + "create table m(id int primary key, t text, n pos, a addr, s addr[], b mood, ns pos[]);"
                + "insert into m values (1, 'a', 3, row('b', 4)::addr, array[row('c', 5)::addr], 'bad', '{6}');")
        .target(KEPT + "create table m(id int primary key, t text);" + ROW)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_new_table_leaves_with_what_it_uses(TestServer server) {
    run(server)
        .start(KEPT + "create table m(id int primary key, t text);" + ROW)
        .target(
            KEPT
                + TYPES
                + """
                create table m(id int primary key, t text);
                create table t(id int primary key, a text, n pos default 1, lv int default f('x'),
                  g int generated always as (f(id)) stored, constraint t_ck check (f(a) > 0));
                create index t_f on t (f(a));
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_dropped_table_leaves_with_what_it_uses_and_comes_back(TestServer server) {
    run(server)
        .start(
            KEPT
                + TYPES
                + """
                create table m(id int primary key, t text);
                create table t(id int primary key, a text, n pos default 1, lv int default f('x'),
                  g int generated always as (f(id)) stored, constraint t_ck check (f(a) > 0));
                create index t_f on t (f(a));
                insert into t values (1, 'a');
                """
                + ROW)
        .target(KEPT + "create table m(id int primary key, t text);" + ROW)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_leaves_after_the_parts_of_a_table_that_called_it(TestServer server) {
    String table =
        "create table t(id int primary key, a text, lv int%s, constraint t_ck check (%s));";
    run(server)
        .start(
            KEPT
                + TYPES
                + table.formatted(" default f('x')", "f(a) > 0")
                + "create index t_f on t (f(a)); insert into t values (1, 'a', 2);")
        .target(KEPT + table.formatted("", "a <> ''") + "insert into t values (1, 'a', 2);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_comes_before_the_parts_of_a_table_that_call_it(TestServer server) {
    String table =
        "create table t(id int primary key, a text, lv int%s, constraint t_ck check (%s));";
    run(server)
        .start(KEPT + table.formatted("", "a <> ''") + "insert into t values (1, 'a', 2);")
        .target(
            KEPT
                + TYPES
                + table.formatted(" default f('x')", "f(a) > 0")
                + "create index t_f on t (f(a)); insert into t values (1, 'a', 2);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_column_of_an_extension_s_type_leaves_with_the_extension(TestServer server) {
    run(server)
        .start(KEPT + "create table m(id int primary key, t text);" + ROW)
        .target(
            KEPT
                + """
            create extension citext;
            create extension hstore;
            create table m(id int primary key, t text, mail citext, h hstore);
            create table n(id int primary key, mail citext not null default 'a', hs hstore[], constraint n_ck check (mail <> 'x'));
            create index n_mail on n (mail);
            create index n_h on m using gin (h);
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_compares_by_operators_of_an_extension_leaves_with_it(TestServer server) {
    String tables =
        """
        create extension pg_trgm;
        create extension btree_gist;
        create table m (id int primary key, t text, d daterange);
        create index m_t on m using gin (t gin_trgm_ops);
        create index m_id on m using gist (id);
        alter table m add constraint m_once exclude using gist (id with =, d with &&);
        insert into m values (1, 'a', '[2020-01-01,2021-01-01)');
        """;
    run(server).start("select 1;").target(tables).goesForwardAndBack();
    run(server).start(tables).target("select 1;").goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_dropped_extension_comes_back_with_the_columns_of_its_types(TestServer server) {
    run(server)
        .start(
            KEPT
                + """
            create extension citext;
            create extension hstore;
            create table m(id int primary key, t text, mail citext, h hstore);
            create table n(id int primary key, mail citext not null default 'a', hs hstore[]);
            create index n_mail on n (mail);
            create index n_h on m using gin (h);
            insert into m values (1, 'a', 'B', 'a=>1');
            insert into n values (1, 'C', array['a=>2'::hstore]);
            """)
        .target(KEPT + "create table m(id int primary key, t text);" + ROW)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_purge_ends_where_a_type_in_the_trash_is_of_a_tables_rows(TestServer server)
      throws IOException {
    String all =
        """
        create table base (a int);
        create domain of_base as base;
        create table uses (b of_base);
        create function takes(r uses) returns boolean language sql as 'select r.b is null';
        """;
    try (TestDatabase db = server.newDatabase()) {
      db.execute(all);
      Cli cli = new Cli(folder);
      Files.writeString(
          folder.resolve("schema.yaml"), "tables: {}\nnone_of: [domains, functions]\n");
      for (String command :
          List.of("apply --direct --yes --allow all", "purge --yes", "purge --yes")) {
        String[] words = (command + " --url " + db.url()).split(" ");
        Cli.Answer answer = cli.run(words);
        assertThat(answer.code()).as(answer.toString()).isZero();
      }
      assertThat(db.rows("select 1 from pg_namespace where nspname = 'underpin_trash'")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_purge_takes_nothing_along_that_is_in_use(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("create table base (a int)");
      Cli cli = new Cli(folder);
      Files.writeString(folder.resolve("schema.yaml"), "tables: {}\n");
      assertThat(cli.run("apply", "--direct", "--yes", "--allow", "all", "--url", db.url()).code())
          .isZero();
      String table = db.value("select max(relname) from pg_class where relname like '%base'");
      db.execute("create view public.looks as select a from underpin_trash.\"" + table + "\"");
      Cli.Answer answer = cli.run("purge", "--yes", "--url", db.url());
      assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
      assertThat(answer.err()).contains("other objects depend on it");
      assertThat(db.rows("select * from public.looks")).isEmpty();
    }
  }
}
