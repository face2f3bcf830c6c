package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every command understands, and flags that would do nothing. */
class CommonOptionsTest {
  private static final String TABLES =
      "tables: { a_table_with_a_long_name_of_many_words: { columns: { id: integer },"
          + " primary_key: [id] } }\n";

  @TempDir Path folder;

  @BeforeEach
  void declare() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), TABLES);
  }

  @Test
  void quiet_prints_results_and_errors_alone() {
    Cli.Answer apply = run("apply", "--direct", "--create", "--yes", "-q");
    assertThat(apply.code()).isZero();
    assertThat(apply.out()).startsWith("Applied ");
    assertThat(apply.err()).isEmpty();

    assertThat(run("drift", "-q").out()).isEmpty();
    assertThat(run("plan", "--save", "x", "-q").err()).isEmpty();
    assertThat(run("status", "nothing", "-q").err()).contains("nothing");
  }

  @Test
  void a_common_flag_may_stand_before_the_command_too() {
    assertThat(run("-q", "apply", "--direct", "--create", "--yes").err()).isEmpty();
  }

  @Test
  void verbose_names_the_database() {
    assertThat(run("plan", "-v").err()).contains("database: ");
  }

  @Test
  void there_is_colour_on_a_terminal_unless_it_is_not_wanted() {
    assertThat(cli().typing("").run(args("plan")).out()).contains("\u001b[");
    assertThat(cli().run(args("plan")).out()).doesNotContain("\u001b[");
    assertThat(cli().typing("").run(args("plan", "--no-color")).out()).doesNotContain("\u001b[");
    assertThat(cli().typing("").with("NO_COLOR", "1").run(args("plan")).out())
        .doesNotContain("\u001b[");
  }

  @Test
  void debug_prints_the_stack_trace() {
    assertThat(run("plan", "--config", "none.yaml").err()).doesNotContain("\tat ");
    assertThat(run("plan", "--config", "none.yaml", "--debug").err()).contains("\tat ");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 132})
  void everything_fits_the_terminal(int width) {
    for (List<String> command :
        List.of(
            List.of("plan"),
            List.of("apply", "--dry-run", "--direct"),
            List.of("plan", "--save", "a_name_that_is_rather_long_but_not_too_long_for_a_name"),
            List.of("apply", "--dry-run"),
            List.of("apply", "--yes"),
            List.of("status"),
            List.of("status", "-v"),
            List.of("rollback", "--dry-run"),
            List.of("rollback", "--yes"),
            List.of("drift"),
            List.of("drift", "--schema", "schema.yaml"),
            List.of("plan", "--sqlite-compat", "3.35"),
            List.of("status", "a_migration_that_nobody_has_ever_saved_here_or_anywhere_else"),
            List.<String>of())) {
      Cli.Answer answer =
          cli().with("COLUMNS", "" + width).run(args(command.toArray(String[]::new)));
      assertThat((answer.out() + answer.err()).lines())
          .as(command.toString())
          .allSatisfy(line -> assertThat(shown(line).length()).isLessThanOrEqualTo(width));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apply --schema schema.yaml",
        "apply --discard",
        "apply --scratch-url sqlite:b.db",
        "apply --direct --exit-code",
        "plan --offline --url sqlite:b.db",
        "plan --offline --wait 3s",
        "plan --offline --scratch-url sqlite:b.db",
        "plan --sqlite-compat 3.35",
        "plan --summary --format sql",
        "drift --scratch-url sqlite:b.db",
        "apply --direct --migrations .",
        "apply --create --url postgresql://nobody@127.0.0.1:1/x",
        "plan --save x --sqlite-compat 3.35 --url postgresql://nobody@127.0.0.1:1/x",
        "plan --engine sqlite",
        "rollback -o a.sql --dry-run",
        "rollback -o a.sql --yes",
        "validate --wait 3s",
        "validate --engine sqlite --url sqlite:a.db",
        "inspect --engine sqlite",
        "inspect --split",
        "diff schema.yaml sqlite:a.db --engine mysql",
        "diff schema.yaml schema.yaml --engine sqlite --url sqlite:a.db",
        "diff sqlite:a.db sqlite:a.db --scratch-url sqlite:a.db",
      })
  void a_flag_that_would_do_nothing_is_an_error(String line) {
    Cli.Answer answer =
        cli().with("UNDERPIN_URL", "sqlite:" + folder.resolve("a.db")).run(line.split(" "));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(64);
    assertThat(answer.out()).isEmpty();
  }

  /** What cannot be broken, and is longer than a line, may be: a path. */
  private String shown(String line) {
    return line.replaceAll("(sqlite:)?" + folder + "\\S*", "");
  }

  private Cli cli() {
    return new Cli(folder);
  }

  private Cli.Answer run(String... words) {
    return cli().run(args(words));
  }

  private String[] args(String... words) {
    if (words.length == 0) return words;
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--url";
    all[words.length + 1] = "sqlite:" + folder.resolve("a.db");
    return all;
  }
}
