package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.command.Commands;
import dev.underpin.dialect.Dialects;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands print says one thing once, and says something. */
class ReadableTextsTest {
  private static final Pattern URL = Pattern.compile("[a-z]+://\\S*|sqlite:\\S+");
  private static final String START =
      """
      tables:
        t:
          columns:
            id: int
            n: { type: "decimal(10,2)", default: 0.00 }
            s: { type: text, default: "'a b'" }
            a: int
            g: { type: int, generated: { expression: a + 1, stored: true } }
            dropped: text
          primary_key: [id]
          checks: { a_small: a < 10 }
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(),
        TestServers.postgresql(18),
        TestServers.mariaDb(),
        TestServers.mysql());
  }

  static List<String> commands() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_difference_never_has_the_same_text_on_both_sides(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      run(db, 0, "apply", "--direct", "--yes");
      declare(
          START
              .replace("decimal(10,2)", "double")
              .replace("a + 1, stored: true", "a + 1, stored: false")
              .replace("a < 10", "a <= 9"));
      for (String json : List.of("text", "json")) {
        String out = run(db, 0, "plan", "--format", json).out();
        Matcher sides = Pattern.compile("(\\S+) → (\\S+)").matcher(out);
        while (sides.find())
          assertThat(sides.group(1)).as(out).isNotEqualTo(sides.group(2).replaceAll("[,\"]+$", ""));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void of_a_long_text_that_changes_the_part_is_shown_that_differs(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String columns = "a AS first_column, a AS second_column, a AS third_column, a AS fourth_one";
      db.execute("CREATE TABLE t (id integer PRIMARY KEY, a integer)");
      db.execute("CREATE VIEW v AS SELECT " + columns + " FROM t WHERE id > 10");
      declare(run(db, 0, "inspect").out().replace("> 10", "> 11"));
      String out = run(db, 0, "plan", "--summary").out();
      assertThat(out.lines().filter(line -> line.contains("~ view v")))
          .hasSize(1)
          .allSatisfy(line -> assertThat(line).contains("10", " → ", "11"))
          .allSatisfy(line -> assertThat(line).doesNotContain("first_column"));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void lists_have_no_blank_lines(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("CREATE TABLE u (id integer PRIMARY KEY)", "CREATE INDEX t_a ON t (a)");
      Cli.Answer drift = run(db, 2, "drift");
      assertThat(drift.out()).contains("index t.t_a\n", "table u\n");
      assertThat(drift.out().split("\n\n")).as(drift.out()).hasSize(2);
      Cli.Answer diff = new Cli(folder).run("diff", db.url(), "schema.yaml");
      assertThat(diff.out().split("\n\n")).as(diff.out()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_is_not_known_is_no_number(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      run(db, 0, "apply", "--direct", "--yes");
      declare(START.replace("      dropped: text\n", ""));
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      declare("tables: {}\n");
      for (String command : List.of("plan", "status"))
        assertThat(run(db, 0, command, "--format", "json").out()).doesNotContain(": -");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_plan_that_changes_values_does_not_say_that_nothing_is_lost(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("INSERT INTO t (id, s, a) VALUES (1, '12x', 1)");
      declare(START.replace("{ type: text, default: \"'a b'\" }", "{ type: int, using: \"1\" }"));
      String out = run(db, 0, "plan").out();
      assertThat(out)
          .contains("Needs approval: --allow lossy", "Values change; the old values are kept.")
          .doesNotContain("Nothing is lost");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_dropped_column_goes_to_the_trash_in_the_same_words(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      run(db, 0, "apply", "--direct", "--yes");
      declare(START.replace("      dropped: text\n", ""));
      assertThat(run(db, 0, "plan").out()).contains("drop column dropped (to the trash)");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_reason_is_given_once(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("INSERT INTO t (id) VALUES (1)");
      declare(START.replace("a: int\n", "a: { type: int, nullable: false }\n"));
      for (String[] command :
          new String[][] {{"plan", "--save", "x"}, {"apply", "--direct", "--yes"}}) {
        Cli.Answer answer = run(db, 3, command);
        assertThat((answer.out() + answer.err()).split("NULL in a", -1))
            .as(answer.toString())
            .hasSize(2);
      }
      assertThat(run(db, 3, "plan", "--save", "x", "--format", "json").err()).contains("NULL in a");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_URL_is_never_broken(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(START);
      for (String width : List.of("40", "60", "80")) {
        for (String[] command : new String[][] {{"plan"}, {"status"}, {"drift"}}) {
          String[] all =
              Stream.concat(Stream.of(command), Stream.of("--url", db.url()))
                  .toArray(String[]::new);
          Cli.Answer answer = new Cli(folder).with("COLUMNS", width).run(all);
          Matcher urls = URL.matcher(answer.out() + answer.err());
          while (urls.find())
            assertThat(db.url().replaceAll(":[^:/@]*@", "@"))
                .as(answer.toString())
                .isEqualTo(urls.group().replaceAll(":[^:/@]*@", "@"));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_has_no_holes_and_names_all_engines(String command) {
    String help = new Cli(folder).run(command, "--help").out();
    assertThat(help.replace("\r", "")).doesNotContain("\n\n\n").doesNotContain("://\n");
    String words = help.replaceAll("\\s+", " ");
    if (words.contains("--engine=NAME "))
      assertThat(words.substring(words.lastIndexOf("--engine=NAME")))
          .contains("postgresql, mysql, mariadb or sqlite");
    assertThat(Dialects.engineIds())
        .containsExactlyInAnyOrder("postgresql", "mysql", "mariadb", "sqlite");
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", words) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
