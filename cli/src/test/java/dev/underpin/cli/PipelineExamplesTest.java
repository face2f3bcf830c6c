package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.command.Commands;
import dev.underpin.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The examples for build servers are valid files, and every command in them exists with its flags.
 */
class PipelineExamplesTest {
  private static final Path HOME = Path.of("..");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:run: |- |sh ')underpin ((?:[^'\n>]|\"[^\"]*\")*)");
  private static final Pattern ON_A_PAGE = Pattern.compile("(?m)(?:`|^)underpin ([^`\n]+)(?:`|$)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("examples/ci"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_command_of_an_example_exists(Path example) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher command = COMMAND.matcher(Files.readString(example));
    while (command.find()) commands.add(command.group(1).strip());
    assertThat(commands).as(example.toString()).hasSizeGreaterThan(5);
    assertExist(commands);
  }

  static Stream<Path> pagesOfOtherTools() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("docs/from"))) {
      return files.filter(f -> !f.endsWith("README.md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pagesOfOtherTools")
  void every_command_on_a_page_for_users_of_another_tool_exists(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher command = ON_A_PAGE.matcher(Files.readString(page));
    while (command.find()) commands.add(command.group(1).strip());
    assertThat(commands).as(page.toString()).hasSizeGreaterThan(5);
    assertExist(commands);
  }

  private static void assertExist(List<String> commands) {
    for (String text : commands) {
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(text);
      while (word.find()) words.add(word.group(1) == null ? word.group(2) : word.group(1));
      assertThat(Commands.all(terminal()).parseArgs(words.toArray(String[]::new)).errors())
          .as(text)
          .isEmpty();
    }
  }

  @Test
  void the_examples_and_the_action_are_yaml() throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> action = yaml.load(Files.readString(HOME.resolve("action.yml")));
    assertThat(action.get("runs")).asString().contains("using=composite");
    for (String name : List.of("github.yml", "gitlab.yml"))
      assertThat((Map<?, ?>) yaml.load(Files.readString(HOME.resolve("examples/ci").resolve(name))))
          .as(name)
          .isNotEmpty();
  }

  private static Terminal terminal() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return new Terminal(
        new ByteArrayInputStream(new byte[0]),
        nowhere,
        nowhere,
        Map.of(),
        Path.of("."),
        false,
        Clock.systemUTC());
  }
}
