package dev.underpin.workflow.apply;

import dev.underpin.planner.step.Phase;

/**
 * How far to go.
 *
 * @param until the last phase to run
 * @param dryRun true where everything is checked and nothing is run
 * @param create true where a database file that does not exist is created
 */
public record ApplyOptions(Phase until, boolean dryRun, boolean create) {}
