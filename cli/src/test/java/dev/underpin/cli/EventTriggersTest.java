package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Event triggers belong to the database. No scratch place can compile one. */
class EventTriggersTest {
  private static final String FUNCTIONS =
      """
      create schema other;
      create function note() returns event_trigger language plpgsql as 'begin raise debug ''seen''; end';
      create function other."Look"() returns event_trigger language plpgsql as 'begin perform 1; end';
      """;
  private static final String TRIGGERS =
      """
      create event trigger noted on ddl_command_end when tag in ('create table', 'DROP TABLE') execute function note();
      create event trigger "Looked" on sql_drop execute procedure other."Look"();
      comment on event trigger noted is 'it''s seen';
      alter event trigger "Looked" enable always;
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(EventTriggersTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_are_created_after_their_functions(TestServer server) {
    run(server).start("select 1;").target(FUNCTIONS + TRIGGERS).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_state_and_the_comment_change_in_place(TestServer server) {
    String start = FUNCTIONS + TRIGGERS;
    run(server)
        .start(start)
        .target(
            start
                .replace("enable always", "disable")
                .replace("comment on event trigger noted is 'it''s seen';", ""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_event_and_other_tags_replace_one(TestServer server) {
    String start = FUNCTIONS + TRIGGERS;
    run(server)
        .start(start)
        .target(
            start
                .replace("on sql_drop", "on ddl_command_start")
                .replace("'DROP TABLE'", "'ALTER TABLE'"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_last_ones_go_with_their_functions(TestServer server) {
    run(server)
        .start(FUNCTIONS + TRIGGERS)
        .targetYaml("event_triggers: {}\nfunctions: {}\nschemas: [other]\ntables: {}\n")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_written_by_hand_in_other_words(TestServer server) {
    run(server)
        .start("create table t (id int);")
        .targetYaml(
            """
            functions:
              - name: note()
                create: CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end'
            event_triggers:
              - name: noted
                create: |
                  create event trigger Noted
                    on ddl_command_end when tag in ('create table','Create Index')
                    execute procedure note ();
                  comment on event trigger noted is 'By Hand';
                  alter event trigger noted disable;
            tables: { t: { columns: { id: int } } }
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void who_may_not_create_one_reads_and_plans(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      for (String sql : (FUNCTIONS + TRIGGERS).split(";\n")) db.execute(sql);
      db.execute(
          "do $$ begin create role trigger_reader login password 'x'; exception when duplicate_object then null; end $$");
      String url = db.url().replaceFirst("//[^@]*@", "//trigger_reader:x@");
      String yaml = run(url, 0, "inspect").out();
      assertThat(yaml).contains("noted");
      Files.writeString(folder.resolve("schema.yaml"), yaml);
      run(url, 0, "plan", "--exit-code");
    }
  }

  private Cli.Answer run(String url, int code, String... words) {
    String[] all = Stream.concat(Stream.of(words), Stream.of("--url", url)).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
