package dev.underpin.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A command in lines that fit and can be copied: a line that goes on ends with a backslash. */
public final class CommandLines {
  private static final String MORE = "  ";

  private CommandLines() {}

  /** The lines; broken before a flag where that is enough, and never inside of quotes. */
  static List<String> of(String command, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : parts(command)) {
      if (line.length() > 0
          && line.length() + 1 + part.length() + 2 > width
          && !line.toString().isBlank()) {
        lines.add(line + " \\");
        line.setLength(0);
        line.append(MORE).append(part);
      } else {
        line.append(line.length() == 0 ? "" : " ").append(part);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** The command after a label, in lines that fit. */
  public static String labelled(String label, String command, int width) {
    return label
        + String.join("\n" + " ".repeat(label.length()), of(command, width - label.length()));
  }

  /** A flag with its value is one part. */
  private static List<String> parts(String command) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\'') quoted = !quoted;
      if (c == ' ' && !quoted && command.startsWith(" -", i)) {
        parts.add(command.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(command.substring(start));
    return parts;
  }
}
