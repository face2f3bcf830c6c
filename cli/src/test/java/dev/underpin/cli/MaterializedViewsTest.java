package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Materialized views under their names: their indexes, and whether they are filled. */
class MaterializedViewsTest {
  private static final String TABLE =
      "create table t (id int primary key, a text); insert into t values (1, 'x'), (2, 'y');\n";
  private static final String VIEW =
      TABLE
          + "create materialized view m as select id, a from t;\n"
          + "create index zz on m (lower(a)); create unique index aa on m (id);";
  private static final String TABLE_YAML =
      "tables: { t: { columns: { id: int not null, a: text }, primary_key: [id] } }\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(MaterializedViewsTest.class);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void indexes_in_other_words_are_no_difference(TestServer server) {
    new StandardRun(folder, server)
        .start(VIEW)
        .targetYaml(
            TABLE_YAML
                + """
                materialized_views:
                  m:
                    sql: SELECT t.id, a FROM public.t
                    indexes:
                      zz: ["LOWER(a)"]
                      aa: { columns: [id], unique: true }
                """)
        .changesNothing();
    new StandardRun(folder, server)
        .start(VIEW)
        .targetYaml(
            TABLE_YAML
                + """
                materialized_views:
                  - create materialized view m as select id, a from t;
                    create unique index aa on m (id);
                    create index zz on public.m using btree (lower(a))
                """)
        .changesNothing();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void indexes_come_and_go_in_any_order(TestServer server) {
    new StandardRun(folder, server)
        .start(VIEW)
        .targetYaml(
            TABLE_YAML
                + """
                materialized_views:
                  m:
                    sql: select id, a from t
                    comment: by id
                    indexes:
                      zz: [lower(a)]
                      ab: { columns: [a desc nulls last, id], where: id > 1 }
                      "a b": { using: hash, columns: [a] }
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_index_on_a_column_that_is_missing_is_refused(TestServer server) {
    new StandardRun(folder, server)
        .start(TABLE)
        .targetYaml(
            TABLE_YAML
                + "materialized_views: { m: { sql: select id from t, indexes: { i: [b] } } }")
        .isRefusedWith(1, "column \"b\" does not exist", "schema.yaml:2:");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_is_over_an_extension_of_the_same_plan_is_compared_in_the_servers_words(
      TestServer server) {
    new StandardRun(folder, server)
        .start(TABLE)
        .targetYaml(
            """
            extensions: [citext]
            tables:
              t: { columns: { id: int not null, a: text }, primary_key: [id] }
              c: { columns: { name: citext not null default 'x', n: int }, checks: { named: name <> 'A' } }
            statistics: { s: "(dependencies) on n, name from c" }
            views: { v: "select name || '' as n from c where name = 'q'" }
            functions: { f(a citext): returns int language sql as 'select 1' }
            """)
        .goesForwardAndBack();
  }
}
