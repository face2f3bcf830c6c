package dev.underpin.cli.terminal;

import dev.underpin.schema.text.Printable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is printed: without passwords, and without characters that change what a terminal shows. The
 * program's own colours carry a mark that nobody else knows.
 */
public final class Printed {
  private static final String MARK = Long.toHexString(ThreadLocalRandom.current().nextLong()) + "m";

  private Printed() {}

  /** Text in a colour; only {@link #safe} makes something of it that a terminal understands. */
  public static String coloured(String code, String text) {
    return "\u001b" + MARK + "[" + code + "m" + text + "\u001b" + MARK + "[0m";
  }

  /** The text as it may be printed. */
  public static String safe(String text) {
    return Printable.text(Secrets.mask(text.replace("\r\n", "\n")))
        .replace("\\x1b" + MARK, "\u001b");
  }
}
