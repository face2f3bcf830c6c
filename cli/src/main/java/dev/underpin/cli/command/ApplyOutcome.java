package dev.underpin.cli.command;

import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.workflow.apply.ApplyResult;
import dev.underpin.workflow.database.StepNumbers;

/** What {@code apply} says of itself where it is run on one of many databases. */
final class ApplyOutcome {
  private static final String NOTHING = "nothing to do";

  private ApplyOutcome() {}

  /** What would be run. */
  static Outcome ofLook(ApplyResult result) {
    if (result.planned().isEmpty()) return Outcome.of(NOTHING);
    int steps = result.planned().stream().mapToInt(m -> m.steps().size()).sum();
    String same =
        result
            .plan()
            .map(plan -> PlansOfTargets.outcome(plan).sameAs())
            .orElseGet(() -> result.planned().stream().map(Migration::id).toList().toString());
    return Outcome.todo(migrations(result.planned().size(), steps) + " to run", same);
  }

  /** What was run. */
  static Outcome of(ApplyResult result) {
    if (result.entries().isEmpty()) return Outcome.of(NOTHING);
    int steps = result.entries().stream().mapToInt(e -> e.executed().size()).sum();
    boolean isPartial =
        result.entries().stream().anyMatch(e -> e.state() == HistoryEntry.State.PARTIAL);
    String what = migrations(result.entries().size(), steps);
    return Outcome.of((isPartial ? "partially applied " : "applied ") + what);
  }

  private static String migrations(int count, int steps) {
    return StepNumbers.count(count, "migration") + ": " + StepNumbers.count(steps, "step");
  }
}
