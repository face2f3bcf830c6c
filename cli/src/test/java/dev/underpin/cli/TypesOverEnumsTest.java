package dev.underpin.cli;

import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An enum that is recreated, forward or in the rollback of an added label, while columns have types
 * over it: domains, composite and range types, and arrays of them.
 */
class TypesOverEnumsTest {
  @TempDir Path folder;

  private StandardRun run(String start, String rows, String before, String after) {
    return new StandardRun(folder, TestServers.postgresql())
        .start(start + rows)
        .target(start.replace(before, after));
  }

  @Test
  void a_domain_over_an_enum_that_loses_a_label() {
    run(
            """
            create type st as enum ('new', 'open', 'done', 'never');
            create domain dst as st default 'new' check (value <> 'done');
            comment on domain dst is 'a state';
            create domain dd as dst[] check (cardinality(value) < 5);
            create table t(id int primary key, s st not null default 'new', d dst, e dd default '{new}',
              g boolean generated always as (s = 'open'::st) stored, constraint d_ck check (d::text <> 'open'));
            create index t_d on t(d, id);
            create view vd as select d from t;
            create function count_st(st) returns bigint language sql stable as 'select count(*) from t where s = $1';
            """,
            "insert into t(id, s, d) values (1, 'new', 'new'), (2, 'done', null);",
            ", 'never')",
            ")")
        .goesForwardAndBack();
  }

  @Test
  void composite_and_range_types_over_an_enum_with_another_order() {
    run(
            """
            create type st as enum ('a', 'b', 'c');
            create type pair as (x st, y int);
            create type str as range (subtype = st, multirange_type_name = strs);
            create table t(id int primary key, p pair not null default row('a', 5), q pair[], r str, m strs);
            create function f(pair) returns st language sql immutable as 'select ($1).x';
            create index t_f on t(f(p));
            create index t_r on t using gist (r);
            create view vp as select (p).x from t;
            """,
            "insert into t values (1, row('a', 1), array[row('b', 2)::pair], '[a,a]', '{[b,b]}'),"
                + " (2, row(null, null), '{}', 'empty', '{}');",
            "('a', 'b', 'c')",
            "('b', 'a', 'c')")
        .goesForwardAndBack();
  }

  @Test
  void an_added_label_is_rolled_back_under_all_of_them() {
    run(
            """
            create type st as enum ('new', 'open');
            create domain dst as st;
            create type pair as (x dst, y int);
            create type str as range (subtype = st);
            create function is_open(st) returns boolean language sql immutable as $$ select $1 = 'open' $$;
            create table t(id int primary key, s st, d dst default 'new', p pair, r str, constraint p_u unique (p));
            create index t_f on t(is_open(s));
            create materialized view mv as select d, count(*) from t group by d;
            """,
            "insert into t values (1, 'new', 'open', row('new', 1), '[new,open]');",
            "('new', 'open')",
            "('new', 'waiting', 'open')")
        .goesForwardAndBack();
  }

  @Test
  void a_column_beside_gets_another_type_in_the_same_plan() {
    run(
            """
            create type st as enum ('a', 'b');
            create domain dst as st;
            create function is_a(st) returns boolean language sql immutable as $$ select $1 = 'a' $$;
            create table t(id int primary key, s st not null default 'a', d dst);
            create index t_f on t(is_a(s));
            create view v as select id, s, d from t;
            """,
            "insert into t values (1, 'a', 'a'), (2, 'b', null);",
            "('a', 'b')",
            "('b', 'a')")
        .change("id: integer not null", "id: bigint not null")
        .withoutTheTargetsCatalog()
        .goesForwardAndBackByCommands();
  }

  @Test
  void the_order_of_labels_changes_under_views() {
    run(
            """
            create type st as enum ('a', 'b');
            create table t(id int primary key, s st not null default 'a');
            create view v as select id, s from t;
            create materialized view mv as select s, count(*) from t group by s;
            """,
            "insert into t values (1, 'a'), (2, 'b');",
            "('a', 'b')",
            "('b', 'a', 'c')")
        .goesForwardAndBackByCommands();
  }

  @Test
  void an_enum_by_which_a_table_is_partitioned_keeps_its_labels_in_their_order() {
    run(
            """
            create type st as enum ('a', 'b');
            create table t(id int, s st) partition by list (s);
            create table t_a partition of t for values in ('a');
            """,
            "insert into t values (1, 'a');",
            "('a', 'b')",
            "('b', 'a')")
        .isRefusedWith(3, "public.t is partitioned by s", "Keep all labels in their order");
  }
}
