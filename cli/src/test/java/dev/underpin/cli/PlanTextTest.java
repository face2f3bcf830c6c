package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.TextWidth;
import dev.underpin.cli.text.Layout;
import dev.underpin.cli.text.PlanJson;
import dev.underpin.cli.text.PlanMarkdown;
import dev.underpin.cli.text.PlanText;
import dev.underpin.cli.text.Style;
import dev.underpin.cli.text.SuggestedCommands;
import dev.underpin.workflow.plan.PlanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The text of a plan is the product's face: what it looks like is kept in files, and looked at when
 * it changes.
 */
class PlanTextTest {
  private static final SuggestedCommands COMMANDS =
      new SuggestedCommands(Map.of("--url", "sqlite:shop.db"));
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  @Test
  void a_plan_that_is_ready() throws IOException {
    matches("ready.txt", PlanText.of(Plans.ready(), Layout.PLAIN, Optional.of(COMMANDS)));
  }

  @Test
  void a_plan_that_is_refused() throws IOException {
    matches("refused.txt", PlanText.of(Plans.refused(), Layout.PLAIN, Optional.of(COMMANDS)));
  }

  @Test
  void a_plan_with_nothing_to_do() throws IOException {
    matches("empty.txt", PlanText.of(Plans.empty(), Layout.PLAIN, Optional.of(COMMANDS)));
  }

  @Test
  void a_plan_with_everything_shown() throws IOException {
    Layout layout = Layout.PLAIN.withEverything();
    matches("verbose.txt", PlanText.of(Plans.ready(), layout, Optional.of(COMMANDS)));
  }

  @Test
  void a_summary() throws IOException {
    matches("summary.txt", PlanText.summary(Plans.ready(), Layout.PLAIN));
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
  void the_mark_of_a_batch_is_not_shown() {
    assertThat(PlanText.of(Plans.ready(), Layout.PLAIN, Optional.empty()))
        .doesNotContain("batch *");
    assertThat(PlanMarkdown.of(Plans.ready())).doesNotContain("batch *");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 132})
  void no_line_is_wider_than_the_terminal(int width) {
    Layout layout = Layout.PLAIN.withWidth(width);
    for (PlanResult plan : List.of(Plans.ready(), Plans.refused(), Plans.empty())) {
      for (Layout shown : List.of(layout, layout.withEverything()))
        assertThat(PlanText.of(plan, shown, Optional.of(COMMANDS)).lines())
            .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void colours_change_nothing_but_the_colour() {
    Layout colours = new Layout(Style.COLOURED, TextWidth.DEFAULT, false);
    String plain = PlanText.of(Plans.refused(), Layout.PLAIN, Optional.empty());
    String coloured = PlanText.of(Plans.refused(), colours, Optional.empty());

    assertThat(coloured).isNotEqualTo(plain);
    assertThat(Printed.safe(coloured).replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
  }

  /** Compared with a file; with UNDERPIN_WRITE_GOLDEN in the environment the file is written. */
  private static void matches(String file, String text) throws IOException {
    Path golden = GOLDEN.resolve(file);
    if (System.getenv("UNDERPIN_WRITE_GOLDEN") != null) Files.writeString(golden, text);
    assertThat(text).as(golden.toString()).isEqualTo(Files.readString(golden));
  }
}
