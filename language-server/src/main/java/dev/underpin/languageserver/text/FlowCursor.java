package dev.underpin.languageserver.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the cursor is inside of brackets. */
final class FlowCursor {
  private final List<String> path;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final StringBuilder word = new StringBuilder();
  private final Map<String, String> outside;
  private int wordStart;

  /** One bracket that is open. */
  private static final class Level {
    private final boolean isMapping;
    private final Map<String, String> entries = new LinkedHashMap<>();
    private String key = "";
    private boolean hasKey;

    Level(boolean isMapping) {
      this.isMapping = isMapping;
    }
  }

  private FlowCursor(List<String> path, Map<String, String> outside) {
    this.path = new ArrayList<>(path);
    this.outside = outside;
  }

  /**
   * Read a value that begins with a bracket, up to the cursor.
   *
   * @param offset where the cursor is, at the end of the value
   * @param siblings the entries beside the one with that value
   */
  static Cursor of(List<String> path, String value, int offset, Map<String, String> siblings) {
    FlowCursor flow = new FlowCursor(path, siblings);
    flow.read(value);
    return flow.cursor(value.length(), offset);
  }

  private void read(String value) {
    char quote = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quote != 0) {
        word.append(c);
        if (c == '\\' && quote == '"' && i + 1 < value.length()) word.append(value.charAt(++i));
        else if (c == quote) quote = 0;
        continue;
      }
      if ((c == '"' || c == '\'') && word.toString().isBlank()) {
        quote = c;
        begin(i);
        word.append(c);
      } else if (c == '{' || c == '[') open(c == '{');
      else if (c == '}' || c == ']') close();
      else if (c == ',') end();
      else if (c == ':' && isKeyEnd(value, i)) key();
      else {
        if (word.toString().isBlank() && !Character.isWhitespace(c)) begin(i);
        if (!word.isEmpty() || !Character.isWhitespace(c)) word.append(c);
      }
    }
  }

  private boolean isKeyEnd(String value, int at) {
    boolean mapping = levels.peek() != null && levels.peek().isMapping && !levels.peek().hasKey;
    return mapping && (at + 1 == value.length() || " \n\r".indexOf(value.charAt(at + 1)) >= 0);
  }

  private void begin(int at) {
    word.setLength(0);
    wordStart = at;
  }

  private void open(boolean mapping) {
    word.setLength(0);
    Level outer = levels.peek();
    if (outer != null) path.add(outer.isMapping ? outer.key : Cursor.ITEM);
    levels.push(new Level(mapping));
  }

  private void close() {
    end();
    if (!levels.isEmpty()) levels.pop();
    if (!levels.isEmpty()) path.remove(path.size() - 1);
  }

  private void end() {
    Level level = levels.peek();
    if (level != null && level.hasKey) level.entries.put(level.key, word.toString().strip());
    if (level != null) level.hasKey = false;
    word.setLength(0);
  }

  private void key() {
    Level level = levels.element();
    level.key = Cursor.unquoted(word.toString().strip());
    level.hasKey = true;
    word.setLength(0);
  }

  /** The entries of the nearest mapping. */
  private Map<String, String> around() {
    for (Level level : levels) if (level.isMapping) return level.entries;
    return outside;
  }

  private Cursor cursor(int length, int offset) {
    String prefix = word.toString();
    int start = prefix.isEmpty() ? offset : offset - length + wordStart;
    Level level = levels.peek();
    if (level == null) return new Cursor(path, false, prefix, start, Map.of());
    if (!level.isMapping) {
      path.add(Cursor.ITEM);
      return new Cursor(path, false, prefix, start, around());
    }
    if (level.hasKey) path.add(level.key);
    return new Cursor(path, !level.hasKey, prefix, start, level.entries);
  }
}
