package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.ProgramVersion;
import dev.underpin.cli.terminal.Terminal;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    header = "Show the version.",
    description = {"", "The same as --version."},
    footer = {"  underpin version"},
    exitCodeList = {"0:printed", CliCommand.USAGE})
final class VersionCommand extends CliCommand {
  VersionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    print("underpin " + ProgramVersion.VERSION);
    return ExitCode.OK;
  }
}
