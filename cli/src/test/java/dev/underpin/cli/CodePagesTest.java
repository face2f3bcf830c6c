package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.finding.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code has a page, which {@code underpin help CODE} prints, and a line in the table. */
class CodePagesTest {
  private static final Path PAGES = Path.of("..", "docs", "codes");
  private static final Path EXPECTED_PLANS =
      Path.of("..", "planner", "src", "test", "resources", "recipes");

  /** A line of an expected plan that a person would see. */
  private static final Pattern PRINTED =
      Pattern.compile("(?m)^ *(?:hazard|refused +\\S+:|found) +(.* \\[(UP\\d+)])$");

  @ParameterizedTest
  @EnumSource
  void every_code_has_a_page_with_its_title(FindingCode code) throws IOException {
    List<String> page = Files.readAllLines(PAGES.resolve(code.id() + ".md"));

    assertThat(page.get(0)).isEqualTo("# " + code.id() + ": " + code.title());
    assertThat(page).hasSizeBetween(10, 25);
    assertThat(page).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(String.join("\n", page)).contains("[" + code.id() + "]", "**What to do**: ");
  }

  @Test
  void every_page_has_a_code() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(p -> p.getFileName().toString()).filter(n -> !n.equals("README.md")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(FindingCode.values()).map(c -> c.id() + ".md").toList());
    }
  }

  @Test
  void the_table_has_every_code_in_order() throws IOException {
    List<String> rows = new ArrayList<>();
    for (FindingCode code : FindingCode.values())
      rows.add("| [%1$s](%1$s.md) | %2$s |".formatted(code.id(), code.title()));

    assertThat(Files.readAllLines(PAGES.resolve("README.md")))
        .filteredOn(line -> line.startsWith("| [UP"))
        .isEqualTo(rows);
    assertThat(rows).isSorted();
  }

  @Test
  void the_examples_are_what_plans_print() throws IOException {
    StringBuilder plans = new StringBuilder();
    try (Stream<Path> files = Files.walk(EXPECTED_PLANS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".plan.txt")).toList())
        plans.append(Files.readString(file));
    }
    Set<String> lines = new HashSet<>();
    Set<String> codes = new HashSet<>();
    for (Matcher line = PRINTED.matcher(plans); line.find(); ) {
      lines.add(line.group(1));
      codes.add(line.group(2));
    }

    assertThat(codes).hasSizeGreaterThan(25);
    for (String code : codes) {
      String page = Files.readString(PAGES.resolve(code + ".md")).replaceAll("\\s+", " ");
      assertThat(lines).as(code).anyMatch(page::contains);
    }
  }

  @Test
  void help_prints_the_page_as_plain_text() {
    Cli.Answer help = new Cli(Path.of("")).run("help", "up104");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .startsWith("UP104: The rows of a table cannot be restored\n")
        .contains("hazard: The rows of items cannot be restored. [UP104]")
        .doesNotContain("```", "**");
  }
}
