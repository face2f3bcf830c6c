package dev.underpin.cli;

import dev.underpin.cli.command.CommandRun;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.ProgramVersion;
import dev.underpin.cli.terminal.Terminal;
import java.util.List;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), Terminal.ofProcess()));
  }

  /** Run a command line and return its exit code. */
  public static int run(List<String> args, Terminal terminal) {
    // The most frequent call of scripts must not pay for the parser.
    if (args.equals(List.of("--version"))
        || args.equals(List.of("-V"))
        || args.equals(List.of("version"))) {
      terminal.out().println("underpin " + ProgramVersion.VERSION);
      terminal.out().flush();
      return ExitCode.OK;
    }
    int code = CommandRun.execute(args, terminal);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }
}
