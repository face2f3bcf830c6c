package dev.underpin.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Where a command comes from and where its output goes.
 *
 * @param environment the process's variables
 * @param directory where relative paths start
 * @param interactive true where a person sits in front of it
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean interactive,
    Clock clock) {

  /** The process's own. */
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        System.out,
        System.err,
        System.getenv(),
        Path.of(""),
        isInteractive(),
        Clock.systemUTC());
  }

  /** How many characters fit on a line. */
  public int width() {
    return TextWidth.of(environment, interactive && in == System.in);
  }

  /** True where colours and a line that moves may be printed. */
  public boolean colours() {
    return interactive
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Ask a question that is answered with yes or no; anything but yes is no. */
  public boolean confirm(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line != null
          && (line.strip().equalsIgnoreCase("y") || line.strip().equalsIgnoreCase("yes"));
    } catch (IOException e) {
      return false;
    }
  }

  /** From Java 22 on there is a console also where there is no terminal; it then says so itself. */
  private static boolean isInteractive() {
    Console console = System.console();
    if (console == null) return false;
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
