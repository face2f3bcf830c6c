package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftText;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.status.DiffWorkflow;
import dev.underpin.workflow.status.DriftResult;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    header = "Compare two schemas: YAML, database, migrations folder or SQL file.",
    description = {
      "",
      """
      Shows what differs in the second side. A migrations folder means the schema after its last \
      migration. A .sql file is loaded in memory where the engine can, else on --scratch-url: in \
      a transaction that is rolled back, or in a database that is dropped afterwards."""
    },
    footer = {"  underpin diff schema.yaml sqlite:shop.db"},
    exitCodeList = {
      "0:the same",
      CliCommand.FAILED,
      "2:different",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class DiffCommand extends CliCommand {
  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "A YAML file or folder, a URL, a migrations folder, or a .sql file.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The same.")
  String to = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "The engine, where neither side names one: postgresql, mysql, mariadb or sqlite.")
  Optional<String> engine = Optional.empty();

  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "Where a .sql file is loaded (PostgreSQL: an empty database; MySQL, MariaDB: a server), and a YAML is brought into"
              + " canonical form. Nothing is left behind. Default: as in underpin.yaml.")
  Optional<String> scratchUrl = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  private DriftResult diff(Settings settings) {
    DiffWorkflow workflow = new DiffWorkflow(settings, terminal.directory(), engine);
    refuse(
        scratchUrl.isPresent() && !workflow.asksScratch(from, to),
        "--scratch-url goes with a .sql file, and with a YAML that is not compared with a migrations folder.");
    return workflow.diff(from, to);
  }

  @Override
  public Integer call() {
    refuse(
        engine.isPresent() && connection.url.isPresent(),
        "--engine and --url both say the engine: give one of them.");
    Settings settings =
        settings(connection, scratchUrl, Optional.empty(), Optional.empty(), Map.of());
    DriftResult result = diff(settings);
    if (format == ReportFormat.TEXT) say(result.notes());
    print(format == ReportFormat.JSON ? DriftJson.of(result) : DriftText.diff(result, layout()));
    return result.noDrift() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
