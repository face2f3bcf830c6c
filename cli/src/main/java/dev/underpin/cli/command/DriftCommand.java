package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftText;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.status.DriftResult;
import dev.underpin.workflow.status.DriftWorkflow;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drift",
    header = "Show whether the live schema differs from what the last migration left.",
    description = {
      "",
      """
      Compares the live schema with the history, and shows each object that differs with both \
      sides. With --schema it compares with the YAML instead. It only needs the right to read. \
      With -q it prints nothing where there is no drift.""",
      ""
    },
    footer = {"  underpin drift --url postgresql://reader@db.example.com/shop"},
    exitCodeList = {
      "0:no drift",
      CliCommand.FAILED,
      "2:drift",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class DriftCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Mixin ScratchOption scratch = new ScratchOption();

  @Option(
      names = "--schema",
      paramLabel = "PATH",
      description = "Compare with this YAML file or folder instead of the history.")
  Optional<Path> schema = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  DriftCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(
        schema.isEmpty() && scratch.url.isPresent(),
        "--scratch-url goes with --schema. Without it no server has to be asked.");
    Settings settings = settings(connection, scratch.url, schema, migrations.path, Map.of());
    DriftWorkflow workflow = new DriftWorkflow(settings);
    DriftResult result = schema.isPresent() ? workflow.fromSchema() : workflow.fromHistory();
    if (format == ReportFormat.TEXT) say(result.notes());
    if (format == ReportFormat.JSON) print(DriftJson.of(result));
    else if (!result.noDrift() || !common().quiet) print(DriftText.of(result, layout()));
    return result.noDrift() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
