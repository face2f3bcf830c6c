package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server brings to its default with a change of type is as declared afterwards. */
class ColumnAttributesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void storage_stays_when_the_type_changes(TestServer server) {
    String start =
        """
        create table t(id int primary key, k %s);
        alter table t alter k set storage external;
        alter table t alter k set statistics 7;
        alter table t alter k set (n_distinct = 5);
        """;
    new StandardRun(folder, server)
        .start(start.formatted("varchar(64)") + "insert into t values (1, 'a');")
        .target(start.formatted("varchar(255)"))
        .goesForwardAndBackByCommands();
  }

  @Test
  void compression_and_storage_come_and_go_with_the_type() {
    new StandardRun(folder, TestServers.postgresql(18))
        .start(
            """
            create table t(id int primary key, k text, n int, s text);
            alter table t alter k set storage external, alter k set compression pglz;
            insert into t values (1, 'a', 2, '3');
            """)
        .target(
            """
            create table t(id int primary key, k varchar(9), n text, s int);
            alter table t alter k set storage main, alter k set compression pglz,
              alter n set storage external;
            """)
        .goesForwardAndBackByCommands();
  }

  @Test
  void each_part_of_a_new_and_of_an_existing_table_has_its_attributes() {
    String parts =
        """
        create table p(id int primary key, u int constraint p_u unique, t text, r int4range, v int
          constraint p_v not null, f int, constraint p_x exclude using gist (r with &&),
          constraint p_c check (u > 0) not valid, constraint p_f foreign key (f) references p(id)
          on delete set null deferrable initially deferred not valid);
        create table c(id int not null constraint c_pk primary key, pid int constraint c_p
          references p(id), g int generated always as (pid + 1) stored);
        create index c_i on c(pid) with (fillfactor = 70);
        alter table p alter t set storage external, alter t set statistics 9;
        comment on table p is 'p'; comment on column p.t is 't';
        comment on constraint p_u on p is 'u'; comment on constraint p_x on p is 'x';
        comment on constraint p_c on p is 'c'; comment on constraint p_f on p is 'f';
        comment on constraint p_v on p is 'v';
        comment on constraint c_p on c is 'hello'; comment on constraint c_pk on c is 'pk';
        comment on index c_i is 'i'; comment on column c.g is 'g';
        """;
    new StandardRun(folder, TestServers.postgresql(18))
        .start("create table z(id int)")
        .target("create table z(id int);" + parts)
        .goesForwardAndBackByCommands();
    new StandardRun(folder, TestServers.postgresql(18))
        .start("create table p(id int primary key); create table c(id int not null);")
        .target(parts)
        .withoutTheTargetsCatalog()
        .goesForwardAndBackByCommands();
  }

  @Test
  void foreign_keys_of_new_tables_that_reference_each_other_have_their_comments() {
    new StandardRun(folder, TestServers.postgresql(18))
        .start("")
        .target(
            """
            create table a(id int primary key, b int);
            create table b(id int primary key, a int constraint b_a references a);
            alter table a add constraint a_b foreign key (b) references b;
            comment on constraint a_b on a is 'one'; comment on constraint b_a on b is 'two';
            """)
        .goesForwardAndBackByCommands();
  }
}
