package dev.underpin.cli.text;

import dev.underpin.cli.terminal.TextWidth;

/**
 * How a text is laid out.
 *
 * @param width how many characters fit on a line
 * @param verbose true where everything is shown, also what is usually folded
 */
public record Layout(Style style, int width, boolean verbose) {
  /** Without colour, for a terminal of the usual width. */
  public static final Layout PLAIN = new Layout(Style.PLAIN, TextWidth.DEFAULT, false);

  /** The same with another width. */
  public Layout withWidth(int other) {
    return new Layout(style, other, verbose);
  }

  /** The same with everything shown. */
  public Layout withEverything() {
    return new Layout(style, width, true);
  }
}
