package dev.underpin.workflow.apply;

import dev.underpin.planner.step.Phase;

/**
 * How far to go.
 *
 * @param until the last phase to run
 * @param dryRun true where everything is checked and nothing is run
 */
public record ApplyOptions(Phase until, boolean dryRun) {}
