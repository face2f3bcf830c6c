package dev.underpin.languageserver.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the cursor is in a text of YAML, found from the lines alone, so that a text that is half
 * typed has a place too.
 *
 * @param path the keys and names that lead to it; {@link #ITEM} for an item of a list
 * @param atKey true where a key of the mapping at the path is typed; false where the value at the
 *     path is
 * @param prefix what is typed of it
 * @param start where the prefix begins
 * @param siblings the other entries of the same mapping, with the text of their values
 */
public record Cursor(
    List<String> path, boolean atKey, String prefix, int start, Map<String, String> siblings) {
  /** An item of a list. */
  public static final String ITEM = "-";

  private static final Pattern ENTRY =
      Pattern.compile(
          "(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^\\s#'\"{\\[][^#]*?)\\s*:(?:\\s+(.*)|$)");

  /** How many lines above are looked at for the bracket that is still open. */
  private static final int FARTHEST = 200;

  /** A line of a block: where its content begins, and how many list items begin on it. */
  private record Line(int number, List<Integer> dashes, int indent, String content) {
    boolean isBlank() {
      return content.isEmpty() || content.startsWith("#");
    }
  }

  /** Find the place of an offset. */
  public static Cursor at(TextLines lines, int offset) {
    int number = lines.lineOf(offset);
    String before = lines.text().substring(lines.lineStart(number), offset);
    int from = openBracket(lines, number);
    if (from < number) {
      String text = lines.text().substring(lines.lineStart(from), offset);
      return new Finder(lines).of(from, text, offset);
    }
    return new Finder(lines).of(number, before, offset);
  }

  /** The line above on which a bracket was opened that is not closed before the cursor's line. */
  private static int openBracket(TextLines lines, int number) {
    for (int above = number - 1; above >= Math.max(0, number - FARTHEST); above--) {
      Line line = line(above, lines.line(above));
      if (line.isBlank()) continue;
      Matcher entry = ENTRY.matcher(line.content());
      String value = entry.lookingAt() ? orEmpty(entry.group(2)) : line.content();
      boolean flow = value.startsWith("{") || value.startsWith("[");
      if (flow) {
        String text = lines.text().substring(lines.lineStart(above), lines.lineStart(number));
        return depth(text) > 0 ? above : number;
      }
      // An entry of a block ends what is above it; one inside of brackets does not.
      if (entry.lookingAt() && !value.endsWith(",") && !looksInside(lines, above)) return number;
    }
    return number;
  }

  /** True where the line above ends as a line inside of brackets does. */
  private static boolean looksInside(TextLines lines, int number) {
    for (int above = number - 1; above >= 0; above--) {
      String text = lines.line(above).strip();
      if (text.isEmpty() || text.startsWith("#")) continue;
      return text.endsWith(",") || text.endsWith("{") || text.endsWith("[");
    }
    return false;
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  /** How many brackets are open at the end of a text; quoted text does not count. */
  private static int depth(String text) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote == '"') i++;
        else if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && opensQuote(text, i)) quote = c;
      else if (c == '{' || c == '[') depth++;
      else if (c == '}' || c == ']') depth = Math.max(0, depth - 1);
    }
    return depth;
  }

  private static boolean opensQuote(String text, int at) {
    int i = at - 1;
    while (i >= 0 && text.charAt(i) == ' ') i--;
    return i < 0 || ":,{[-\n\r".indexOf(text.charAt(i)) >= 0;
  }

  private static Line line(int number, String text) {
    List<Integer> dashes = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && text.charAt(at) == ' ') at++;
      boolean dash =
          at < text.length()
              && text.charAt(at) == '-'
              && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
      if (!dash) break;
      dashes.add(at);
      at++;
    }
    return new Line(number, dashes, at, text.substring(at));
  }

  static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.startsWith("\"") && text.endsWith("\"")
                || text.startsWith("'") && text.endsWith("'"));
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** Goes up from the line of the cursor. */
  private static final class Finder {
    private final TextLines lines;

    Finder(TextLines lines) {
      this.lines = lines;
    }

    Cursor of(int number, String before, int offset) {
      Line line = line(number, before);
      List<String> path = parents(line);
      Map<String, String> siblings = siblings(line);
      Matcher entry = ENTRY.matcher(line.content());
      if (entry.lookingAt()) {
        String value = orEmpty(entry.group(2));
        path.add(unquoted(entry.group(1)));
        return value(path, value, offset, siblings);
      }
      if (line.content().startsWith("{") || line.content().startsWith("["))
        return value(path, line.content(), offset, siblings);
      boolean item = !line.dashes().isEmpty();
      // The first word of an item may be a text, or the first key of a mapping.
      return new Cursor(path, !item, line.content(), offset - line.content().length(), siblings);
    }

    private static Cursor value(
        List<String> path, String value, int offset, Map<String, String> siblings) {
      if (value.startsWith("{") || value.startsWith("["))
        return FlowCursor.of(path, value, offset, siblings);
      return new Cursor(path, false, value, offset - value.length(), siblings);
    }

    /** The keys above a line, from the outermost. */
    private List<String> parents(Line line) {
      List<String> path = new ArrayList<>();
      int need = line.indent();
      for (int i = line.dashes().size() - 1; i >= 0; i--) {
        path.add(ITEM);
        need = line.dashes().get(i);
      }
      boolean inItem = !line.dashes().isEmpty();
      for (int above = line.number() - 1; above >= 0 && (need > 0 || inItem); above--) {
        Line up = line(above, lines.line(above));
        if (up.isBlank()) continue;
        boolean sameList = inItem && up.dashes().isEmpty() && up.indent() == need;
        if (up.indent() < need || sameList) {
          Matcher entry = ENTRY.matcher(up.content());
          if (!entry.lookingAt()) continue;
          path.add(unquoted(entry.group(1)));
          need = up.indent();
          inItem = false;
        }
        for (int i = up.dashes().size() - 1; i >= 0; i--) {
          int dash = up.dashes().get(i);
          if (dash >= need) continue;
          path.add(ITEM);
          need = dash;
          inItem = true;
        }
      }
      Collections.reverse(path);
      return path;
    }

    /** The entries with the same indentation, up and down. */
    private Map<String, String> siblings(Line line) {
      Map<String, String> found = new LinkedHashMap<>();
      if (line.dashes().isEmpty()) {
        for (int above = line.number() - 1; above >= 0; above--)
          if (!take(line(above, lines.line(above)), line.indent(), found)) break;
      }
      for (int below = line.number() + 1; below < lines.count(); below++) {
        Line down = line(below, lines.line(below));
        if (!down.isBlank() && !down.dashes().isEmpty() && down.dashes().get(0) < line.indent())
          break;
        if (!take(down, line.indent(), found)) break;
      }
      return found;
    }

    /** Note an entry; false where the mapping has ended. */
    private static boolean take(Line line, int indent, Map<String, String> found) {
      if (line.isBlank() || line.indent() > indent) return true;
      if (line.indent() < indent) return false;
      Matcher entry = ENTRY.matcher(line.content());
      if (entry.lookingAt()) found.put(unquoted(entry.group(1)), orEmpty(entry.group(2)));
      return line.dashes().isEmpty();
    }
  }
}
