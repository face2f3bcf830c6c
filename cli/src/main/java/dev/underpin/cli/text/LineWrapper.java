package dev.underpin.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks prose into lines that fit. */
public final class LineWrapper {
  /** A command to copy, to the end of its line. */
  private static final Pattern COMMAND =
      Pattern.compile("(\\s*(?:.*: +)?)(underpin [a-z]+(?: [^ ]*[^ .,;)])*)");

  private LineWrapper() {}

  /** Broken at spaces; a line break stays, and so does a line's indent. */
  static List<String> prose(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1))
      paragraph(paragraph, width, indent(paragraph), lines);
    return lines;
  }

  /**
   * A message of several lines. Further lines of a long one are indented by two more; a line of a
   * file with its caret below it stays as it is.
   */
  public static String message(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher command = COMMAND.matcher(line);
      if (line.startsWith("  | ")) lines.add(line);
      else if (command.matches()) command(command.group(1), command.group(2), width, lines);
      else paragraph(line, width, indent(line) + "  ", lines);
    }
    return String.join("\n", lines);
  }

  /** Below its sentence, where it does not fit behind it. */
  private static void command(String label, String command, int width, List<String> lines) {
    if (label.length() <= width / 2 || label.length() + command.length() <= width) {
      lines.add(CommandLines.labelled(label, command, width));
      return;
    }
    paragraph(label, width, indent(label) + "  ", lines);
    lines.add(CommandLines.labelled(indent(label) + "  ", command, width));
  }

  /** One line of text, its further lines with this indent. */
  public static String hanging(String text, int width, String indent) {
    List<String> lines = new ArrayList<>();
    paragraph(text, width, indent, lines);
    return String.join("\n", lines);
  }

  /**
   * Lines of which the first begins after {@code first} characters, left as spaces, and the others
   * with an indent.
   */
  static List<String> hanging(int first, String indent, String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1))
      paragraph((lines.isEmpty() ? " ".repeat(first) : indent) + paragraph, width, indent, lines);
    return lines;
  }

  /** One line, with … where something had to be left out. */
  static String cut(String text, int width) {
    return text.length() <= width
        ? text
        : text.substring(0, Math.max(0, width - 1)).stripTrailing() + "…";
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static void paragraph(String line, int width, String further, List<String> lines) {
    String rest = line.stripTrailing();
    while (rest.length() > width) {
      int at = lastSpace(rest, width);
      if (at < 0) break;
      lines.add(rest.substring(0, at).stripTrailing());
      String next = rest.substring(at).strip();
      rest = further.substring(0, fitting(further.length(), next, width)) + next;
    }
    lines.add(rest);
  }

  /** How wide an indent may be so that the first word behind it fits. */
  private static int fitting(int indent, String text, int width) {
    int word = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
    return Math.max(Math.min(indent, 2), Math.min(indent, width - word));
  }

  /** The last space within the width, or the first one after it; -1 where there is none. */
  private static int lastSpace(String line, int width) {
    int start = indent(line).length();
    int last = line.lastIndexOf(' ', width);
    if (last > start) return last;
    return line.indexOf(' ', Math.max(width, start));
  }
}
