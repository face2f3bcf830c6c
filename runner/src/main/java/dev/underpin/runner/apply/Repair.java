package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.apply.StepRunner.Direction;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.message.RunMessages;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leads from the live schema to one that is known, by a plan like any other. Nothing of it is
 * recorded: where it is interrupted, the next run plans again from what it finds.
 *
 * @param allowed what a person has approved
 */
record Repair(Run run, Attempt attempt, Set<Allow> allowed) {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);

  /** Run the plan, and see what it left. */
  LiveSchema lead(StepRunner stepRunner, Schema to) {
    Catalog live = run.database().read(run.scope());
    Plan plan = plan(live, to);
    refuse(plan);
    if (plan.steps().isEmpty()) return run.live();
    String id = attempt.entry().id();
    int number = attempt.progress().size();
    Dialect dialect = run.database().dialect();
    List<MigrationStep> steps =
        Migrations.of(plan, id, dialect, live.defaultNamespace(), plan.needs())
            .startingAt(dialect.count(live.schema()), Ownership.EVERYTHING)
            .steps();
    for (MigrationStep step : steps) {
      Progress progress =
          new Progress(
              numbered(step, ++number),
              StepState.PENDING,
              0,
              Optional.empty(),
              0,
              Optional.empty());
      long rows = step.batch().map(b -> live.facts(b.table()).rows()).orElse(-1L);
      stepRunner.run(progress, Direction.UP, rows);
    }
    return run.live();
  }

  private Plan plan(Catalog live, Schema to) {
    Dialect dialect = run.database().dialect();
    EnumSet<Allow> words = EnumSet.of(Allow.RENAME_GUESS);
    words.addAll(allowed);
    PlanOptions options =
        new PlanOptions(
            words,
            false,
            run.options().largeTable(),
            PlanOptions.DEFAULT.batchSize(),
            false,
            false,
            false,
            ProjectReader.ownership(run.database()));
    String token = Tokens.of(attempt.entry().id() + "#" + attempt.seq() + "#" + System.nanoTime());
    return Planner.plan(
        new PlanRequest(dialect, live, dialect.normalize(to), Hints.NONE, options, token, true));
  }

  private void refuse(Plan plan) {
    String id = attempt.entry().id();
    if (!plan.refusals().isEmpty()) {
      throw UnderpinException.refused(
          "The live schema is not the one that %s left, and no plan leads back: %s\n%s"
              .formatted(
                  id,
                  plan.refusals().stream()
                      .map(Refusal::reason)
                      .map(r -> r.text())
                      .collect(Collectors.joining("; ")),
                  RunMessages.possibleCommands(attempt.entry())));
    }
    Set<Allow> missing = plan.needs();
    missing.removeAll(allowed);
    if (!missing.isEmpty()) {
      String steps =
          plan.steps().stream()
              .filter(s -> s.needs().stream().anyMatch(missing::contains))
              .map(s -> "  " + s.title() + " (" + s.subject() + ")")
              .collect(Collectors.joining("\n"));
      throw UnderpinException.refused(
          FindingCode.APPROVAL_MISSING,
          """
          The live schema is not the one that %s promised. To roll it back, these steps need \
          approval:
          %s
          Approve them:  %s --allow %s
          Or keep the live schema as it is:  underpin resolve %s --accept"""
              .formatted(
                  id,
                  steps,
                  RunMessages.rollback(attempt.entry()),
                  missing.stream().map(Allow::word).sorted().collect(Collectors.joining(",")),
                  id));
    }
    List<DataCheck> checks =
        plan.steps().stream().flatMap(s -> s.checks().stream()).distinct().toList();
    if (checks.isEmpty()) return;
    List<DataCheckAnswer> found =
        run.database().answer(checks, CHECK_LIMIT).stream()
            .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
            .toList();
    if (!found.isEmpty())
      throw RunMessages.violations(
          "The rollback of " + id, found, run.database().dialect().defaultNamespace());
  }

  private static MigrationStep numbered(MigrationStep s, int number) {
    return new MigrationStep(
        number,
        s.phase(),
        s.title(),
        s.lock(),
        s.mode(),
        s.batch(),
        s.up(),
        s.downMode(),
        s.down(),
        s.leaves(),
        s.checks(),
        s.downChecks());
  }
}
