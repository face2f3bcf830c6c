package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.adopt.InitWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "init",
    header = "Write underpin.yaml and a first schema.",
    description = {
      "",
      "With a database, the schema describes it, and a plan with it has no changes. Without one, it is an"
          + " example to start from. No file is overwritten."
    },
    footer = {"  underpin init --url sqlite:shop.db"},
    exitCodeList = {
      "0:written",
      CliCommand.FAILED,
      "3:a file exists already",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class InitCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();

  InitCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean makesFolder() {
    return true;
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, schema.path, Optional.empty());
    for (Path file : new InitWorkflow(settings, terminal.directory()).init(SchemaCommand.text())) {
      report("Wrote " + file);
    }
    suggest("Next: ", suggestions().of("plan"));
    return ExitCode.OK;
  }
}
