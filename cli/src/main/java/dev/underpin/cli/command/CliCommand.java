package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Secrets;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.Layout;
import dev.underpin.cli.text.LineWrapper;
import dev.underpin.cli.text.Style;
import dev.underpin.cli.text.SuggestedCommands;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import dev.underpin.workflow.targets.TargetList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share. */
@Command(
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    exitCodeListHeading = "%nExit codes:%n")
abstract class CliCommand implements Callable<Integer> {
  static final String FAILED = "1:failed";
  static final String REFUSED = "3:refused; nothing was changed";
  static final String TIMEOUT = "4:a lock could not be acquired, or time ran out";
  static final String USAGE = "64:wrong usage";

  final Terminal terminal;
  private Optional<Layout> layout = Optional.empty();

  /** What is told where this is run on one of many databases. */
  Outcome outcome = Outcome.NONE;

  @Spec CommandSpec spec;

  @Mixin HelpOption helpOption = new HelpOption();

  CliCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Results go to standard output. */
  void print(String text) {
    printRaw(Printed.safe(text));
  }

  /** What another program reads to the letter. */
  void printRaw(String text) {
    terminal.out().print(Secrets.mask(text));
    if (!text.endsWith("\n")) terminal.out().println();
  }

  /** A result in a few words, in lines that fit. */
  void report(String text) {
    print(LineWrapper.message(suggestions().complete(text), layout().width()));
  }

  /** Messages go to standard error, and are left out where only results and errors are wanted. */
  void say(String text) {
    if (common().quiet) return;
    error(text);
  }

  void say(List<Note> notes) {
    notes.forEach(note -> say("note: " + note));
  }

  /** Errors go to standard error. */
  void error(String text) {
    terminal
        .err()
        .println(LineWrapper.message(Printed.safe(suggestions().complete(text)), layout().width()));
  }

  /** Why a plan is refused, where the plan itself is not shown with its reasons. */
  int refused(PlanResult plan) {
    error("underpin: " + Refusals.plan(plan).getMessage());
    return ExitCode.REFUSED;
  }

  /** After a plan that was shown with the reasons why it is refused. */
  int notSaved() {
    error("underpin: Nothing was saved. The plan says why.");
    return ExitCode.REFUSED;
  }

  /** A command that can be run next. */
  void suggest(String label, String command) {
    say(label + command);
  }

  CommonOptions common() {
    return program().common;
  }

  private UnderpinCommand program() {
    return (UnderpinCommand) spec.root().userObject();
  }

  /** Present where this is run on one of many databases, by {@link TargetsRun}. */
  Optional<OneOfMany> oneOfMany() {
    return program().oneOfMany;
  }

  /** How texts are laid out. */
  Layout layout() {
    if (layout.isEmpty())
      layout =
          Optional.of(
              new Layout(
                  Style.of(terminal.colours() && !common().noColor),
                  terminal.width(),
                  common().verbose));
    return layout.get();
  }

  /** Composes the commands that are suggested. */
  SuggestedCommands suggestions() {
    return GivenFlags.suggestions(spec.commandLine());
  }

  /** A flag that would do nothing is not taken. */
  static void refuse(boolean given, String message) {
    if (given) throw new UnderpinException(UnderpinException.Kind.USAGE, message);
  }

  /** True where the command makes the folder of migrations. */
  boolean makesFolder() {
    return false;
  }

  /** A folder that somebody named and that is not there is a mistake, and not an empty one. */
  static void requireFolder(Settings settings) {
    refuse(
        !Files.exists(settings.migrations()),
        "There is no folder "
            + settings.migrations()
            + " (--migrations). To make it: underpin plan --save NAME");
  }

  /** The same, where {@code underpin.yaml} has named one of its own. */
  static void requireOwnFolder(Settings settings) {
    if (!settings.migrations().endsWith("migrations")) requireFolder(settings);
  }

  Settings settings(
      ConnectionOptions connection, Optional<Path> schema, Optional<Path> migrations) {
    return settings(connection, Optional.empty(), schema, migrations, Map.of());
  }

  Settings settings(
      ConnectionOptions connection,
      Optional<String> scratchUrl,
      Optional<Path> schema,
      Optional<Path> migrations,
      Map<String, Version> compat) {
    Settings settings =
        resolved(connection, connection.overrides(scratchUrl, schema, migrations, compat));
    if (migrations.isPresent() && !makesFolder()) requireFolder(settings);
    settings.remarks().forEach(remark -> say("note: " + remark));
    if (common().verbose) settings.url().ifPresent(url -> say("database: " + url.display()));
    return settings;
  }

  /** For the database that {@code --target} names, where it names one. */
  private Settings resolved(ConnectionOptions connection, Overrides overrides) {
    refuse(
        connection.target.isPresent() && connection.url.isPresent(),
        "--target and --url both name the database: give one of them.");
    if (connection.target.isEmpty())
      return SettingsResolver.resolve(overrides, terminal.environment(), terminal.directory());
    TargetList list =
        oneOfMany()
            .map(OneOfMany::list)
            .orElseGet(
                () ->
                    TargetList.of(
                        SettingsResolver.resolve(
                            overrides, terminal.environment(), terminal.directory())));
    return SettingsResolver.resolve(
        overrides,
        terminal.environment(),
        terminal.directory(),
        list.named(connection.target.get()));
  }
}
