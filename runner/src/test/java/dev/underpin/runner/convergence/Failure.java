package dev.underpin.runner.convergence;

import dev.underpin.planner.step.Step;
import java.util.ArrayList;
import java.util.List;

/** What a pair has shown to be wrong. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final transient List<Step> steps;

  Failure(String stage, String what, List<Step> steps, Throwable cause) {
    super(stage + ": " + what, cause);
    this.stage = stage;
    this.steps = List.copyOf(steps);
  }

  /** Two failures of the same kind have the same signature: names and numbers are left out. */
  String signature() {
    String first = String.valueOf(getMessage()).lines().findFirst().orElse("");
    return first
        .replaceAll("\"(?:[^\"]|\"\")*\"", "_")
        .replaceAll("'(?:[^']|'')*'", "_")
        .replaceAll("[0-9a-f]{8,}|\\d+", "#")
        .replaceAll("\\(.*", "");
  }

  String stage() {
    return stage;
  }

  /** The plan, as a person reads it. */
  String plan() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      lines.add(
          (i + 1) + " " + step.phase().word() + ": " + step.title() + " (" + step.subject() + ")");
      step.up().forEach(sql -> lines.add("    " + sql.replace("\n", "\n    ")));
      step.down().forEach(sql -> lines.add("  < " + sql.replace("\n", "\n    ")));
    }
    return String.join("\n", lines);
  }
}
