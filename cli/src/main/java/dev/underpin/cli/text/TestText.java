package dev.underpin.cli.text;

import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.test.TestWorkflow;
import dev.underpin.workflow.test.TestWorkflow.Tested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a test of migrations has shown, as text. */
public final class TestText {
  private TestText() {}

  /** The whole text. */
  public static String of(TestWorkflow.Result result) {
    List<String> lines = new ArrayList<>();
    String before =
        result.before() == 0
            ? ""
            : ", after " + StepNumbers.count(result.before(), "earlier migration");
    lines.add("On %s%s: up, down and up.".formatted(result.engine(), before));
    for (Tested tested : result.tested()) {
      lines.add("");
      lines.add(tested.id() + ": " + StepNumbers.count(tested.steps(), "step"));
      lines.add("  up    " + time(tested.up()));
      lines.add("  down  " + time(tested.down()) + "  " + back(tested));
      lines.add("  up    " + time(tested.again()) + "  the same schema");
      if (result.saved().contains(tested.id()))
        lines.add("  Written into its files: what it needs and leaves.");
    }
    lines.add("");
    lines.add(StepNumbers.count(result.tested().size(), "migration") + " passed.");
    return String.join("\n", lines) + "\n";
  }

  private static String back(Tested tested) {
    if (tested.rows() == 0) return "the schema from before (there were no rows)";
    if (tested.changedRows().isEmpty())
      return "the schema and the %s from before".formatted(HumanUnits.rows(tested.rows()));
    return "the schema from before; not the rows of "
        + tested.changedRows().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String time(Duration took) {
    return String.format(java.util.Locale.ROOT, "%,7d ms", took.toMillis());
  }
}
