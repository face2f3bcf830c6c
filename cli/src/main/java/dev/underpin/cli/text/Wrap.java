package dev.underpin.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines that fit. */
final class Wrap {
  /** How wide what is printed may be, in characters. */
  static final int WIDTH = 100;

  private Wrap() {}

  /** Prose, broken at spaces; a line break in it stays. */
  static List<String> prose(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) breakAtSpaces(paragraph, width, false, lines);
    return lines;
  }

  /** SQL, broken at spaces that are not inside quotes, so that it means the same. */
  static List<String> sql(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) breakAtSpaces(line, width, true, lines);
    return lines;
  }

  private static void breakAtSpaces(String line, int width, boolean sql, List<String> lines) {
    String indent =
        line.substring(0, line.length() - line.stripLeading().length()) + (sql ? "  " : "");
    String rest = line;
    while (rest.length() > width) {
      int at = lastSpace(rest, width, sql);
      if (at < 0) break;
      lines.add(rest.substring(0, at).stripTrailing());
      rest = indent + rest.substring(at).strip();
    }
    lines.add(rest);
  }

  /**
   * The last space to break at within the width, or the first one after it; -1 where there is none.
   */
  private static int lastSpace(String line, int width, boolean sql) {
    int start = line.length() - line.stripLeading().length();
    char quote = 0;
    int last = -1;
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (sql && quote != 0) {
        if (c == quote) quote = 0;
      } else if (sql && (c == '\'' || c == '"' || c == '`')) {
        quote = c;
      } else if (c == ' ' && i > start) {
        if (i > width && last >= 0) return last;
        if (i > width) return i;
        last = i;
      }
    }
    return line.length() > width ? last : -1;
  }
}
