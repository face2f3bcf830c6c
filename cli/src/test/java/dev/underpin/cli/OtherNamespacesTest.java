package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects of a namespace that is not searched, over tables that are new or change. */
class OtherNamespacesTest {
  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_names_the_columns_of_a_new_table_by_its_name(TestServer server) {
    run(server)
        .start("create schema app; create table app.kept (id int primary key);")
        .target(
            """
            create schema app;
            create table app.kept (id int primary key);
            create table app."New Item" (id int primary key, of int references app.kept (id), name text);
            create table app.plain (id int primary key, of int);
            create view app.all_items as
              select "New Item".id, plain.id as other, "New Item".*::text as whole, sum(plain.of) over () as n
              from app.kept join app."New Item" on "New Item".of = kept.id left join app.plain on plain.of = "New Item".id;
            create view app.alias as select i.id, plain.of from app."New Item" as i, app.plain plain where plain.id = i.id;
            create function app.names(app.plain) returns setof text language sql
              begin atomic select "New Item".name from app."New Item" where "New Item".id = $1.id; end;
            create trigger seen before update on app.plain for each row when (old.of is distinct from new.of)
              execute function suppress_redundant_updates_trigger();
            create policy own on app.plain using (exists (select from app."New Item" where "New Item".id = plain.of));
            """
                .replaceFirst(
                    server.toString().contains("13") ? "(?s)create function.*?end;\\n" : "^$", ""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_takes_the_name_of_a_table(TestServer server) {
    run(server)
        .start(
            "create schema x; create table x.data (id int, name text); create view x.q as select * from x.data;")
        .target(
            """
            create schema x;
            create table x.t_data (id int, name text);
            create view x.data as select * from x.t_data;
            create view x.q as select * from x.data;
            """)
        .goesForwardAndBack();
  }
}
