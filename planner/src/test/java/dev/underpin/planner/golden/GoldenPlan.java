package dev.underpin.planner.golden;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Plan;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is planned for a case.
 *
 * @param creation the plan that makes the first schema in an empty database
 * @param plan from the first schema to the second
 * @param answers what the rows say to the plan's questions
 */
record GoldenPlan(Dialect dialect, Plan creation, Plan plan, List<DataCheckAnswer> answers) {
  /** The questions that are asked before the first step runs. */
  Stream<DataCheck> stepChecks() {
    return plan.steps().stream().flatMap(s -> s.checks().stream());
  }

  /** What the rows say that stops the plan. */
  List<DataCheckAnswer> violations() {
    return answers.stream()
        .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
        .filter(a -> stepChecks().anyMatch(c -> c.id().equals(a.probe().id())))
        .toList();
  }
}
