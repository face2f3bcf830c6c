package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftText;
import dev.underpin.workflow.DiffWorkflow;
import dev.underpin.workflow.DriftResult;
import dev.underpin.workflow.settings.Settings;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    header = "Compare any two of: a YAML, a database, a migrations folder, a .sql file.",
    description = {
      "",
      "Says what the second side has otherwise than the first. A migrations folder stands for the schema after its last"
          + " migration. A .sql file is loaded in memory where the engine can, else on --scratch-url: in a transaction that"
          + " is rolled back, or a database of its own that is dropped.",
      ""
    },
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin diff schema.yaml sqlite:shop.db"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the same", Base.FAILED, "2:different", Base.TIMEOUT, Base.USAGE})
final class DiffCommand extends Base {
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
      description = "The engine, where neither side says: postgresql, mysql, mariadb or sqlite.")
  Optional<String> engine = Optional.empty();

  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "Where a .sql file is loaded (PostgreSQL: an empty database; MySQL, MariaDB: a server), and what is asked how a"
              + " YAML is written. It is left as it was. Default: what underpin.yaml says.")
  Optional<String> scratchUrl = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings =
        settings(connection, scratchUrl, Optional.empty(), Optional.empty(), Map.of());
    DriftResult result = new DiffWorkflow(settings, terminal.directory(), engine).diff(from, to);
    if (format == ReportFormat.TEXT) say(result.notes());
    print(format == ReportFormat.JSON ? DriftJson.of(result) : DriftText.diff(result, style()));
    return result.inPlumb() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
