package dev.underpin.workflow.apply;

import dev.underpin.planner.step.Phase;
import java.util.Optional;

/**
 * How far to go.
 *
 * @param until the last phase to run
 * @param dryRun true where everything is checked and nothing is run
 * @param create true where a database file that does not exist is created
 * @param to the last saved migration to run, by its id or name; absent for all
 */
public record ApplyOptions(Phase until, boolean dryRun, boolean create, Optional<String> to) {}
