package dev.underpin.workflow;

import dev.underpin.planner.Plan;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.plan.PlanResult;

/** Agrees to a plan that does what another one does, which somebody has looked at. */
record SamePlan(PlanResult seen) implements Consent {
  @Override
  public boolean toPlan(PlanResult now) {
    if (isSame(seen.plan(), now.plan())) return true;
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        "The database or the schema has changed since the plan was made, and the steps would be others. Nothing was changed. Plan again.");
  }

  /** The names in the trash are made for each run, so that statements cannot be compared. */
  private static boolean isSame(Plan one, Plan other) {
    return one.from().equals(other.from())
        && one.to().equals(other.to())
        && one.rows().equals(other.rows())
        && one.steps().stream()
            .map(Step::title)
            .toList()
            .equals(other.steps().stream().map(Step::title).toList());
  }
}
