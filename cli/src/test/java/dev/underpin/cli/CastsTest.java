package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cast has no name: it is the one between two types. */
class CastsTest {
  private static final String TYPES =
      """
      create schema other;
      create type other."Money" as (amount numeric, unit text);
      create type mood as enum ('low', 'high');
      create table item (id int primary key, price text);
      insert into item values (1, '(2,EUR)');
      """;
  private static final String FUNCTION =
      """
      create function other.to_mood(int) returns mood language sql immutable as
        'select case $1 when 0 then ''low''::mood else ''high''::mood end';
      """;
  private static final String CASTS =
      """
      create cast (text as other."Money") with inout as assignment;
      create cast (int as mood) with function other.to_mood(int) as implicit;
      create cast (mood[] as text) with inout;
      create cast (varchar as mood) with inout as implicit;
      create cast (timestamptz as bigint) without function;
      comment on cast (int as mood) is 'a ''cast''';
      """
          .replace("create cast (timestamptz as bigint) without function;\n", "");

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(CastsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server).offlineToo();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_come_with_their_functions_and_before_what_casts(TestServer server) {
    String use =
        """
        create table bought (id int primary key, level mood default 1);
        create view moods as select id, id::mood as level from item;
        """;
    run(server).start(TYPES).target(TYPES + FUNCTION + CASTS + use).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_go_and_come_back_with_their_types(TestServer server) {
    run(server)
        .start(
            TYPES + FUNCTION + CASTS + "create view moods as select id::mood as level from item;")
        .targetYaml(
            """
            schemas: [other]
            none_of: [casts, functions, views, composite_types]
            tables: { item: { columns: { id: int, price: text }, primary_key: [id] } }
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_replaced(TestServer server) {
    run(server)
        .start(TYPES + FUNCTION + CASTS)
        .target(
            TYPES
                + FUNCTION
                + CASTS
                    .replace("with inout as assignment", "with inout as implicit")
                    .replace("other.to_mood(int) as implicit", "other.to_mood(int)")
                    .replace("'a ''cast'''", "'other'"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_written_by_hand_in_other_words(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          """
          enums: { mood: [low, high], app.shade: [dark] }
          functions:
            - name: to_mood(integer)
              create: create function to_mood(integer) returns mood language sql as 'select ''low''::mood'
          casts:
            - create cast (int4 as public.mood) with function public.to_mood(int4) as assignment
            - create cast (pg_catalog.varchar as app.shade) with inout;
          """);
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      assertThat(run(db, 0, "inspect").out()).contains("integer AS mood", "app.shade");
      run(db, 0, "rollback", "--yes");
    }
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
