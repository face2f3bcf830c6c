package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.StatusJson;
import dev.underpin.cli.text.StatusText;
import dev.underpin.workflow.StatusResult;
import dev.underpin.workflow.StatusWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    header = "Say what is applied, pending or half done, and how to go on.",
    description = {
      "",
      "Compares the migrations folder with the database's ledger: what is applied and when, what is pending, what is half"
          + " done and which steps remain, what was edited or removed after it was applied, and how much lies in the trash.",
      ""
    },
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin status --url sqlite:shop.db"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:clean: everything that is saved is applied",
      Base.FAILED,
      "2:something is pending, half done, edited or missing",
      Base.TIMEOUT,
      Base.USAGE
    })
final class StatusCommand extends Base {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Only this migration, with its steps.")
  Optional<String> id = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  StatusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, Optional.empty(), migrations.path);
    StatusWorkflow workflow = new StatusWorkflow(settings);
    StatusResult result = id.map(workflow::status).orElseGet(workflow::status);
    print(
        format == ReportFormat.JSON
            ? StatusJson.of(result)
            : StatusText.of(result, id.isPresent(), style()));
    return result.isClean() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
