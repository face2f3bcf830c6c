package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Extended statistics, which the server keeps beside the columns of a table. */
class StatisticsTest {
  private static final String ROLE =
      "do $$ begin create role statistics_user; exception when duplicate_object then null; end $$;\n";
  private static final String TABLE =
      """
      create table part (id int primary key, hall int, shelf int, note text);
      insert into part values (1, 2, 3, 'a'), (2, 2, 4, 'b');
      """;
  private static final String PLACE =
      """
      create statistics place (dependencies, ndistinct) on hall, shelf from part;
      alter statistics place set statistics 500;
      comment on statistics place is 'a hall has its shelves';
      """;
  private static final String OWNER = "alter statistics place owner to statistics_user;\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(StatisticsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_are_created_with_their_table(TestServer server) {
    String others =
        """
        create schema other;
        create table other."Part" (a int, b int, c text);
        create statistics other."All" on a, b, c from other."Part";
        create statistics elsewhere (mcv) on a, c from other."Part";
        """;
    run(server)
        .start("select 1;")
        .target(TABLE.replaceFirst("insert.*\n", "") + PLACE + others)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void expressions_call_functions_of_the_same_plan(TestServer server) {
    if (server.name().contains("13")) return;
    String expressions =
        """
        create function half(int) returns int language sql immutable as 'select $1 / 2';
        create statistics halves on half(hall), (shelf + 1), note from part;
        create statistics one on lower(note) from part;
        """;
    run(server).start(TABLE).target(TABLE + expressions).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_target_and_the_comment_change_in_place(TestServer server) {
    String start = ROLE + TABLE + PLACE + OWNER;
    run(server)
        .start(start)
        .target(
            start
                .replaceFirst("alter statistics place set statistics 500;", "")
                .replace("a hall has", "each hall has"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void others_take_their_place(TestServer server) {
    String start = ROLE + TABLE + PLACE + OWNER;
    run(server)
        .start(start)
        .target(start.replace("(dependencies, ndistinct) on hall", "(mcv) on note, hall"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_column_of_another_type_keeps_them(TestServer server) {
    String start = ROLE + TABLE + PLACE + OWNER;
    run(server).start(start).target(start.replace("hall int", "hall bigint")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_go_with_a_column(TestServer server) {
    String start = ROLE + TABLE + PLACE + OWNER;
    run(server)
        .start(start)
        .targetYaml(
            "statistics: {}\n"
                + "tables: { part: { columns: { id: int, hall: int, note: text }, primary_key: [id] } }\n")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_go_with_a_column_where_they_are_not_managed(TestServer server) {
    run(server)
        .start(ROLE + TABLE + PLACE + OWNER)
        .targetYaml(
            "tables: { part: { columns: { id: int, hall: int, note: text }, primary_key: [id] } }\n")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_are_written_by_hand_in_other_words(TestServer server) {
    run(server)
        .start(TABLE)
        .targetYaml(
            """
            statistics:
              - name: place
                create: |
                  CREATE STATISTICS place (ndistinct) ON shelf, hall FROM public.part;
                  ALTER STATISTICS place SET STATISTICS 70;
                  COMMENT ON STATISTICS place IS 'by hand';
            tables:
              part:
                columns: { id: int, hall: int, shelf: int, note: text }
                primary_key: [id]
            """)
        .goesForwardAndBack();
  }
}
