package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An object is known by what the server calls it and by what it means, and not by the way it is
 * written; new objects come after what they use.
 */
class DeclaredObjectsTest {
  private static final String NOTED =
      """
      create table orders(id int primary key);
      create function note_order() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger noted before insert on orders for each row execute function note_order();
      """;
  private static final String ORDERS =
      """
      tables:
        orders: { columns: { id: int not null }, primary_key: [id] }
      objects:
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
  void an_argument_with_another_name_is_another_version_of_the_same_function(TestServer server) {
    String rest = " language sql stable as $$ select 'hi '||";
    run(server)
        .start(
            "create function greet(who text, loud boolean default false) returns text"
                + rest
                + "who $$; create table x(id int primary key);"
                + " create view greeting as select greet('a', true) as hi;")
        .target(
            "create function greet(person text, loud boolean) returns text"
                + rest
                + "person $$; create table x(id int primary key);"
                + " create view greeting as select greet('a', true) as hi;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void functions_of_one_name_are_told_apart_by_the_types_of_their_arguments(TestServer server) {
    run(server)
        .start(
            """
            create function f(a int) returns int language sql as 'select 1';
            create function f(a text) returns int language sql as 'select 2';
            """)
        .target(
            """
            create function f(a int, b int default 3) returns int language sql as 'select 1';
            create function f(b text) returns int language sql as 'select 3';
            create procedure p(a int) language sql as 'select 1';
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_may_be_called_by_its_name_alone(TestServer server) {
    run(server)
        .start(NOTED)
        .targetYaml(
            ORDERS
                + """
                  - kind: function
                    name: note_order
                    create: |
                      CREATE FUNCTION note_order()
                        RETURNS trigger AS $$ begin return new; end $$
                        LANGUAGE plpgsql
                  - CREATE TRIGGER noted BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note_order()
                """)
        .changesNothing();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_may_be_laid_out_in_another_way(TestServer server) {
    run(server)
        .start(NOTED)
        .targetYaml(
            ORDERS
                + """
                  - kind: function
                    name: note_order()
                    create: create or replace function public.note_order() returns TRIGGER language 'plpgsql' volatile as ' begin return new; end '
                  - kind: trigger
                    name: noted
                    table: orders
                    create: CREATE TRIGGER noted BEFORE INSERT ON public.orders FOR EACH ROW EXECUTE PROCEDURE public.note_order()
                """)
        .changesNothing();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_function_that_is_called_by_its_name_alone_is_replaced_and_comes_back(TestServer server) {
    run(server)
        .start(NOTED)
        .targetYaml(
            ORDERS
                + """
                  - kind: function
                    name: note_order
                    create: |
                      CREATE FUNCTION note_order()
                        RETURNS trigger AS $$ begin return null; end $$
                        LANGUAGE plpgsql
                  - CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note_order()
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void new_objects_come_after_what_they_use_whatever_their_order(TestServer server) {
    run(server)
        .start("create table a(id int primary key);")
        .targetYaml(
            """
            tables:
              a: { columns: { id: int not null }, primary_key: [id] }
              zz: { columns: { id: int not null, n: 'int default next_n()' }, primary_key: [id] }
            objects:
              - create view b as select * from c
              - create view c as select id, f() as n from zz
              - kind: function
                name: f()
                create: CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql AS $$select count(*) + public.g() from public.zz$$
              - { kind: function, name: g(), create: "CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS $$ select 1::bigint $$" }
              - { kind: function, name: next_n(), create: "CREATE FUNCTION next_n() RETURNS int LANGUAGE sql AS $$ select 1 $$" }
              - create materialized view m as select sum(n) as n from b
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_leaves_together_leaves_in_the_order_of_its_dependencies(TestServer server) {
    run(server)
        .start(
            """
            create table a(id int primary key);
            create table zz(id int primary key, n int);
            insert into zz values (1, 2);
            create function g(x int) returns int language sql immutable as $$ select x $$;
            create view c as select id, g(n) as n from zz;
            create view b as select * from c;
            create materialized view m as select sum(n) as n from b;
            """)
        .targetYaml("tables: { a: { columns: { id: int not null }, primary_key: [id] } }")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_check_of_a_domain_in_use_changes_and_comes_back(TestServer server) {
    String start =
        """
        create domain digits as text check (value ~ '^[0-9]+$');
        create table shop(id int primary key, code digits);
        create view codes as select code from shop;
        insert into shop values (1, '12');
        """;
    run(server)
        .start(start)
        .target(start.replace("'^[0-9]+$'", "'^[0-9.]+$'"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_domain_whose_arrays_are_in_use_cannot_get_another_check(TestServer server) {
    String start =
        """
        create domain digits as text check (value ~ '^[0-9]+$');
        create table shop(id int primary key, codes digits[]);
        """;
    run(server)
        .start(start)
        .target(start.replace("'^[0-9]+$'", "'^[0-9.]+$'"))
        .isRefusedWith(3, "shop.codes", "UP221");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_that_a_domain_no_longer_accepts_are_counted_first(TestServer server) {
    String start =
        """
        create domain digits as text check (value <> '');
        create table shop(id int primary key, code digits);
        insert into shop values (1, 'x');
        """;
    run(server)
        .start(start)
        .target(start.replace("value <> ''", "value ~ '^[0-9]+$'").replace("'x'", "'1'"))
        .isRefusedWith(3, "shop");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_composite_type_in_use_gets_an_attribute(TestServer server) {
    String start =
        """
        create type addr as (street text);
        create table shop(id int primary key, at addr);
        insert into shop values (1, row('a'));
        """;
    run(server)
        .start(start)
        .target(start.replace("street text", "street text, city text").replace("row('a')", "null"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void views_and_policies_follow_renamed_tables_and_columns_and_come_back(TestServer server) {
    run(server)
        .start(
            """
            create table town(id int primary key, nm text, pop int);
            insert into town values (1, 'a', 200);
            create view big as select id, nm, pop from town where pop > 100;
            alter table town enable row level security;
            create policy town_p on town using (pop > 0);
            """)
        .targetYaml(
            """
            tables:
              place:
                renamed_from: town
                columns:
                  id: int not null
                  title: { type: text, renamed_from: nm }
                  people: { type: int, renamed_from: pop }
                primary_key: [id]
                row_level_security: true
            objects:
              - create view big as select id, title, people from place where people > 100
              - { kind: policy, name: town_p, table: place, create: "CREATE POLICY town_p ON place USING (people > 0)" }
            """)
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }
}
