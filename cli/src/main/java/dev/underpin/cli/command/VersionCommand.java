package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Main;
import dev.underpin.cli.Terminal;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    header = "Show the version.",
    description = {"", "The same as --version.", ""},
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin version"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", Base.USAGE})
final class VersionCommand extends Base {
  VersionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    print("underpin " + Main.VERSION);
    return ExitCode.OK;
  }
}
