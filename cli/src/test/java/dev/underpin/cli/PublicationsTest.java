package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Publications belong to the database, and change in place as the server allows. */
class PublicationsTest {
  private static final String ROLE =
      "do $$ begin create role publication_user; exception when duplicate_object then null; end $$;\n";
  private static final String TABLES =
      """
      create schema other;
      create table part (id int primary key, hall int not null, note text);
      create table other."Place" (id int primary key, hall int);
      """;
  private static final String FEED =
      """
      create publication "Feed" for table part, other."Place" with (publish = 'insert,update');
      comment on publication "Feed" is 'to the shop';
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(PublicationsTest.class);
  }

  static List<TestServer> newest() {
    return List.of(TestServers.postgresql(18));
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server).offlineToo();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_are_created_with_their_tables(TestServer server) {
    String others =
        """
        create publication whole for all tables with (publish_via_partition_root);
        create publication nothing;
        """;
    run(server).start("select 1;").target(TABLES + FEED + others).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void tables_options_and_comment_change_in_place(TestServer server) {
    String start = ROLE + TABLES + FEED + "alter publication \"Feed\" owner to publication_user;\n";
    run(server)
        .start(start)
        .target(
            start
                .replace("part, other.\"Place\" with (publish = 'insert,update')", "part")
                .replace("to the shop", "to all shops"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_tables_in_place_of_some(TestServer server) {
    run(server)
        .start(TABLES + FEED)
        .target((TABLES + FEED).replace("for table part, other.\"Place\"", "for all tables"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_last_table_leaves_one(TestServer server) {
    String start = TABLES + "create publication feed for table part;\n";
    run(server).start(start).target(start.replace(" for table part", "")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_that_is_dropped_leaves_it(TestServer server) {
    run(server)
        .start(TABLES + FEED)
        .target(
            (TABLES + FEED)
                .replaceFirst("create table other.*\n", "")
                .replace("part, other.\"Place\"", "part"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_that_is_dropped_leaves_one_that_is_not_managed(TestServer server) {
    run(server)
        .start(TABLES + FEED)
        .targetYaml(
            """
            schemas: [other]
            tables: { part: { columns: { id: int, hall: int not null, note: text }, primary_key: [id] } }
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("newest")
  void columns_conditions_and_schemas(TestServer server) {
    String feed =
        """
        create publication feed for table part (hall, id) where (hall > 1 and id <> 7), tables in schema other;
        """;
    run(server)
        .start(TABLES + "create publication feed for table part;\n")
        .target(TABLES + feed.replace("part (hall, id) where", "part where"))
        .goesForwardAndBack();
    run(server)
        .start("select 1;")
        .target(TABLES + feed.replace(", tables in schema other", ""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("newest")
  void one_is_written_by_hand_in_other_words(TestServer server) {
    run(server)
        .start("create schema other; create table other.place (id int primary key);")
        .targetYaml(
            """
            schemas: [other]
            publications:
              - name: feed
                create: |
                  create publication Feed for tables in schema other, table only public.part
                    where ((hall>1) AND (note = 'a'::text)) with (Publish = 'update , insert', publish_via_partition_root = on);
                  comment on publication feed is 'By Hand';
              - { name: ids, create: 'CREATE PUBLICATION ids FOR TABLE part(hall,"id"), TABLE other.place (id)' }
            tables:
              part: { columns: { id: int, hall: int, note: text }, primary_key: [id] }
              other.place: { columns: { id: int }, primary_key: [id] }
            """)
        .goesForwardAndBack();
  }
}
