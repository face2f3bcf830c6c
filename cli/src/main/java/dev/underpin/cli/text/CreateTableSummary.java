package dev.underpin.cli.text;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code CREATE TABLE "orders" (… 8 columns)} for a statement of many lines. */
final class CreateTableSummary {
  /** With a letter for each character of a quoted name. */
  private static final Pattern HEAD =
      Pattern.compile("(?i)\\s*CREATE\\s+(\\w+\\s+)*?TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?\\S+\\s*");

  /** What stands in a table's brackets and is no column begins with one of these. */
  private static final Pattern NO_COLUMN =
      Pattern.compile(
          "(?i)(CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK|EXCLUDE|KEY|INDEX|FULLTEXT|SPATIAL|LIKE|PERIOD)\\b.*",
          Pattern.DOTALL);

  private CreateTableSummary() {}

  /** The statement on one line; absent where it creates no table, or not from a list of columns. */
  static Optional<String> of(String statement) {
    if (!statement.stripLeading().toUpperCase(ROOT).startsWith("CREATE")) return Optional.empty();
    boolean[] closed = SqlLines.closed(statement);
    int open = next(statement, closed, '(', 0);
    if (open < 0) return Optional.empty();
    StringBuilder head = new StringBuilder(statement.substring(0, open));
    for (int i = 0; i < open; i++) if (closed[i]) head.setCharAt(i, 'x');
    if (!HEAD.matcher(head).matches()) return Optional.empty();
    List<String> items = new ArrayList<>();
    int close = items(statement, closed, open, items);
    if (close < 0) return Optional.empty();
    long columns = items.stream().filter(i -> !NO_COLUMN.matcher(i).matches()).count();
    if (columns == 0) return Optional.empty();
    String name = statement.substring(0, open).strip().replaceAll("\\s+", " ");
    String rest = statement.substring(close + 1).strip().replaceAll("\\s+", " ");
    return Optional.of(
        name
            + " (… "
            + columns
            + (columns == 1 ? " column)" : " columns)")
            + (rest.isEmpty() ? "" : " " + rest));
  }

  private static int next(String sql, boolean[] closed, char c, int from) {
    for (int i = from; i < sql.length(); i++) if (sql.charAt(i) == c && !closed[i]) return i;
    return -1;
  }

  /** The parts between the commas of the outermost brackets; returns where these are closed. */
  private static int items(String sql, boolean[] closed, int open, List<String> items) {
    int depth = 0;
    int start = open + 1;
    for (int i = open; i < sql.length(); i++) {
      if (closed[i]) continue;
      char c = sql.charAt(i);
      if (c == '(') depth++;
      if (c == ')') depth--;
      if (c == ',' && depth == 1 || depth == 0) {
        items.add(sql.substring(start, i).strip());
        start = i + 1;
      }
      if (depth == 0) return i;
    }
    return -1;
  }
}
