package dev.underpin.workflow.apply;

import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.workflow.settings.Settings;

/** How the runner runs, from the settings. */
final class RunChoices {
  private RunChoices() {}

  static RunOptions of(Settings settings, Phase until) {
    RunOptions defaults = RunOptions.DEFAULT;
    return new RunOptions(
        until,
        defaults.lockTimeout(),
        settings.waitFor().orElse(defaults.lockBudget()),
        settings.largeTable());
  }
}
