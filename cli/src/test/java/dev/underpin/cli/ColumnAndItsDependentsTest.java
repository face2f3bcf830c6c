package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A column and what depends on it change in one plan. */
class ColumnAndItsDependentsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void a_column_and_a_stored_column_on_it_get_another_type(TestServer server) {
    String start =
        """
        create table d(id int primary key, p %1$s, q %1$s generated always as (p*2) stored, x int);
        create index d_q on d(q) include (x);
        """;
    new StandardRun(folder, server)
        .start(start.formatted("int") + "insert into d(id, p) values (1, 2), (2, null);")
        .target(start.formatted("bigint"))
        .goesForwardAndBack();
  }

  @Test
  void with_a_view_on_the_table() {
    String start =
        """
        create table d(id int primary key, p %1$s, q %1$s generated always as (p*2) stored);
        create view v as select q, id from d;
        """;
    new StandardRun(folder, TestServers.postgresql(18))
        .start(start.formatted("int") + "insert into d(id, p) values (1, 2);")
        .target(start.formatted("bigint"))
        .goesForwardAndBack();
  }

  /** The rollback drops the column, under what uses it. */
  @Test
  void a_column_that_views_use_stops_being_computed() {
    String views =
        "create materialized view m as select q from d; create view v as select q, id from d;";
    new StandardRun(folder, TestServers.postgresql(18))
        .start(
            "create table d(id int primary key, p int, q int generated always as (p*2) stored);"
                + " insert into d(id, p) values (1, 2);"
                + views)
        .target(
            "create table d(id int primary key, p int, q int, r int generated always as (q+1) stored);"
                + views)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p text, q int generated always as (length(p)) stored"
            + "| p int, q int generated always as (p + 1) stored, constraint q_u unique (q)",
        "p int, q int generated always as (p + 1) stored, constraint q_u unique (q)"
            + "| p text, q int generated always as (length(p)) stored",
        "p int, r int, q int generated always as (p + r) stored"
            + "| p bigint, r bigint, q bigint generated always as (p + r) stored",
        "p int, q int generated always as (p + 1) stored, s int generated always as (p + 2) stored"
            + "| p bigint, q bigint generated always as (p + 1) stored, s int generated always as"
            + " (p + 3) stored",
        "p int, r int, q int generated always as (p + r) stored"
            + "| p bigint, r int, n int, q bigint generated always as (p + n) stored",
        "p int, q int generated always as (p * 2) stored, constraint q_c check (q > 0)"
            + "| p bigint, q bigint generated always as (p * 2) stored, constraint q_c check (q > 1)",
        "p varchar(10), q text generated always as (lower(p)) stored"
            + "| p varchar(20), q text generated always as (upper(p)) stored",
        "p int, q int generated always as (p * 2) stored | p bigint, q bigint",
        "p int, q int generated always as (p * 2) stored | p bigint",
      })
  void a_column_and_what_is_computed_from_it_change_in_any_way(String before, String after) {
    new StandardRun(folder, TestServers.postgresql(18))
        .start(
            "create table d(id int primary key, %s); insert into d(id, p) values (1, 12);"
                .formatted(before))
        .target("create table d(id int primary key, %s);".formatted(after))
        .withoutTheTargetsCatalog()
        .goesForwardAndBackByCommands();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create unique index u on c(code) | create unique index u on c(code) include (name)",
        "create unique index u on c(code) include (name) | create unique index u on c(code)",
        "create unique index u on c(code) include (name)"
            + "| create unique index u on c(code) include (name, n)",
        "alter table c add constraint u unique (code)"
            + "| alter table c add constraint u unique (code) include (name)",
        "alter table c add constraint u unique (code) include (name)"
            + "| create unique index u on c(code) include (name)",
        "create unique index u on c(code) | alter table c add constraint u unique (code)",
      })
  void a_key_that_a_foreign_key_references_includes_other_columns(String before, String after) {
    String tables =
        """
        create table c(id int primary key, code int not null, name text, n int);
        create table o(id int primary key, code int);
        %s;
        alter table o add constraint o_c foreign key (code) references c(code);
        """;
    new StandardRun(folder, TestServers.postgresql(18))
        .start(
            tables.formatted(before)
                + "insert into c values (1, 1, 'a', 2); insert into o values (1, 1);")
        .target(tables.formatted(after))
        .goesForwardAndBackByCommands();
  }
}
