package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.LineWrapper;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.text.Printable;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Parses a command line, runs the command, and turns what goes wrong into a message and an exit
 * code.
 */
public final class CommandRun {
  private CommandRun() {}

  public static int execute(List<String> args, Terminal terminal) {
    for (String arg : args) {
      if (Printable.line(arg).equals(arg)) continue;
      terminal
          .err()
          .println(
              "underpin: an argument has a character that cannot be shown: "
                  + Printed.safe(Printable.line(arg)));
      return ExitCode.USAGE;
    }
    return execute(line(args, terminal), args, terminal);
  }

  /** What knows the commands that the arguments name. */
  static CommandLine line(List<String> args, Terminal terminal) {
    CommandLine line = Commands.forArguments(args, terminal);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colours() && !args.contains("--no-color") ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler((problem, arguments) -> usage(problem, terminal));
    line.setExecutionExceptionHandler(
        (problem, command, parsed) -> failed(problem, command, terminal));
    return line;
  }

  static int execute(CommandLine line, List<String> args, Terminal terminal) {
    try {
      return line.execute(args.toArray(String[]::new));
    } catch (Error e) {
      // Out of memory, a stack overflow, a class that is missing: a person gets a sentence for
      // these too.
      return failed(e, line, terminal);
    }
  }

  private static int usage(ParameterException problem, Terminal terminal) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
    String text = Printed.safe("underpin: " + message(problem, command));
    err.println(LineWrapper.message(text, terminal.width()));
    err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static String message(ParameterException problem, CommandLine command) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return firstLower(String.valueOf(problem.getMessage()));
    }
    String word = unmatched.getUnmatched().get(0);
    boolean flag = word.startsWith("-");
    Collection<String> known =
        flag ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    String what =
        flag
            ? "there is no flag "
            : known.isEmpty() ? "unexpected argument: " : "there is no command ";
    return what
        + name
        + DidYouMean.nearest(name, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static int failed(Throwable problem, CommandLine command, Terminal terminal) {
    boolean debug =
        !terminal.environment().getOrDefault("UNDERPIN_DEBUG", "").isEmpty()
            || GivenFlags.isDebug(command);
    String text = "underpin: " + message(problem, command);
    terminal.err().println(LineWrapper.message(Printed.safe(text), terminal.width()));
    if (debug) problem.printStackTrace(terminal.err());
    return code(problem);
  }

  /** What a person is told of an error, with the commands that lead on. */
  static String message(Throwable problem, CommandLine command) {
    if (problem instanceof UnderpinException known)
      return GivenFlags.suggestions(command).complete(known.labelled());
    String what =
        problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    return "%s\nThis is a bug in Underpin. Please report it, with what --debug prints."
        .formatted(what);
  }

  /** The exit code of an error. */
  static int code(Throwable problem) {
    return problem instanceof UnderpinException known ? ExitCode.of(known.kind()) : ExitCode.FAILED;
  }

  private static String firstLower(String message) {
    if (message.isEmpty() || message.length() > 1 && Character.isUpperCase(message.charAt(1)))
      return message;
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
