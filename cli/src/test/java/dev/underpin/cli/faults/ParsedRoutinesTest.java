package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A routine whose body the server keeps as a parsed query ({@code BEGIN ATOMIC}, {@code RETURN}) is
 * declared together with the tables that it names.
 */
class ParsedRoutinesTest {
  private static final String TABLES =
      """
      enums:
        mood: [sad, ok, happy]
      tables:
        old:
          columns: { id: int, n: int }
          primary_key: [id]
        items:
          columns: { id: int, old_id: int, price: "numeric(10,2)", mood: mood, label: varchar(20) }
          primary_key: [id]
          foreign_keys:
            items_old: { columns: [old_id], references: old(id) }
      """;

  @TempDir Path folder;

  private StandardRun run(String routines) {
    return new StandardRun(folder, TestServers.postgresql(18))
        .start("create table old(id int primary key, n int); insert into old values (1, 2);")
        .targetYaml(TABLES + routines);
  }

  private static String function(String name, String create) {
    return "functions:\n  - { kind: function, name: \"%s\", create: \"create function %s\" }\n"
        .formatted(name, create);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "total() | total() returns numeric language sql begin atomic select sum(price) from items; end",
        "total() | total() returns numeric language sql return (select sum(i.price) from public.items i)",
        "one(integer) | one(n int) returns items language sql begin atomic select * from items where id = n; end",
        "many() | many() returns setof items language sql stable begin atomic select * from items where mood = 'ok'; end",
        "pairs() | pairs() returns table(a int, b text) language sql begin atomic select i.id, i.label from items i join old o on o.id = i.old_id; end",
        "named(character varying) | named(l varchar) returns bigint language sql begin atomic select count(*) from items where label = l; end",
        "moods(mood) | moods(m mood) returns bigint language sql return (select count(*) from items where mood >= m)",
        "nothing() | nothing() returns void language sql begin atomic end",
        "two() | two() returns bigint language sql begin atomic insert into items(id, price) values (7, 1.5) on conflict do nothing; update items set price = price + 1 where id = 7; delete from items where id = 7; select count(*) from items; end",
        "withs() | withs() returns bigint language sql begin atomic with x as (select id from items union select id from old) select count(*) from x; end",
        "cases() | cases() returns text language sql begin atomic select case when price > 1 then 'a;b' else 'END' end from items limit 1; end"
      })
  void is_compared_in_the_servers_form(String routine) {
    String[] parts = routine.split(" \\| ", 2);
    run(function(parts[0], parts[1])).goesForwardAndBack();
  }

  @Test
  void procedures_too() {
    run("""
        procedures:
          - { kind: procedure, name: "add(integer)", create: "create procedure add(n int) language sql begin atomic insert into items(id, mood) values (n, 'sad'); end" }
        """)
        .goesForwardAndBack();
  }

  @Test
  void a_view_uses_a_routine_that_reads_a_new_table() {
    run("""
        functions:
          - { kind: function, name: "total(integer)", create: "create function total(n int) returns numeric language sql begin atomic select sum(price) from items where old_id = n; end" }
          - { kind: function, name: "twice(integer)", create: "create function twice(n int) returns numeric language sql return 2 * total(n)" }
        views:
          - create view totals as select id, total(id) as total, twice(id) as twice from old
        """)
        .goesForwardAndBack();
  }

  @Test
  void a_table_in_another_namespace() {
    new StandardRun(folder, TestServers.postgresql(18))
        .start("create table old(id int primary key);")
        .targetYaml(
            """
            tables:
              old:
                columns: { id: int }
                primary_key: [id]
              shop.items:
                columns: { id: int, n: int }
                primary_key: [id]
            functions:
              - { kind: function, name: "total()", create: "create function total() returns bigint language sql begin atomic select sum(n) from shop.items; end" }
              - { kind: function, name: "shop.total()", create: "create function shop.total() returns bigint language sql begin atomic select sum(i.n) from shop.items i join old using (id); end" }
            """)
        .goesForwardAndBack();
  }

  @Test
  void a_column_comes_that_the_routine_reads() {
    new StandardRun(folder, TestServers.postgresql(18))
        .start(
            "create table items(id int primary key, n int); insert into items values (1, 2);"
                + " create function total() returns bigint language sql begin atomic select"
                + " sum(n) from items; end;")
        .targetYaml(
            """
            tables:
              items:
                columns: { id: int, n: int, m: int }
                primary_key: [id]
            functions:
              - { kind: function, name: "total()", create: "create function total() returns bigint language sql begin atomic select sum(n + m) from items; end" }
            """)
        .goesForwardAndBack();
  }
}
