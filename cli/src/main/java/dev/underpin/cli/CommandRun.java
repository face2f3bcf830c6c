package dev.underpin.cli;

import dev.underpin.cli.command.Commands;
import dev.underpin.schema.error.UnderpinException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Parses a command line, runs the command, and turns what goes wrong into a message and an exit
 * code.
 */
final class CommandRun {
  private CommandRun() {}

  static int execute(List<String> args, Terminal terminal) {
    CommandLine line = Commands.forArguments(args, terminal);
    line.setOut(new PrintWriter(terminal.out(), true));
    line.setErr(new PrintWriter(terminal.err(), true));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler((problem, arguments) -> usage(problem, terminal));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, terminal));
    return line.execute(args.toArray(String[]::new));
  }

  private static int usage(ParameterException problem, Terminal terminal) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = new PrintWriter(terminal.err(), true);
    err.println("underpin: " + Secrets.mask(firstLower(problem.getMessage())));
    UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Exception problem, Terminal terminal) {
    boolean debug = !terminal.environment().getOrDefault("UNDERPIN_DEBUG", "").isEmpty();
    int code;
    if (problem instanceof UnderpinException known) {
      terminal.err().println("underpin: " + Secrets.mask(known.getMessage()));
      code = ExitCode.of(known.kind());
    } else {
      String what =
          problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
      terminal.err().println("underpin: this is a bug: " + Secrets.mask(what));
      terminal
          .err()
          .println(
              "Nothing of it is your fault. Please report it, with what UNDERPIN_DEBUG=1 prints.");
      code = ExitCode.FAILED;
    }
    if (debug) problem.printStackTrace(terminal.err());
    return code;
  }

  private static String firstLower(String message) {
    if (message.isEmpty() || message.length() > 1 && Character.isUpperCase(message.charAt(1)))
      return message;
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
