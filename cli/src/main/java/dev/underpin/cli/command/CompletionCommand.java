package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    header = "Print a script that completes commands and flags in bash and zsh.",
    description = {
      "",
      "Source it in your shell, or put it where your shell looks for completions."
    },
    footer = {"  source <(underpin completion)"},
    exitCodeList = {"0:printed", CliCommand.USAGE})
final class CompletionCommand extends CliCommand {
  CompletionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    print(AutoComplete.bash("underpin", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
