package dev.underpin.cli.text;

import dev.underpin.planner.step.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL in lines that fit, so that it means the same: a line is broken only at a space outside of
 * strings, quoted names and comments. It knows no engine; where the engines differ, it does not
 * break.
 */
public final class SqlLines {
  private static final Pattern DOLLAR_QUOTE =
      Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

  private final String sql;

  /** By character: true where it is part of a string, a quoted name or a comment. */
  private final boolean[] closed;

  private SqlLines(String sql) {
    this.sql = sql;
    this.closed = new boolean[sql.length()];
    scan();
  }

  /** The lines; a line stays longer than the width where it cannot be broken. */
  static List<String> of(String sql, int width) {
    return new SqlLines(sql).lines(width);
  }

  /** By character: true where it is part of a string, a quoted name or a comment. */
  static boolean[] closed(String sql) {
    return new SqlLines(sql).closed;
  }

  /** The statement without the mark that the runner replaces by a range of keys. */
  public static String shown(String statement) {
    return statement.replace(" " + Batch.MARK, "").replace(Batch.MARK, "");
  }

  /** The statement with its semicolon, which stands outside of a comment at the end. */
  public static String ended(String statement) {
    boolean[] closed = closed(statement + ";");
    return statement + (closed[closed.length - 1] ? "\n;" : ";");
  }

  // ── what must stay together ────────────────────────────────────────────────────────────────────

  private void scan() {
    int at = 0;
    while (at < sql.length()) {
      int end = endOfToken(at);
      for (int i = at; i < end; i++) closed[i] = true;
      at = Math.max(end, at + 1);
    }
  }

  /** The end of the string, name or comment that begins here; here itself where none does. */
  private int endOfToken(int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') return endOfQuoted(at, c);
    if (c == '[' && !isSubscript(at)) return endOfQuoted(at, ']');
    if (c == '#' || sql.startsWith("--", at)) return endOfLine(at);
    if (sql.startsWith("/*", at)) return endOfComment(at);
    if (c == '$') return endOfDollarQuoted(at);
    return at;
  }

  private int endOfQuoted(int at, char quote) {
    for (int i = at + 1; i < sql.length(); i++) {
      if (sql.charAt(i) != quote) continue;
      // Whether a backslash escapes the quote depends on the engine and its settings.
      if (sql.charAt(i - 1) == '\\' && i - 1 > at) return sql.length();
      if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) i++;
      else return i + 1;
    }
    return sql.length();
  }

  /** {@code a[1]} and {@code ARRAY[1, 2]}, not {@code [a name]}. */
  private boolean isSubscript(int at) {
    if (at == 0) return false;
    char before = sql.charAt(at - 1);
    return Character.isLetterOrDigit(before) || "_)]\"[".indexOf(before) >= 0;
  }

  private int endOfLine(int at) {
    int end = sql.indexOf('\n', at);
    return end < 0 ? sql.length() : end;
  }

  /** Comments nest in PostgreSQL and nowhere else; then the longer one is kept together. */
  private int endOfComment(int at) {
    int depth = 1;
    for (int i = at + 2; i + 1 < sql.length(); i++) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i++;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i++;
        if (depth == 0) return i + 1;
      }
    }
    return sql.length();
  }

  private int endOfDollarQuoted(int at) {
    Matcher tag = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
    if (!tag.lookingAt()) return at;
    int end = sql.indexOf(tag.group(), tag.end());
    return end < 0 ? sql.length() : end + tag.group().length();
  }

  // ── lines ──────────────────────────────────────────────────────────────────────────────────────

  private List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start <= sql.length()) {
      int end = sql.indexOf('\n', start);
      if (end < 0) end = sql.length();
      line(start, end, width, lines);
      start = end + 1;
    }
    return lines;
  }

  private void line(int start, int end, int width, List<String> lines) {
    int text = start;
    while (text < end && sql.charAt(text) == ' ') text++;
    String indent = " ".repeat(text - start);
    int from = text;
    while (true) {
      String head = from == text ? indent : indent + "  ";
      int space =
          head.length() + end - from > width ? breakAt(from, end, width - head.length()) : end;
      lines.add((head + sql.substring(from, space)).stripTrailing());
      if (space == end) return;
      from = space;
      while (from < end && sql.charAt(from) == ' ') from++;
      if (from == end) return;
    }
  }

  /** The last space within the room, else the first one after it, else the end. */
  private int breakAt(int from, int end, int room) {
    int last = -1;
    for (int i = from + 1; i < end; i++) {
      if (sql.charAt(i) != ' ' || closed[i]) continue;
      if (i - from > room) return last >= 0 ? last : i;
      last = i;
    }
    return last >= 0 && end - from > room ? last : end;
  }
}
