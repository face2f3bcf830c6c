package dev.underpin.cli.text;

import dev.underpin.cli.terminal.Printed;

/**
 * Emphasis, which says nothing that the words do not say too. Red is for what is refused or
 * dropped, alone.
 */
public enum Style {
  PLAIN,
  COLOURED;

  /** The style for a terminal. */
  public static Style of(boolean colours) {
    return colours ? COLOURED : PLAIN;
  }

  String bold(String text) {
    return wrap("1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  String red(String text) {
    return wrap("31", text);
  }

  String green(String text) {
    return wrap("32", text);
  }

  String yellow(String text) {
    return wrap("33", text);
  }

  private String wrap(String code, String text) {
    return this == PLAIN ? text : Printed.coloured(code, text);
  }
}
