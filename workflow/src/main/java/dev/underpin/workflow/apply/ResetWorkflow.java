package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.Runner;
import dev.underpin.runner.history.HistoryRemoval;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanMaker;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Empties a development database for good: every table that is a person's own, the trash, and the
 * history.
 */
public record ResetWorkflow(Settings settings, Consent consent, Clock clock) {
  private static final String NEVER = "; it is never reset.";

  /** How many tables were dropped, absent where the person said no. */
  public Optional<Integer> reset(boolean yes) {
    refuseUnlessDevelopment(yes);
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      Protection.of(settings, live).refuse(NEVER);
      Catalog catalog = live.read(live.everything());
      Schema own = live.ownership().withUnlisted().own(catalog.schema());
      int tables = own.tables().size();
      if (!consent.to(
          "Drop %s of %s with all rows, for good?"
              .formatted(StepNumbers.count(tables, "table"), catalog.database()))) {
        return Optional.empty();
      }
      Runner runner = live.runner(clock);
      String id = Migrations.newId(clock, "reset", time -> false);
      DesiredSchema nothing =
          new DesiredSchema(
              new Declared(PlanWorkflow.empty(catalog), Hints.NONE, Origins.NONE), List.of());
      PlanChoices all = new PlanChoices(EnumSet.allOf(Allow.class), true, Optional.of(false));
      PlanResult plan =
          new PlanMaker(live.database().dialect(), Optional.of(live), settings.managingAll(), all)
              .plan(catalog, nothing, Tokens.of(id), false, List.of());
      if (!plan.isEmpty()) {
        if (plan.isRefused()) throw Refusals.plan(plan);
        Migration migration =
            Migrations.of(
                plan.plan(),
                id,
                live.database().dialect(),
                catalog.defaultNamespace(),
                plan.allowed());
        runner.apply(migration, "", Optional.of(plan.plan().to()), List.of());
      }
      runner.purge(Optional.empty(), false);
      HistoryRemoval.drop(live.database());
      return Optional.of(tables);
    }
  }

  private void refuseUnlessDevelopment(boolean yes) {
    Protection.of(settings).refuse(NEVER);
    if (!settings.allowReset() && !yes) {
      throw UnderpinException.refused(
          "reset drops everything for good. Write allow_reset: true under the environment in underpin.yaml and name it"
              + " with --env, or give --yes.");
    }
  }
}
