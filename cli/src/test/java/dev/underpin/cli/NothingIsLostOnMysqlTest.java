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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MySQL and MariaDB: what {@code inspect} writes creates the same database again, by the text that
 * the server shows of each object; what it does not write has a note.
 */
class NothingIsLostOnMysqlTest {
  /** Catalogs of objects that this test has one of. A new one of a later version fails here. */
  private static final Set<String> WITH_OBJECTS =
      Set.of(
          "check_constraints",
          "columns",
          "columns_extensions",
          "column_statistics",
          "events",
          "files",
          "geometry_columns",
          "key_column_usage",
          "key_period_usage",
          "keywords",
          "parameters",
          "partitions",
          "periods",
          "referential_constraints",
          "routines",
          "schemata",
          "schemata_extensions",
          "sequences",
          "statistics",
          "st_geometry_columns",
          "table_constraints",
          "table_constraints_extensions",
          "tables",
          "tables_extensions",
          "triggers",
          "views",
          "view_routine_usage",
          "view_table_usage",
          "schema_privileges",
          "table_privileges",
          "column_privileges",
          "role_table_grants",
          "role_column_grants",
          "role_routine_grants",
          "libraries",
          "routine_libraries",
          "json_duality_views",
          "json_duality_view_columns",
          "json_duality_view_links",
          "json_duality_view_tables");

  private static final String TABLES =
      """
      create table own_options (id int auto_increment primary key, a int) avg_row_length=100 checksum=1 delay_key_write=1
        max_rows=1000 min_rows=10 pack_keys=1 stats_auto_recalc=1 stats_persistent=1 stats_sample_pages=30
        row_format=compressed key_block_size=4 comment 'It''s';
      create table own_dynamic (id int primary key) row_format=dynamic;
      create table own_redundant (id int primary key) row_format=redundant;
      create table own_myisam (id int primary key, b int) engine=myisam row_format=fixed pack_keys=0;
      create table own_memory (a int, b int, primary key (b) using btree, index i (a) using btree) engine=memory;
      create table own_csv (id int not null) engine=csv;
      create table own_types (a int zerofill, b int unsigned, c float(7,3), d double(10,2), e decimal(10), f year, g bit(5),
        h set('a','b'), i enum('x','y') default 'x', j char(3) binary, k national varchar(10), l tinytext, m longblob,
        n geometry, o multipolygon, p json default (json_object()), q varbinary(5) default 'ab', r bit(3) default b'101',
        s time(6), t date default '2020-01-01', u date default (current_date), v real, w bool, x serial);
      create table own_columns (i int invisible, ts timestamp(3) null on update current_timestamp(3), p varchar(10) charset latin1 collate latin1_bin comment 'x',
        dt datetime default current_timestamp on update current_timestamp, b text charset binary, c varchar(10) collate utf8mb4_bin) default charset=utf8mb3;
      create table own_indexes (a int, b varchar(100), c text, p point not null, index i1 (a) comment 'x', index i2 (b(10) desc), fulltext i3 (c),
        spatial i4 (p), unique i5 (a) comment 'u', primary key pk (a) comment 'k');
      create table own_parent (id int primary key, x int, unique(x));
      create table own_child (id int, x int, constraint f1 foreign key (id) references own_parent (id) on delete restrict,
        constraint f2 foreign key (x) references own_parent (x) on delete set null on update cascade);
      create table own_checks (a int check (a > 1), b int, constraint cc check (b < a));
      create table own_generated (a int, b int as (a + 1) virtual, c int as (a * 2) stored comment 'g', d int as (a) stored unique);
      create table own_partitions (a int) partition by range (a) (partition p0 values less than (10) comment 'x', partition p1 values less than maxvalue);
      create algorithm = merge sql security invoker view own_view (x, y) as select id, a from own_options where a > 1 with local check option;
      create trigger own_trigger before insert on own_options for each row set new.a = 1;
      create trigger own_second before insert on own_options for each row precedes own_trigger set new.a = 2;
      create function own_function(a int, s varchar(20) charset latin1) returns varchar(20) charset utf8mb4 deterministic no sql return concat(s, a);
      set sql_mode = 'ANSI_QUOTES';
      create procedure own_procedure(in a int, out b varchar(10)) modifies sql data sql security invoker comment 'it''s' select "a" from own_options;
      set sql_mode = default;
      create event own_event on schedule every 1 day starts '2030-01-01 00:00:00' on completion preserve disable comment 'c' do delete from own_options where id < 0;
      """;

  private static final String OF_MYSQL =
      """
      create table own_compressed (id int primary key) compression='zlib';
      create table own_mysql_indexes (a int, b varchar(9), j json, index i1 ((a + 1)), index i2 ((lower(b)) desc, a), index i3 (a) invisible, fulltext i4 (b) with parser ngram);
      create table own_not_enforced (a int, constraint own_check check (a > 1) not enforced);
      create table own_srid (p point not null srid 4326, spatial p (p));
      create table own_archive (id int) engine=archive;
      create table own_blackhole (id int) engine=blackhole;
      """;

  private static final String OF_MARIADB =
      """
      create sequence own_sequence start with 5 increment by 2 cycle comment='x';
      create table own_pages (id int primary key) page_compressed=1 page_compression_level=5;
      create table own_aria (id int primary key) transactional=1 engine=aria page_checksum=1 row_format=page;
      create table own_mariadb_columns (a varchar(100) compressed, c int invisible default 3, p point ref_system_id=4326, u uuid, i inet6);
      create table own_mariadb_indexes (a int, c text, index i1 (a) ignored, unique i2 (c), unique i3 (a) using hash);
      create table own_versions (a int, b int without system versioning) with system versioning;
      create table own_period (a int, s date not null, e date not null, period for p (s, e), unique (a, p without overlaps));
      """;

  /** What has a note, with the words of it. */
  private static final List<List<String>> NOTED =
      List.of(
          List.of("create table left_member (id int primary key) engine=myisam", ""),
          List.of(
              "create table left_merge (id int primary key) engine=merge union=(left_member) insert_method=last",
              "left_merge: is not managed: INSERT_METHOD, UNION"),
          List.of(
              "create table left_connection (id int) connection='mysql://root:hidden@host/db/t'",
              "left_connection: is not managed: CONNECTION"));

  private static final List<List<String>> NOTED_OF_MYSQL =
      List.of(
          List.of(
              "create table left_columns (a int column_format fixed, b int storage disk, c int not secondary default 5)",
              "left_columns: is not managed: COLUMN_FORMAT of a, SECONDARY of c, STORAGE of b"),
          List.of(
              "create table left_tablespace (id int) tablespace=innodb_system",
              "left_tablespace: is not managed: TABLESPACE"),
          List.of(
              "create table left_extend (id int) autoextend_size=4M",
              "left_extend: is not managed: AUTOEXTEND_SIZE"),
          List.of("create table left_histogram (a int, b int)", ""),
          List.of(
              "analyze table left_histogram update histogram on a, b",
              "left_histogram: is not managed: histograms of the columns a, b"));

  private static final List<List<String>> NOTED_OF_MARIADB =
      List.of(
          List.of(
              "create table left_key_block (a int, index i (a) key_block_size=8)",
              "left_key_block: is not managed: KEY_BLOCK_SIZE of i"));

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.everyMysql();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void every_catalog_of_objects_is_known(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      TreeSet<String> catalogs = new TreeSet<>();
      db.rows(
              "select distinct lower(table_name) from information_schema.columns where lower(table_schema) = 'information_schema'"
                  + " and lower(column_name) regexp '^(.*_)?schema(_name)?$'")
          .forEach(row -> catalogs.add(String.valueOf(row.get(0))));
      catalogs.removeIf(
          c ->
              c.startsWith("innodb_")
                  || c.endsWith("_privileges")
                  || c.endsWith("x_statistics")
                  || c.equals("table_statistics"));
      catalogs.removeAll(WITH_OBJECTS);
      assertThat(catalogs).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_object_is_created_as_the_server_shows_it(TestServer server) throws IOException {
    String sql = TABLES + (isMariaDb(server) ? OF_MARIADB : OF_MYSQL);
    try (TestDatabase db = new StandardRun(folder, server).start(sql).begun();
        TestDatabase other = server.newDatabase()) {
      Cli.Answer inspected = run(db, "inspect");
      assertThat(inspected.err()).doesNotContain("own_");
      Files.writeString(folder.resolve("schema.yaml"), inspected.out());
      run(db, "plan", "--exit-code");
      run(other, "apply", "--direct", "--yes");
      assertThat(CatalogDump.of(other)).isEqualTo(CatalogDump.of(db));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_is_not_written_has_a_note(TestServer server) throws IOException {
    List<List<String>> all = new ArrayList<>(NOTED);
    all.addAll(isMariaDb(server) ? NOTED_OF_MARIADB : NOTED_OF_MYSQL);
    try (TestDatabase db = server.newDatabase()) {
      db.execute("alter database collate latin1_bin");
      for (List<String> one : all) db.execute(one.get(0));
      Cli.Answer inspected = run(db, "inspect");
      assertThat(inspected.err())
          .contains(": is not managed: its collation latin1_bin")
          .contains(all.stream().map(one -> one.get(1)).toArray(String[]::new));
      assertThat(inspected.toString()).doesNotContain("hidden");
      Files.writeString(folder.resolve("schema.yaml"), inspected.out());
      assertThat(run(db, "plan", "--exit-code").toString()).doesNotContain("is not managed");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void attributes_of_a_table_change(TestServer server) {
    String compression = isMariaDb(server) ? "page_compressed=1" : "compression='zlib'";
    String start = "create table t (id int primary key, a int) stats_persistent=1 max_rows=100";
    new StandardRun(folder, server)
        .start(start + "; insert into t values (1, 2);")
        .target(start.replace("=100", "=200 " + compression) + ";")
        .goesForwardAndBack();
  }

  @Test
  void other_views_and_libraries_of_the_newest_version_have_a_note() {
    TestServer newest = servers().get(1);
    try (TestDatabase db = newest.newDatabase()) {
      db.execute(
          "create table t (id int primary key, n int)",
          "create json duality view own_duality as select json_duality_object('_id': id, 'n': n) from t",
          "create materialized view own_materialized as select 1",
          "create library own_library language javascript as $$ export function f(n) { return n } $$");
      assertThat(run(db, "inspect").err())
          .contains(
              "own_duality: is a JSON duality view, which is not managed",
              "own_materialized: is a materialized view, which is not managed",
              "own_library: is a library, which is not managed");
    }
  }

  private static boolean isMariaDb(TestServer server) {
    return server.engine().equals("mariadb");
  }

  private Cli.Answer run(TestDatabase db, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(0);
    return answer;
  }
}
