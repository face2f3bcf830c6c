package dev.underpin.cli.command;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.report.DriftGauges;
import dev.underpin.cli.report.Gauge;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftTable;
import dev.underpin.cli.text.SuggestedCommands;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import dev.underpin.workflow.settings.Target;
import dev.underpin.workflow.status.DriftAllWorkflow;
import dev.underpin.workflow.status.EnvironmentDrift;
import dev.underpin.workflow.targets.TargetList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code drift --all}, and {@code drift} of many databases: one table of all at the end.
 *
 * @param places where each is, by its name
 */
record DriftOfAll(DriftCommand command, Map<String, Place> places) {
  /**
   * One database.
   *
   * @param flags those that name it on a command line
   * @param settings may fail where a variable is not set
   */
  record Place(String flags, Supplier<Settings> settings) {}

  /** Every environment; one that has many databases stands for all of them. */
  static DriftOfAll ofEnvironments(DriftCommand command) {
    List<String> names =
        SettingsResolver.environments(overrides(command, Optional.empty()), directory(command));
    CliCommand.refuse(
        names.isEmpty(),
        "There are no environments in " + Settings.FILE + ", so --all has nothing to check.");
    Map<String, Place> places = new LinkedHashMap<>();
    for (String name : names) places.putAll(ofEnvironment(command, name));
    return new DriftOfAll(command, places);
  }

  /** The databases that {@code targets} names. */
  static DriftOfAll ofTargets(DriftCommand command, Settings settings) {
    return new DriftOfAll(
        command, ofTargets(command, command.connection.environment, settings, ""));
  }

  private static Map<String, Place> ofEnvironment(DriftCommand command, String name) {
    String flags = "--env " + name;
    try {
      Settings settings =
          SettingsResolver.resolve(
              overrides(command, Optional.of(name)),
              command.terminal.environment(),
              directory(command));
      return settings.targets().isPresent()
          ? ofTargets(command, Optional.of(name), settings, name + " ")
          : Map.of(name, new Place(flags, () -> settings));
    } catch (UnderpinException e) {
      // It is an entry that could not be checked, and does not keep the others from it.
      return Map.of(
          name,
          new Place(
              flags,
              () -> {
                throw e;
              }));
    }
  }

  private static Map<String, Place> ofTargets(
      DriftCommand command, Optional<String> environment, Settings settings, String before) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Target target : TargetList.of(settings).targets())
      places.put(
          before + target.name(),
          new Place(
              environment.map(name -> "--env " + name + " ").orElse("")
                  + "--target "
                  + SuggestedCommands.quoted(target.name()),
              () ->
                  SettingsResolver.resolve(
                      overrides(command, environment),
                      command.terminal.environment(),
                      directory(command),
                      target)));
    return places;
  }

  private static Overrides overrides(DriftCommand command, Optional<String> environment) {
    return command.connection.overrides(environment, Optional.empty(), command.migrations.path);
  }

  private static Path directory(DriftCommand command) {
    return command.terminal.directory();
  }

  private Place place(String name) {
    return requireNonNull(places.get(name));
  }

  int run() {
    List<EnvironmentDrift> found =
        new DriftAllWorkflow(
                List.copyOf(places.keySet()),
                name -> place(name).settings().get(),
                command.jobs.number(),
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

  private void text(Map<EnvironmentDrift, String> next) {
    next.keySet()
        .forEach(one -> one.reason().ifPresent(p -> command.error(one.environment() + ": " + p)));
    boolean all =
        next.keySet().stream().allMatch(e -> e.state() == EnvironmentDrift.State.NO_DRIFT);
    if (!all || !command.common().quiet)
      command.print(DriftTable.of(command.all ? "environment" : "target", next, command.layout()));
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
    typed.add(0, place(one.environment()).flags());
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
