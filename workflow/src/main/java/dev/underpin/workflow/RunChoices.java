package dev.underpin.workflow;

import dev.underpin.planner.step.Phase;
import dev.underpin.runner.RunOptions;
import dev.underpin.workflow.settings.Settings;

/** How the runner runs, from the settings. */
final class RunChoices {
  private RunChoices() {}

  static RunOptions of(Settings settings, Phase until) {
    RunOptions defaults = RunOptions.DEFAULT.until(until);
    return settings
        .waitFor()
        .map(wait -> new RunOptions(until, defaults.lockTimeout(), wait))
        .orElse(defaults);
  }
}
