package dev.underpin.cli.command;

import dev.underpin.cli.report.DriftGauges;
import dev.underpin.cli.report.Gauge;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftTable;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import dev.underpin.workflow.status.DriftAllWorkflow;
import dev.underpin.workflow.status.EnvironmentDrift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code drift --all}: one table of all environments at the end. */
record DriftOfAll(DriftCommand command) {
  int run() {
    ConnectionOptions connection = command.connection;
    List<String> names =
        SettingsResolver.environments(
            connection.overrides(Optional.empty(), Optional.empty(), Optional.empty()),
            command.terminal.directory());
    CliCommand.refuse(
        names.isEmpty(),
        "There are no environments in " + Settings.FILE + ", so --all has nothing to check.");
    List<EnvironmentDrift> found =
        new DriftAllWorkflow(
                names,
                this::settings,
                command.jobs.orElse(DriftCommand.JOBS),
                note -> command.say("note: " + note))
            .check();
    Map<EnvironmentDrift, String> next = new LinkedHashMap<>();
    for (EnvironmentDrift one : found) next.put(one, next(one));
    switch (command.format) {
      case TEXT -> text(next);
      case JSON -> command.print(DriftJson.of(next));
      case HTML -> command.printRaw(Pages.drift(command, found, this::remedy));
      default -> report(found);
    }
    return exitCode(found);
  }

  private Settings settings(String name) {
    return SettingsResolver.resolve(
        command.connection.overrides(Optional.of(name), Optional.empty(), command.migrations.path),
        command.terminal.environment(),
        command.terminal.directory());
  }

  private void text(Map<EnvironmentDrift, String> next) {
    next.keySet()
        .forEach(one -> one.reason().ifPresent(p -> command.error(one.environment() + ": " + p)));
    boolean all =
        next.keySet().stream().allMatch(e -> e.state() == EnvironmentDrift.State.NO_DRIFT);
    if (!all || !command.common().quiet) command.print(DriftTable.of(next, command.layout()));
  }

  private void report(List<EnvironmentDrift> found) {
    List<Report> reports = new ArrayList<>();
    List<Gauge> gauges = new ArrayList<>();
    for (EnvironmentDrift one : found) {
      reports.add(one.report(remedy(one)));
      gauges.addAll(DriftGauges.of(one));
    }
    new ReportOutput(command).print(command.format.form().orElseThrow(), reports, gauges);
  }

  private String remedy(EnvironmentDrift one) {
    return "To undo it: "
        + of(one, "drift", "--save NAME")
        + "\nTo keep it: "
        + of(one, "drift", "--accept");
  }

  /** The command that leads on; empty where there is nothing to do. */
  private String next(EnvironmentDrift one) {
    return switch (one.state()) {
      case NO_DRIFT ->
          one.result().filter(r -> !r.pending().isEmpty()).isPresent() ? of(one, "apply") : "";
      case UNDER_WAY, PARTIALLY_APPLIED -> of(one, "status");
      case DRIFT, UNREACHABLE, NOT_CHECKED -> of(one, "drift");
    };
  }

  private String of(EnvironmentDrift one, String name, String... words) {
    List<String> typed = new ArrayList<>(List.of(words));
    typed.add(0, "--env " + one.environment());
    return command.suggestions().of(name, typed.toArray(String[]::new));
  }

  /** The worst of all. */
  private static int exitCode(List<EnvironmentDrift> found) {
    if (found.stream().anyMatch(one -> one.state().isFailure())) return ExitCode.FAILED;
    return found.stream().allMatch(one -> one.state() == EnvironmentDrift.State.NO_DRIFT)
        ? ExitCode.OK
        : ExitCode.DIFFERENT;
  }
}
