package dev.underpin.cli.command;

import dev.underpin.workflow.targets.TargetList;

/**
 * That a command is run on one of many databases, by {@link TargetsRun}, which has asked whether it
 * may be run, and shows what came of it.
 *
 * @param list all of them
 * @param onlyLooks true where everything is checked and nothing is changed
 */
record OneOfMany(TargetList list, boolean onlyLooks) {}
