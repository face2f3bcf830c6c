package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.text.TargetResult;
import dev.underpin.cli.text.TargetTable;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Changes many databases: all are looked at before the first is changed, so that what one of them
 * refuses is known while none is changed. Then a few come first, and the others follow. What has
 * been done on a database is in its own history, so that the same command continues where this one
 * ended.
 */
record Rollout(CliCommand command, Settings settings, RolloutOptions options, YesOption yes) {
  /**
   * Run the command.
   *
   * @param dryRun true where it is asked only to look
   * @param json true where its result is for other programs
   */
  int run(boolean dryRun, boolean json) {
    TargetsRun run = new TargetsRun(command, settings, options.jobs.number());
    int stopAfter = options.failures();
    command.say("Looking at " + TargetTable.databases(run.targets().size()) + ".");
    Map<String, TargetResult> results = new LinkedHashMap<>();
    keep(run.all(true), results);
    List<Target> todo =
        run.targets().stream().filter(t -> of(t, results).todo()).collect(Collectors.toList());
    long refused = results.values().stream().filter(TargetResult::isFailure).count();
    boolean shown = dryRun || command.terminal.interactive() && !yes.yes;
    if (shown && !json) run.print(List.copyOf(results.values()));
    if (dryRun || todo.isEmpty() && refused == 0)
      return run.show(List.copyOf(results.values()), json);
    if (refused >= stopAfter) {
      int code = run.show(List.copyOf(results.values()), json);
      String others =
          todo.isEmpty() ? "" : " To change the others all the same: --stop-after " + (refused + 1);
      command.error(
          "underpin: %d of %d databases cannot be changed as they are. Nothing was changed.%s"
              .formatted(refused, results.size(), others));
      return code;
    }
    if (!yes.given(
        command.terminal,
        TargetTable.summary(List.copyOf(results.values()))
            + " Run it on "
            + TargetTable.databases(todo.size())
            + "?")) {
      command.say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    for (Target target : todo) results.put(target.name(), TargetResult.notBegun(target.name()));
    int first = options.first(todo.size());
    int failures = (int) refused;
    if (first > 0) {
      command.say("First " + first + ":");
      List<TargetResult> done = run.run(todo.subList(0, first), false, stopAfter - failures);
      keep(done, results);
      if (done.stream().anyMatch(r -> r.isFailure() || r.code().isEmpty()))
        return end(run, results, json);
    }
    List<Target> rest = new ArrayList<>(todo.subList(first, todo.size()));
    if (first > 0 && !rest.isEmpty()) command.say("The other " + rest.size() + ":");
    keep(run.run(rest, false, stopAfter - failures), results);
    return end(run, results, json);
  }

  private int end(TargetsRun run, Map<String, TargetResult> results, boolean json) {
    int code = run.show(List.copyOf(results.values()), json);
    boolean isWhole = results.values().stream().noneMatch(r -> r.code().isEmpty());
    if (!isWhole)
      command.say("The same command goes on with those that were not begun, once this is settled.");
    return code;
  }

  private static TargetResult of(Target target, Map<String, TargetResult> results) {
    TargetResult result = results.get(target.name());
    if (result == null) throw new IllegalStateException(target.name());
    return result;
  }

  private static void keep(List<TargetResult> found, Map<String, TargetResult> results) {
    found.forEach(result -> results.put(result.name(), result));
  }
}
