package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.export.ExportTool;
import dev.underpin.workflow.export.ExportWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    header = "Write the saved migrations as files of another tool.",
    description = {
      "",
      """
      Writes every saved migration in the names and the form of flyway, liquibase (formatted SQL), \
      golang-migrate or dbmate, with its rollback. No database is asked. Steps that only change \
      metadata share a file; each other step has one of its own, so that locks are held as \
      briefly as before. What cannot run in a transaction is marked as the tool wants it. Data \
      checks are not in the files, and a backfill is one statement."""
    },
    footer = {"  underpin export --to flyway db/migration"},
    exitCodeList = {
      "0:written",
      CliCommand.FAILED,
      "3:refused: the tool cannot hold a migration, or the folder has files; nothing was written",
      CliCommand.USAGE
    })
final class ExportCommand extends CliCommand {
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TOOL",
      description = "flyway, liquibase, golang-migrate or dbmate.")
  String to = "";

  @Parameters(index = "0", paramLabel = "DIR", description = "A new folder, or an empty one.")
  Path folder = Path.of("");

  ExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    ExportTool tool =
        ExportTool.of(to)
            .orElseThrow(
                () ->
                    new UnderpinException(
                        UnderpinException.Kind.USAGE,
                        "There is no export to %s. Known are: %s."
                            .formatted(
                                to,
                                Arrays.stream(ExportTool.values())
                                    .map(ExportTool::word)
                                    .collect(Collectors.joining(", ")))));
    Settings settings = settings(new ConnectionOptions(), Optional.empty(), migrations.path);
    ExportWorkflow.Result result =
        new ExportWorkflow(settings).export(tool, terminal.directory().resolve(folder));
    report(
        "%s: wrote %s of Underpin as %s to %s."
            .formatted(
                tool.product(),
                StepNumbers.count(result.migrations(), "migration"),
                StepNumbers.count(result.parts(), "migration"),
                folder));
    if (result.outside() > 0)
      say(
          "note: %s outside of a transaction."
              .formatted(
                  StepNumbers.count(result.outside(), "migration")
                      + (result.outside() == 1 ? " runs" : " run")));
    if (result.checks() > 0)
      say(
          "note: the files do not have %s of the rows."
              .formatted(StepNumbers.count(result.checks(), "data check")));
    if (result.batches() > 0)
      say(
          "note: %s in batches here, and as one statement there."
              .formatted(
                  StepNumbers.count(result.batches(), "backfill")
                      + (result.batches() == 1 ? " runs" : " run")));
    return ExitCode.OK;
  }
}
