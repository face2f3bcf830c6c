package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.LintJson;
import dev.underpin.cli.text.LintText;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.workflow.lint.LintResult;
import dev.underpin.workflow.lint.LintWorkflow;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lint",
    header = "Find what a review would point out, without a database.",
    description = {
      "",
      """
      Looks for risks that are no errors, such as a table without a primary key, or an index that \
      blocks writes while it is built. Each finding has a code, a place, and what to do instead; \
      underpin help CODE says more. It changes nothing and asks no server. With --engine, or a \
      URL, it also looks for what only matters on that engine. A saved migration names its engine.""",
      "",
      """
      Of a saved migration, what people have edited is looked at, and renames. The rest of a plan \
      is safe for the database by construction.""",
      "",
      """
      lint: in underpin.yaml gives a code another level, or turns it off. x-ignore: { CODE: \
      reason } in the YAML, on a table, a column or an index, says why something is right there; \
      so does -- underpin:ignore CODE reason above a statement."""
    },
    footer = {
      "  underpin lint --schema schema.yaml --engine postgresql",
      "  underpin lint --engine mysql scripts/fix_totals.sql"
    },
    exitCodeList = {
      "0:no errors; with --fail-on warning also no warnings",
      "1:there are errors, or a file cannot be read",
      CliCommand.USAGE
    })
final class LintCommand extends CliCommand {
  /** From which level on findings fail the command. */
  enum FailOn {
    ERROR,
    WARNING
  }

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();

  @Parameters(
      paramLabel = "PATH",
      description =
          "YAML and SQL files, folders of them, saved migrations. Default: the schema and the saved migrations.")
  List<Path> paths = List.of();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Check for this engine too: postgresql, mysql, mariadb or sqlite.")
  Optional<String> engine = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = FindingsFormat.NAMES)
  FindingsFormat format = FindingsFormat.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "error or warning: the level from which on the exit code is 1. Default: error.")
  FailOn failOn = FailOn.ERROR;

  LintCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(connection.wait.isPresent(), "lint asks no server, so --wait does not go with it.");
    refuse(
        engine.isPresent() && connection.url.isPresent(),
        "--engine and --url both say the engine: give one of them.");
    refuse(
        schema.path.isPresent() && !paths.isEmpty(),
        "--schema and PATH both say what to look at: give one of them.");
    Settings settings = settings(connection, schema.path, Optional.empty());
    List<Path> named = paths.stream().map(terminal.directory()::resolve).toList();
    LintResult result = new LintWorkflow(settings).lint(named, engine);
    switch (format) {
      case TEXT -> print(LintText.of(result, layout()));
      case JSON -> print(LintJson.of(result));
      default -> {
        Report report = result.report(settings.schema().toString());
        new ReportOutput(this).print(format.form().orElseThrow(), List.of(report), List.of());
      }
    }
    LintLevel level = failOn == FailOn.ERROR ? LintLevel.ERROR : LintLevel.WARNING;
    return result.hasAtLeast(level) ? ExitCode.FAILED : ExitCode.OK;
  }
}
