package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.text.PlanJson;
import dev.underpin.cli.text.PlanMarkdown;
import dev.underpin.cli.text.PlanText;
import dev.underpin.cli.text.Style;
import dev.underpin.workflow.PlanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The text of a plan is the product's face: what it looks like is kept in files, and looked at when
 * it changes.
 */
class PlanTextTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  @Test
  void a_plan_that_is_ready() throws IOException {
    matches(
        "ready.txt", PlanText.of(Plans.ready(), Style.PLAIN, Optional.of("--url sqlite:shop.db")));
  }

  @Test
  void a_plan_that_is_refused() throws IOException {
    matches("refused.txt", PlanText.of(Plans.refused(), Style.PLAIN, Optional.of("")));
  }

  @Test
  void a_plan_with_nothing_to_do() throws IOException {
    matches("empty.txt", PlanText.of(Plans.empty(), Style.PLAIN, Optional.of("")));
  }

  @Test
  void as_json() throws IOException {
    matches("ready.json", PlanJson.of(Plans.ready()));
  }

  @Test
  void as_markdown() throws IOException {
    matches("ready.md", PlanMarkdown.of(Plans.ready()));
  }

  @Test
  void no_line_is_wider_than_a_hundred_characters() {
    for (PlanResult plan : java.util.List.of(Plans.ready(), Plans.refused(), Plans.empty())) {
      assertThat(PlanText.of(plan, Style.PLAIN, Optional.of("")).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void colours_change_nothing_but_the_colour() {
    String plain = PlanText.of(Plans.refused(), Style.PLAIN, Optional.of(""));
    String coloured = PlanText.of(Plans.refused(), Style.COLOURED, Optional.of(""));

    assertThat(coloured).isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
  }

  /**
   * Compared with a file; with UNDERPIN_WRITE_GOLDEN in the environment the file is written anew.
   */
  private static void matches(String file, String text) throws IOException {
    Path golden = GOLDEN.resolve(file);
    if (System.getenv("UNDERPIN_WRITE_GOLDEN") != null) Files.writeString(golden, text);
    assertThat(text).as(golden.toString()).isEqualTo(Files.readString(golden));
  }
}
