package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.DoctorJson;
import dev.underpin.cli.text.DoctorText;
import dev.underpin.runner.session.GrantUse;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.doctor.DoctorResult;
import dev.underpin.workflow.doctor.DoctorWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    header =
        "Check the connection, the user's privileges, settings, leftovers and the migrations folder.",
    description = {
      "",
      """
      Reads only. Each line is ok, a note or a problem; below a problem stands what to run or to do. \
      Privileges are checked for each group of commands, with the GRANT statements that are \
      missing."""
    },
    footer = {"  underpin doctor --url sqlite:shop.db"},
    exitCodeList = {
      "0:no problem was found",
      CliCommand.FAILED,
      "2:a problem was found",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class DoctorCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Option(
      names = "--for",
      paramLabel = "USE",
      description =
          "What the user is to do: read (inspect, drift, status), plan, or apply. Default: apply.")
  GrantUse use = GrantUse.APPLY;

  @Option(
      names = "--grants",
      paramLabel = "USER",
      description = "Print the GRANT statements that this user needs for --for, and nothing else.")
  Optional<String> grants = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  DoctorCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(
        grants.isPresent() && format == ReportFormat.JSON,
        "--grants prints SQL, so --format does not go with it.");
    Settings settings = settings(connection, Optional.empty(), migrations.path);
    DoctorWorkflow workflow = new DoctorWorkflow(settings, use);
    if (grants.isPresent()) {
      refuse(!LiveDatabase.isOnServer(settings), "--grants: SQLite has no users and no GRANT.");
      List<String> statements = workflow.grants(grants.get());
      printRaw(String.join("\n", statements) + "\n");
      return ExitCode.OK;
    }
    DoctorResult result = workflow.examine();
    print(
        format == ReportFormat.JSON
            ? DoctorJson.of(result)
            : DoctorText.of(result, layout(), suggestions()));
    return result.problems().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
