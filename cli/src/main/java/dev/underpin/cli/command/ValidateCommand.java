package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.plan.ValidateWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    header = "Check the YAML, without a database.",
    description = {
      "",
      "Prints every error and warning with its file, line and column, the line itself and what was probably meant. With"
          + " --engine, or a URL, it also checks what that engine does not support."
    },
    footer = {"  underpin validate --schema schema.yaml --engine postgresql"},
    exitCodeList = {"0:valid", "1:there are errors", CliCommand.USAGE})
final class ValidateCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Check for this engine too: postgresql, mysql, mariadb or sqlite.")
  Optional<String> engine = Optional.empty();

  ValidateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(connection.wait.isPresent(), "validate asks no server, so --wait does not go with it.");
    refuse(
        engine.isPresent() && connection.url.isPresent(),
        "--engine and --url both say the engine: give one of them.");
    Settings settings = settings(connection, schema.path, Optional.empty());
    ValidateWorkflow.Result result = new ValidateWorkflow(settings).validate(engine);
    result.problems().forEach(problem -> error(problem.render() + "\n"));
    if (!result.isValid()) {
      error(StepNumbers.count((int) result.errors(), "error") + ".");
      return ExitCode.FAILED;
    }
    report(settings.schema() + " is valid: " + StepNumbers.count(result.tables(), "table") + ".");
    return ExitCode.OK;
  }
}
