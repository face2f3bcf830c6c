package dev.underpin.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many characters fit on a line of what is printed. */
public final class TextWidth {
  /** The width where nobody says another. */
  public static final int DEFAULT = 80;

  /** Narrower than this, a table of commands or flags has no room for words. */
  private static final int LEAST = 60;

  /** More of a wide terminal is not used: long lines are harder to read. */
  public static final int MOST = 132;

  private static final Pattern SIZE = Pattern.compile("\\s*\\d+\\s+(\\d+)\\s*");

  private TextWidth() {}

  /**
   * The width that {@code COLUMNS} names, else the terminal's, else {@link #DEFAULT}.
   *
   * @param terminal true where the output goes to a terminal
   */
  public static int of(Map<String, String> environment, boolean terminal) {
    int named = number(environment.getOrDefault("COLUMNS", ""));
    if (named > 0) return Math.max(LEAST, named);
    int width = terminal ? ofTerminal() : 0;
    return width <= 0 ? DEFAULT : Math.max(LEAST, Math.min(MOST, width));
  }

  /** What {@code stty} says of the terminal; 0 where there is none. Java itself cannot tell. */
  private static int ofTerminal() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) return 0;
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!process.waitFor(1, TimeUnit.SECONDS)) process.destroy();
      Matcher size = SIZE.matcher(answer);
      return size.matches() ? number(size.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
