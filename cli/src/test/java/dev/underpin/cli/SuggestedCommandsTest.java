package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.command.Commands;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.SuggestedCommands;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that is suggested works as it is printed. */
class SuggestedCommandsTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final String ONE =
      "tables: { t: { columns: { id: integer, old: text }, primary_key: [id] } }\n";
  private static final String TWO =
      "tables: { t: { columns: { id: integer, more: text }, primary_key: [id] } }\n";

  /** What these say goes to a file, which is read later and elsewhere. */
  private static final Set<String> WRITTEN_TO_FILES =
      Set.of("OnlineCopy.java", "InitWorkflow.java", "LockFile.java");

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(18));
  }

  @Test
  void a_suggestion_has_only_flags_that_its_command_knows() {
    Terminal none =
        new Terminal(
            System.in, System.out, System.err, Map.of(), Path.of(""), false, Clock.systemUTC());
    for (String suggested : SuggestedCommands.commands()) {
      String name = suggested.split(" ")[0];
      assertThat(Commands.all(none).getSubcommands().get(name).getCommandSpec().optionsMap())
          .as(suggested)
          .containsKeys(SuggestedCommands.taken(suggested).toArray(String[]::new));
    }
  }

  /** A message is completed where it is printed: every command in it gets the flags. */
  @Test
  void every_command_in_a_text_of_the_program_gets_the_flags() throws IOException {
    SuggestedCommands commands = new SuggestedCommands(Map.of("--config", "c"));
    String names =
        SuggestedCommands.commands().stream()
            .map(c -> c.split(" ")[0])
            .distinct()
            .collect(Collectors.joining("|"));
    Pattern named = Pattern.compile("(?<!`)underpin (" + names + ")\\b");
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(f -> f.toString().contains("src/main/java") && f.toString().endsWith(".java"))
              .filter(f -> !WRITTEN_TO_FILES.contains(f.getFileName().toString()))
              .toList();
    }
    List<String> incomplete = new ArrayList<>();
    for (Path file : sources) {
      String source = Files.readString(file);
      int start = source.contains("@Command(") ? source.indexOf(" class ") : 0;
      for (JavaLiterals.Literal literal : JavaLiterals.of(source.substring(start))) {
        long said = named.matcher(literal.text()).results().count();
        long whole =
            Pattern.compile("underpin (" + names + ")( --direct)? --config c")
                .matcher(commands.complete(literal.text()))
                .results()
                .count();
        if (said != whole) incomplete.add(file.getFileName() + ": " + literal.text());
      }
    }
    assertThat(incomplete).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_is_suggested_runs_as_it_is_printed(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      configure(db.url());
      Files.writeString(folder.resolve("my schema.yaml"), ONE);
      String where = " --env prod --config conf/up.yaml";

      Cli.Answer first = run("plan --schema 'my schema.yaml' --migrations changes" + where);
      run(suggestion(first, "underpin plan --save NAME").replace("NAME", "first"));
      Cli.Answer status =
          new Cli(folder).ofUnknownWidth().run(words("status --migrations changes" + where));
      assertThat(status.code()).isEqualTo(2);
      Cli.Answer applied = run(suggestion(status, "underpin apply"));
      run(suggestion(applied, "underpin rollback"));
      run(suggestion(status, "underpin apply"));

      Files.writeString(folder.resolve("my schema.yaml"), TWO);
      Cli.Answer second =
          run("plan --allow rename-guess --schema 'my schema.yaml' --migrations changes" + where);
      assertThat(second.out()).contains("Needs approval: --allow drop-column.");
      Cli.Answer direct = run(suggestion(second, "underpin apply --direct"));
      Cli.Answer trash = run("status --migrations changes" + where);
      Cli.Answer written = run("rollback -o back.sql --migrations changes" + where);
      assertThat(suggestion(written, "underpin resolve")).contains("_direct --rolled-back");
      run(suggestion(direct, "underpin rollback"));
      run(suggestion(trash, "underpin purge"));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_message_of_a_refusal_names_the_flags_too(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      configure(db.url());
      Files.writeString(folder.resolve("schema.yaml"), ONE);
      run("plan --save first --schema schema.yaml --env prod --config conf/up.yaml");
      run("apply --yes --env prod --config conf/up.yaml");
      Path up;
      try (Stream<Path> files = Files.walk(folder.resolve("conf"))) {
        up = files.filter(f -> f.endsWith("up.sql")).findFirst().orElseThrow();
      }
      Files.writeString(up, Files.readString(up).replaceFirst("CREATE TABLE", "$0 IF NOT EXISTS"));

      Cli.Answer refused =
          new Cli(folder)
              .ofUnknownWidth()
              .run(words("apply --yes --env prod --config conf/up.yaml"));
      assertThat(refused.code()).isEqualTo(3);
      assertThat(unfolded(refused.err()))
          .contains("underpin plan --env prod --config conf/up.yaml --save NAME");
    }
  }

  @Test
  void a_run_without_files_that_changed_nothing_is_tried_again_without_files() throws IOException {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      configure(db.url());
      Files.writeString(folder.resolve("schema.yaml"), ONE);
      String line = "apply --direct --schema schema.yaml --env prod --config conf/up.yaml";
      run(line);
      db.execute(
          "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql"
              + " AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$",
          "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('ALTER TABLE')"
              + " EXECUTE FUNCTION refuse()");
      Files.writeString(
          folder.resolve("schema.yaml"), ONE.replace("old: text", "old: text, b: text"));
      Cli.Answer failed = new Cli(folder).ofUnknownWidth().typing("y\n").run(words(line));
      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.err()).contains("Nothing was changed.");

      db.execute("DROP EVENT TRIGGER refuse");
      run(suggestion(failed, "underpin apply --direct"));
    }
  }

  @Test
  void init_suggests_a_plan_that_works() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute("CREATE TABLE t (id integer PRIMARY KEY)");
      Cli.Answer init = run("init --url " + db.url());
      assertThat(run(suggestion(init, "underpin plan")).out()).contains("no changes");
    }
  }

  @Test
  void without_pending_migrations_apply_speaks_of_a_YAML_that_differs() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), ONE);
      Cli.Answer apply = run("apply --yes --url " + db.url());
      assertThat(apply.out()).contains("Nothing to do", "schema.yaml differs").contains("1 change");
      run(suggestion(apply, "underpin plan --save NAME").replace("NAME", "first"));

      Cli.Answer nothing =
          new Cli(folder).ofUnknownWidth().run("apply", "--yes", "--exit-code", "--url", db.url());
      assertThat(nothing.code()).isZero();
      Files.writeString(folder.resolve("schema.yaml"), TWO);
      assertThat(
              new Cli(folder)
                  .ofUnknownWidth()
                  .run("apply", "--yes", "--exit-code", "--url", db.url())
                  .code())
          .isEqualTo(2);
    }
  }

  @Test
  void a_rollback_is_written_to_standard_output() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), ONE);
      run("apply --direct --yes --url " + db.url());
      assertThat(run("rollback -o - --url " + db.url()).out()).contains("BEGIN", "COMMIT");
      assertThat(folder.resolve("-")).doesNotExist();
    }
  }

  private void configure(String url) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/up.yaml"), "environments:\n  prod:\n    url: \"" + url + "\"\n");
  }

  /** A person answers each question with yes. */
  private Cli.Answer run(String line) {
    Cli.Answer answer =
        new Cli(folder)
            .ofUnknownWidth()
            .typing("y\n")
            .run(words(line.replaceFirst("^underpin ", "")));
    assertThat(answer.code()).as(line + "\n" + answer).isZero();
    return answer;
  }

  private static String suggestion(Cli.Answer answer, String beginning) {
    return unfolded(answer.out() + "\n" + answer.err())
        .lines()
        .filter(line -> line.contains(beginning))
        .map(line -> line.substring(line.indexOf(beginning)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + beginning + " in " + answer));
  }

  private static String unfolded(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").replaceAll(" \\\\\n *", " ");
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) words.add(word.group(1) != null ? word.group(1) : word.group(2));
    return words.toArray(String[]::new);
  }
}
