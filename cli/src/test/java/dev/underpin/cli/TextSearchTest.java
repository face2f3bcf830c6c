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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dictionaries and configurations of text search, and what searches with them. */
class TextSearchTest {
  private static final String TABLE =
      """
      create table page (id int primary key, body text);
      insert into page values (1, 'The cats');
      """;
  private static final String SEARCH =
      """
      create schema app;
      create text search dictionary plain (template = simple, stopwords = english, accept = false);
      create text search dictionary app."Stems" (template = snowball, Language = 'english', stopwords = 'english');
      create text search configuration "Words" (copy = english);
      alter text search configuration "Words" alter mapping for asciiword, word with plain, app."Stems", simple;
      create text search configuration app.words (parser = "default");
      alter text search configuration app.words add mapping for asciiword with app."Stems";
      comment on text search dictionary plain is 'a dictionary';
      comment on text search configuration "Words" is 'a configuration';
      """;
  private static final String USE =
      """
      create table note (
        id int primary key, body text, found tsvector generated always as (to_tsvector('app.words', body)) stored,
        check (to_tsvector('"Words"', body) <> ''::tsvector));
      insert into note values (1, 'A dog');
      create index note_body on note using gin (to_tsvector('app.words', body));
      create index page_body on page using gin (to_tsvector('"Words"', body));
      create view cats as select id from page where to_tsvector('"Words"', body) @@ to_tsquery('app.words', 'cat');
      create function search(text) returns tsvector language sql immutable as 'select to_tsvector(''app.words'', $1)';
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(TextSearchTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server).offlineToo();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_come_before_what_searches_with_them(TestServer server) {
    run(server)
        .start(TABLE)
        .target(TABLE + SEARCH + USE.replaceAll("insert.*", ""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_go_after_what_searches_with_them_and_come_back(TestServer server) {
    run(server)
        .start(TABLE + SEARCH + USE)
        .targetYaml(
            """
            schemas: [app]
            none_of: [text_search_dictionaries, text_search_configurations, views, functions]
            tables: { page: { columns: { id: int, body: text }, primary_key: [id] } }
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void mappings_and_options_change_in_place(TestServer server) {
    String owner =
        """
        do $$ begin create role search_user; exception when duplicate_object then null; end $$;
        alter text search configuration "Words" owner to search_user;
        alter text search dictionary plain owner to search_user;
        """;
    run(server)
        .start(TABLE + SEARCH + USE + owner)
        .target(
            TABLE
                + SEARCH
                    .replace("accept = false", "accept = true")
                    .replace("stopwords = english, ", "")
                    .replace("with plain, app.\"Stems\", simple", "with app.\"Stems\"")
                    .replace(
                        "add mapping for asciiword with",
                        "add mapping for email, asciiword with simple,")
                    .replace("'a configuration'", "'other'")
                + USE
                + "alter text search configuration \"Words\" drop mapping for url, host;\n"
                + owner)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_template_replaces_a_dictionary_with_what_uses_it(TestServer server) {
    String search =
        SEARCH + "create view cats as select to_tsvector('\"Words\"', body) as words from page;\n";
    run(server)
        .start(TABLE + search)
        .target(
            TABLE
                + search.replace(
                    "plain (template = simple, stopwords = english, accept = false)",
                    "plain (template = snowball, language = german)"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_template_is_refused_while_an_index_uses_it(TestServer server) {
    run(server)
        .start(TABLE + SEARCH + USE)
        .target(
            TABLE
                + SEARCH.replace(
                    "plain (template = simple, stopwords = english, accept = false)",
                    "plain (template = snowball, language = german)")
                + USE)
        .isRefusedWith(3, "UP230");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_written_by_hand_in_other_words(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(
          """
          text_search_dictionaries:
            - { name: plain, create: "create text search dictionary plain (stopwords = English, template = pg_catalog.simple)" }
          text_search_configurations:
            - name: words
              create: |
                create text search configuration words (copy = pg_catalog.german);
                alter text search configuration words alter mapping for word, asciiword with public.plain, german_stem;
          tables:
            page:
              columns: { id: int not null, body: text }
              primary_key: [id]
              indexes: { page_body: { columns: ["to_tsvector('words', body)"], using: gin } }
          """);
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      declare(
          "text_search_configurations: [{ name: w, create: create text search configuration w (copy = none_such) }]\n");
      assertThat(run(db, 1, "plan").err()).contains("none_such");
      run(db, 0, "rollback", "--yes");
      run(db, 0, "purge", "--yes");
    }
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
