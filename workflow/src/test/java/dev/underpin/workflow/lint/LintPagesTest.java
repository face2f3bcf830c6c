package dev.underpin.workflow.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.lint.LintFinding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of lint, as the page of its code has it: what it finds, and what it does not find. */
class LintPagesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```(yaml|sql) ?(\\w*)\n((?:# |-- )Found: (?:.*\n)+?)(?:# |-- )Not found:\n((?:.*\n)+?)```");
  private static final Pattern SAID = Pattern.compile("(?m)\\A((?:(?:# |-- ).*\n)+)");

  @TempDir Path directory;

  static Stream<FindingCode> codes() {
    return Stream.of(FindingCode.values()).filter(c -> c.name().startsWith("LINT_"));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void the_first_example_is_found_and_the_second_is_not(FindingCode code) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "codes", code.id() + ".md"));
    Matcher example = EXAMPLE.matcher(page);
    assertThat(example.find()).as("the page has its examples").isTrue();
    Files.writeString(
        directory.resolve("underpin.yaml"),
        "lint:\n  names: \"^[a-z_0-9]+$\"\n  %s: warning\n".formatted(code.id()));
    Matcher said = SAID.matcher(example.group(3));
    assertThat(said.find()).isTrue();

    List<LintFinding> found = lint(code, example, example.group(3).substring(said.end()));
    List<LintFinding> other = lint(code, example, example.group(4));

    String words = said.group(1).replaceAll("(?m)^(# |-- )", "").replaceAll("\\s+", " ");
    assertThat(found)
        .filteredOn(f -> f.code() == code)
        .as("%s", found)
        .isNotEmpty()
        .anyMatch(f -> words.contains(f.finding().labelled()))
        .allMatch(f -> f.place().isPresent());
    assertThat(other).filteredOn(f -> f.code() == code).isEmpty();
  }

  /** A statement without an engine means the same on all of them. */
  private List<LintFinding> lint(FindingCode code, Matcher example, String text)
      throws IOException {
    Path file = Files.writeString(directory.resolve("example." + example.group(1)), text);
    Optional<String> engine = Optional.of(example.group(2)).filter(e -> !e.isEmpty());
    if (engine.isPresent() || example.group(1).equals("yaml")) return lint(file, engine);
    List<LintFinding> first = List.of();
    for (String each : List.of("sqlite", "mysql", "mariadb", "postgresql")) {
      List<LintFinding> found = lint(file, Optional.of(each));
      List<LintFinding> ofCode = found.stream().filter(f -> f.code() == code).toList();
      if (!each.equals("sqlite")) assertThat(ofCode).as(each).isEqualTo(first);
      first = ofCode;
    }
    return first;
  }

  private List<LintFinding> lint(Path file, Optional<String> engine) {
    Settings settings = SettingsResolver.resolve(Overrides.NONE, Map.of(), directory);
    return new LintWorkflow(settings).lint(List.of(file), engine).findings();
  }
}
