package dev.underpin.planner.lint.sql;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.declared.Origins.Ignore;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a SQL file with their places. */
public record ScriptFile(List<Part> parts) {
  private static final Pattern IGNORE =
      Pattern.compile("(?m)^[ \\t]*--[ \\t]*underpin:ignore\\b[ \\t]*(\\S*)[ \\t]*(.*)$");

  /** Lines that only a client understands: {@code \set}, {@code .bail on}. */
  private static final Pattern CLIENT = Pattern.compile("(?m)^[\\\\.][A-Za-z].*$");

  private static final Pattern DELIMITER = Pattern.compile("(?mi)^DELIMITER[ \\t]+(\\S+).*$");

  /**
   * A statement.
   *
   * @param text without the comments above it
   * @param raw all that is between the statement before and the end of this one, as it is written
   * @param place of its first word
   * @param ignores those above it
   */
  public record Part(String text, String raw, Location place, List<Ignore> ignores) {
    public Part {
      ignores = List.copyOf(ignores);
    }
  }

  public ScriptFile {
    parts = List.copyOf(parts);
  }

  /** Split a file. */
  public static ScriptFile of(String name, String script, Dialect dialect) {
    String text = script.replace("\r\n", "\n");
    String plain = plain(text);
    List<Part> parts = new ArrayList<>();
    int end = 0;
    for (String statement : dialect.splitStatements(plain)) {
      int start = plain.indexOf(statement, end);
      if (start < 0) continue;
      int begin = start + comments(statement);
      int behind = start + statement.length();
      parts.add(
          new Part(
              plain.substring(begin, behind),
              text.substring(end, behind).strip(),
              place(name, text, begin),
              ignores(name, text, start, begin)));
      end = behind + 1;
      if (end > plain.length()) break;
    }
    return new ScriptFile(parts);
  }

  /** The same text with blanks where only a client understands it. */
  private static String plain(String text) {
    String blank = blank(text, CLIENT);
    StringBuilder out = new StringBuilder(blank);
    String ending = ";";
    int from = 0;
    for (Matcher line = DELIMITER.matcher(blank); line.find(); ) {
      end(out, from, line.start(), ending);
      for (int i = line.start(); i < line.end(); i++) out.setCharAt(i, ' ');
      ending = line.group(1);
      from = line.end();
    }
    end(out, from, out.length(), ending);
    return out.toString();
  }

  /** A delimiter of the client's own is a semicolon. */
  private static void end(StringBuilder out, int from, int to, String ending) {
    if (ending.startsWith(";")) return;
    for (int i = out.indexOf(ending, from); i >= 0 && i < to; i = out.indexOf(ending, i + 1))
      out.replace(i, i + ending.length(), ";" + " ".repeat(ending.length() - 1));
  }

  private static String blank(String text, Pattern lines) {
    return lines.matcher(text).replaceAll(m -> " ".repeat(m.group().length()));
  }

  /** How long the comments and blanks are that a statement begins with. */
  private static int comments(String statement) {
    int at = 0;
    while (at < statement.length()) {
      char c = statement.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (statement.startsWith("--", at) || c == '#') {
        int end = statement.indexOf('\n', at);
        at = end < 0 ? statement.length() : end + 1;
      } else if (statement.startsWith("/*", at) && !statement.startsWith("/*!", at)) {
        int end = statement.indexOf("*/", at);
        at = end < 0 ? statement.length() : end + 2;
      } else {
        break;
      }
    }
    return at;
  }

  private static List<Ignore> ignores(String name, String text, int from, int to) {
    List<Ignore> ignores = new ArrayList<>();
    for (Matcher line = IGNORE.matcher(text).region(from, to); line.find(); )
      ignores.add(
          new Ignore("", line.group(1), line.group(2).strip(), place(name, text, line.start())));
    return ignores;
  }

  private static Location place(String name, String text, int at) {
    int line = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', at);
    int row = 1;
    for (int i = text.indexOf('\n'); i >= 0 && i < line; i = text.indexOf('\n', i + 1)) row++;
    String shown = text.substring(line, end < 0 ? text.length() : end);
    return new Location(name, row, at - line + 1, Printable.line(shown));
  }
}
