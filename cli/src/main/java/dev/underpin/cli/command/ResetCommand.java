package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.apply.ResetWorkflow;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.settings.Settings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "reset",
    header = "Empty a development database for good.",
    description = {
      "",
      """
      Drops every table with its rows, the trash and the history, so that apply starts from the \
      beginning. For development only: a protected environment is never reset, and any other \
      only with allow_reset: true in underpin.yaml or with --yes."""
    },
    footer = {"  underpin reset --yes --url sqlite:shop.db"},
    exitCodeList = {
      "0:empty",
      CliCommand.FAILED,
      CliCommand.REFUSED,
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class ResetCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin YesOption yes = new YesOption();

  ResetCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, Optional.empty(), Optional.empty());
    Consent ask =
        new Consent() {
          @Override
          public boolean to(String sentence) {
            return yes.given(terminal, sentence);
          }
        };
    Optional<Integer> dropped = new ResetWorkflow(settings, ask, terminal.clock()).reset(yes.yes);
    if (dropped.isEmpty()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    report("Reset: " + StepNumbers.count(dropped.get(), "table") + " dropped for good.");
    return ExitCode.OK;
  }
}
