package dev.underpin.cli.command;

import dev.underpin.cli.text.TargetResult;
import dev.underpin.cli.text.TargetTable;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Step;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code plan} on many databases: each plan is shown once, with the databases that it is for. */
final class PlansOfTargets {
  private final PlanCommand command;
  private final TargetsRun run;
  private final List<TargetResult> results;

  /** Plans on each. */
  PlansOfTargets(PlanCommand command, Settings settings, int jobs) {
    this.command = command;
    this.run = new TargetsRun(command, settings, jobs);
    this.results = run.all(true);
  }

  /** What a plan is for one of them. */
  static Outcome outcome(PlanResult result) {
    if (result.isEmpty()) return Outcome.of("no changes");
    String words =
        (result.isRefused() ? "refused: " : "")
            + StepNumbers.count(result.plan().changeCount(), "change")
            + " in "
            + StepNumbers.count(result.plan().steps().size(), "step");
    List<Object> same = new ArrayList<>();
    for (Step step : result.plan().steps())
      same.addAll(List.of(step.title(), step.up(), step.down()));
    same.addAll(result.refusals().stream().map(Refusal::reason).toList());
    String problem = result.isRefused() ? Refusals.plan(result).labelled() : "";
    return new Outcome(words, true, same.toString(), problem);
  }

  /** Show all plans, and the table of the databases. */
  int show(boolean json) {
    if (!json) run.print(results);
    int code = run.show(results, json);
    if (json || run.groups(results).isEmpty()) return code;
    command.suggest("\nSave it: ", command.suggestions().of("plan", "--save NAME"));
    return code;
  }

  /**
   * The first database of those that all get the same plan; absent, with the reason printed, where
   * there is more than one plan, or one that cannot be made or run. A database that needs nothing
   * gets a plan that is saved as one that is done.
   */
  Optional<Target> same() {
    Map<String, List<TargetResult>> groups = run.groups(results);
    boolean failed = results.stream().anyMatch(TargetResult::isFailure);
    if (!failed && groups.isEmpty()) return Optional.of(run.targets().get(0));
    if (!failed && groups.size() == 1) {
      List<TargetResult> only = groups.values().iterator().next();
      command.say(TargetTable.share(only.size(), results.size()) + " get this plan.");
      return run.targets().stream().filter(t -> t.name().equals(only.get(0).name())).findFirst();
    }
    run.print(results);
    run.show(results, false);
    command.error(
        failed
            ? "underpin: Nothing was saved: not every database can get this plan."
            : "underpin: Nothing was saved: there are %d plans, and a saved migration is one for all databases. Compare the databases first (underpin drift), or plan without one (underpin plan --offline --save NAME)."
                .formatted(groups.size()));
    return Optional.empty();
  }
}
