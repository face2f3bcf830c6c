package dev.underpin.workflow.database;

import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.Author;
import dev.underpin.workflow.settings.Settings;
import java.util.Optional;

/** How the runner runs, from the settings. */
public final class RunChoices {
  private RunChoices() {}

  public static RunOptions of(Settings settings, Phase until) {
    return of(settings, until, "");
  }

  /**
   * The same for one of the migrations that a command runs.
   *
   * @param runId the same for all of them
   */
  public static RunOptions of(Settings settings, Phase until, String runId) {
    RunOptions defaults = RunOptions.DEFAULT;
    return new RunOptions(
        until,
        defaults.lockTimeout(),
        settings.waitFor().orElse(defaults.lockBudget()),
        settings.largeTable(),
        settings.protectedBy(),
        Optional.of(Author.ofProcess(settings.message(), settings.backup().reference())),
        runId,
        settings.limitsOfRun());
  }
}
