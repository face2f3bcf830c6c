package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.workflow.InitWorkflow;
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
      "With a database, the schema is what is there now, and planning with it finds no change; without one it is an"
          + " example to start from. Nothing that exists is overwritten.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin init --url sqlite:shop.db"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      Base.FAILED,
      "3:a file is there already",
      Base.TIMEOUT,
      Base.USAGE
    })
final class InitCommand extends Base {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();

  InitCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, schema.path, Optional.empty());
    for (Path file : new InitWorkflow(settings, terminal.directory()).init(SchemaCommand.text())) {
      print("Wrote " + file);
    }
    say("Next: underpin plan");
    return ExitCode.OK;
  }
}
