package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database with one of every kind of object that the server knows: {@code inspect} writes it, or
 * a note says that it is left alone. The server says which kinds there are, so a new one of a later
 * version fails here until somebody has decided.
 */
class NothingIsLostTest {
  /** Catalogs whose rows are no objects of one database, or parts of objects of other catalogs. */
  private static final List<String> WITHOUT_OBJECTS =
      List.of(
          "pg_authid",
          "pg_auth_members",
          "pg_database",
          "pg_tablespace",
          "pg_enum",
          "pg_amop",
          "pg_amproc",
          "pg_publication_rel",
          "pg_publication_namespace",
          "pg_user_mapping_rel",
          "pg_parameter_acl");

  /** What has no oid of its own, and is asked for by its own catalog. */
  private static final List<String> WITHOUT_OID = List.of("pg_db_role_setting", "pg_seclabel");

  private static final String ROUTINES =
      """
      create function own_function() returns trigger language plpgsql as 'begin return new; end';
      create procedure own_procedure() language sql as 'select 1';
      create aggregate own_aggregate(int) (sfunc = int4pl, stype = int);
      create function own_event() returns event_trigger language plpgsql as 'begin end';
      comment on function own_function() is 'comment 01';
      comment on procedure own_procedure() is 'comment 02';
      comment on aggregate own_aggregate(int) is 'comment 03';
      """;

  private static final String TYPES =
      """
      create type own_shell;
      create function own_shell_in(cstring) returns own_shell language internal immutable strict as 'textin';
      create function own_shell_out(own_shell) returns cstring language internal immutable strict as 'textout';
      create type own_base (input = own_base_in, output = own_base_out, like = text);
      create domain own_domain as int constraint own_domain_check check (value > 0);
      create type own_composite as (own_attribute int);
      create type own_range as range (subtype = int);
      create type own_enum as enum ('own_label');
      comment on type own_base is 'comment 04';
      comment on domain own_domain is 'comment 05';
      comment on type own_composite is 'comment 06';
      comment on column own_composite.own_attribute is 'comment 07';
      comment on type own_range is 'comment 08';
      comment on type own_enum is 'comment 09';
      comment on constraint own_domain_check on domain own_domain is 'comment 10';
      """
          .replace("own_shell", "own_base");

  private static final String RELATIONS =
      """
      create schema own_schema;
      comment on schema own_schema is 'comment 11';
      comment on schema public is 'comment 44';
      create table own_table (
        id int constraint own_primary_key primary key, a int not null default 11111, b int,
        constraint own_unique unique (a), constraint own_check check (a <> 22222),
        constraint own_foreign_key foreign key (b) references own_table (id),
        constraint own_exclusion exclude using btree (b with =));
      create index own_index on own_table (a, b);
      create table own_child () inherits (own_table);
      create table own_partitioned (id int) partition by list (id);
      create table own_partition partition of own_partitioned for values in (33333);
      create table own_typed of own_composite;
      create sequence own_sequence;
      create view own_view as select id from own_table;
      create materialized view own_materialized as select id from own_table;
      create index own_index_of_view on own_materialized (id);
      create statistics own_statistics on a, b from own_table;
      create trigger own_trigger before insert on own_table for each row execute function own_function();
      create rule own_rule as on delete to own_table do instead nothing;
      create policy own_policy on own_table using (a <> 44444);
      comment on table own_table is 'comment 12';
      comment on column own_table.a is 'comment 13';
      comment on constraint own_primary_key on own_table is 'comment 14';
      comment on constraint own_unique on own_table is 'comment 15';
      comment on constraint own_check on own_table is 'comment 16';
      comment on constraint own_foreign_key on own_table is 'comment 17';
      comment on constraint own_exclusion on own_table is 'comment 18';
      comment on index own_index is 'comment 19';
      comment on table own_partition is 'comment 20';
      comment on sequence own_sequence is 'comment 21';
      comment on view own_view is 'comment 22';
      comment on column own_view.id is 'comment 23';
      comment on materialized view own_materialized is 'comment 24';
      comment on column own_materialized.id is 'comment 25';
      comment on index own_index_of_view is 'comment 26';
      comment on statistics own_statistics is 'comment 27';
      comment on trigger own_trigger on own_table is 'comment 28';
      comment on rule own_rule on own_table is 'comment 29';
      comment on policy own_policy on own_table is 'comment 30';
      comment on index own_primary_key is 'comment 31';
      alter table own_partition add constraint own_check_of_partition check (id <> 55555);
      comment on column own_partition.id is 'comment 40';
      comment on constraint own_check_of_partition on own_partition is 'comment 41';
      comment on column own_child.a is 'comment 42';
      comment on column own_typed.own_attribute is 'comment 43';
      """;

  private static final String OTHERS =
      """
      create extension btree_gin;
      comment on extension btree_gin is 'comment 32';
      create collation own_collation (locale = 'C');
      create operator === (leftarg = int, rightarg = int, function = int4eq);
      create operator family own_family using hash;
      create operator class own_class for type int using btree as operator 1 <, function 1 btint4cmp(int, int);
      create cast (text as own_composite) with inout;
      create conversion own_conversion for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
      create text search parser own_parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
      create text search template own_template (lexize = dsimple_lexize);
      create text search dictionary own_dictionary (template = simple);
      create text search configuration own_configuration (copy = simple);
      create transform for int language sql (from sql with function prsd_lextype(internal));
      create language own_language handler plpgsql_call_handler;
      create access method own_method type table handler heap_tableam_handler;
      create event trigger own_event_trigger on sql_drop execute function own_event();
      create publication own_publication for table own_table;
      create foreign data wrapper own_wrapper;
      create server own_server foreign data wrapper own_wrapper;
      create foreign table own_foreign (a int) server own_server;
      create user mapping for current_user server own_server;
      create subscription own_subscription connection 'dbname=none password=hidden' publication other
        with (connect = false, slot_name = none, enabled = false);
      alter default privileges in schema own_schema grant select on tables to pg_monitor;
      select lo_create(0);
      comment on collation own_collation is 'comment 33';
      comment on event trigger own_event_trigger is 'comment 34';
      comment on publication own_publication is 'comment 35';
      comment on foreign data wrapper own_wrapper is 'comment 36';
      comment on server own_server is 'comment 37';
      comment on foreign table own_foreign is 'comment 38';
      comment on column own_foreign.a is 'comment 39';
      insert into pg_seclabel values ('own_table'::regclass, 'pg_class'::regclass, 0, 'own_provider', 'own_security_label');
      """;

  /** By catalog, what names its objects in the answer of inspect. */
  private static Map<String, List<String>> expected() {
    Map<String, List<String>> words = new TreeMap<>();
    words.put("pg_proc", List.of("own_function", "own_procedure", "own_aggregate"));
    words.put(
        "pg_type",
        List.of(
            "own_base: is left alone", "own_domain", "own_composite", "own_range", "own_label"));
    words.put(
        "pg_class",
        List.of(
            "own_table",
            "own_child",
            "inherits",
            "own_partition:",
            "own_typed",
            "own_sequence",
            "own_view",
            "own_materialized",
            "own_foreign"));
    words.put("pg_namespace", List.of("own_schema"));
    words.put("pg_attrdef", List.of("11111"));
    words.put(
        "pg_constraint",
        List.of("own_primary_key", "own_unique", "22222", "own_foreign_key", "own_exclusion"));
    words.put("pg_trigger", List.of("own_trigger"));
    words.put("pg_rewrite", List.of("own_rule"));
    words.put("pg_policy", List.of("44444"));
    words.put("pg_statistic_ext", List.of("own_statistics"));
    words.put("pg_extension", List.of("btree_gin"));
    words.put("pg_collation", List.of("own_collation"));
    words.put("pg_operator", List.of("===(integer,integer)"));
    words.put("pg_opfamily", List.of("own_family"));
    words.put("pg_opclass", List.of("own_class"));
    words.put("pg_cast", List.of("text AS own_composite"));
    words.put("pg_conversion", List.of("own_conversion"));
    words.put("pg_ts_parser", List.of("own_parser"));
    words.put("pg_ts_template", List.of("own_template"));
    words.put("pg_ts_dict", List.of("own_dictionary"));
    words.put("pg_ts_config", List.of("own_configuration"));
    words.put("pg_transform", List.of("is not managed: transform"));
    words.put("pg_language", List.of("own_language"));
    words.put("pg_am", List.of("own_method"));
    words.put("pg_event_trigger", List.of("own_event_trigger"));
    words.put("pg_publication", List.of("own_publication"));
    words.put("pg_foreign_data_wrapper", List.of("own_wrapper"));
    words.put("pg_foreign_server", List.of("own_server"));
    words.put("pg_user_mapping", List.of("user mapping for"));
    words.put("pg_subscription", List.of("own_subscription"));
    words.put("pg_default_acl", List.of("default_privileges"));
    words.put("pg_largeobject_metadata", List.of("1 large objects"));
    words.put("pg_db_role_setting", List.of("statement_timeout"));
    words.put("pg_seclabel", List.of("own_security_label"));
    return words;
  }

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(NothingIsLostTest.class);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_kind_of_the_server_is_written_or_named(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Map<String, List<String>> expected = expected();
      TreeSet<String> kinds = new TreeSet<>(WITHOUT_OID);
      db.rows(
              "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'oid'"
                  + " WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'")
          .forEach(row -> kinds.add(Objects.requireNonNull(row.get(0))));
      kinds.removeAll(WITHOUT_OBJECTS);
      assertThat(kinds).isEqualTo(new TreeSet<>(expected.keySet()));
      try {
        db.execute(ROUTINES, TYPES, RELATIONS);
        for (String sql : OTHERS.split(";\n")) db.execute(sql);
        db.execute(
            "do $$ begin execute format('alter database %I set statement_timeout to ''77s''', current_database()); end $$");
        Cli.Answer inspected = run(db, 0, "inspect", "--grants");
        String answer = inspected.out() + inspected.err();
        List<String> lost = new ArrayList<>();
        expected.forEach(
            (kind, words) ->
                words.stream()
                    .filter(w -> !answer.contains(w))
                    .forEach(w -> lost.add(kind + ": " + w)));
        for (int i = 1; i <= 44; i++) {
          String comment = "comment %02d".formatted(i);
          if (!answer.contains(comment)) lost.add(comment);
        }
        assertThat(lost).as(answer).isEmpty();
        assertThat(answer).doesNotContain("hidden", "77s");
        Files.writeString(folder.resolve("schema.yaml"), inspected.out());
        run(db, 0, "plan", "--exit-code");
      } finally {
        db.execute("drop subscription if exists own_subscription");
      }
    }
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
