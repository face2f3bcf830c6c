package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.command.Commands;
import dev.underpin.cli.terminal.ProgramVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Help teaches: what a command does, an example that can be typed, and what its exit codes mean.
 */
class HelpTest {
  private final Cli cli = new Cli(Path.of(""));

  static List<String> commands() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_has_a_description_an_example_and_its_exit_codes(String command) {
    Cli.Answer help = cli.run(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("Usage: underpin " + command, "Example:", "underpin " + command, "Exit codes:");
    assertThat(cli.run("help", command).out()).isEqualTo(help.out());
  }

  @ParameterizedTest
  @MethodSource("widths")
  void help_fits_the_terminal(String width, String command) {
    assertThat(new Cli(Path.of("")).with("COLUMNS", width).run(command, "--help").out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Integer.parseInt(width)));
  }

  static List<Arguments> widths() {
    return Stream.of("80", "100", "132")
        .flatMap(width -> commands().stream().map(command -> Arguments.of(width, command)))
        .toList();
  }

  @Test
  void without_a_width_help_fits_eighty_characters() {
    assertThat(new Cli(Path.of("")).ofUnknownWidth().run("--help").out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void without_a_command_it_prints_the_help() {
    Cli.Answer answer = cli.run();

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).isEqualTo(cli.run("--help").out());
  }

  @Test
  void help_is_printed_to_standard_output_and_names_every_command() {
    Cli.Answer answer = cli.run("--help");

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains(Commands.names());
  }

  @Test
  void the_version_is_one_line() {
    assertThat(cli.run("--version").out())
        .isEqualTo("underpin " + ProgramVersion.VERSION + System.lineSeparator());
    assertThat(cli.run("-V").code()).isZero();
    assertThat(cli.run("version").out()).isEqualTo(cli.run("--version").out());
  }

  @Test
  void help_is_a_command_too() {
    assertThat(cli.run("help").out()).isEqualTo(cli.run("--help").out());
    Cli.Answer wrong = cli.run("help", "pln");
    assertThat(wrong.code()).isEqualTo(64);
    assertThat(wrong.err()).contains("did you mean plan?");
  }

  @Test
  void a_flag_that_does_not_exist_is_answered_with_the_one_that_was_meant() {
    Cli.Answer answer = cli.run("plan", "--shema", "x.yaml");

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("--shema", "--schema").doesNotContain("Usage:");
  }

  @Test
  void a_command_that_does_not_exist_is_answered_with_the_one_that_was_meant() {
    Cli.Answer answer = cli.run("pln");

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("plan");
  }

  @Test
  void completion_knows_commands_and_flags() {
    Cli.Answer answer = cli.run("completion");

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains("complete -F", "rollback", "--exit-code", "--auto-approve");
  }
}
