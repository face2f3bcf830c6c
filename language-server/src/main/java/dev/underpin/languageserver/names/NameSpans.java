package dev.underpin.languageserver.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where names stand in the short forms of the YAML: {@code shop.customers(id)}, {@code a desc}. */
final class NameSpans {
  private static final Pattern FIRST =
      Pattern.compile(
          "\\s*(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{Nd}_$]*)(\\s*\\(.*)?.*", Pattern.DOTALL);

  private NameSpans() {}

  /**
   * One name.
   *
   * @param from where it begins, in front of a double quote
   * @param to where it ends, behind a double quote
   */
  record Span(int from, int to, String name) {}

  /** The last part of a name with dots, which is the object's own. */
  static Span last(String text, int offset) {
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') quoted = !quoted;
      if (text.charAt(i) == '.' && !quoted) from = i + 1;
    }
    return span(text, from, text.length(), offset);
  }

  /** The table of {@code customers(id)}. */
  static Span referencedTable(String text) {
    int open = opening(text);
    String name = open < 0 ? text : text.substring(0, open);
    int start = name.length() - name.stripLeading().length();
    return last(name.strip(), start);
  }

  /** The columns of {@code customers(id)}. */
  static List<Span> referencedColumns(String text) {
    int open = opening(text);
    int close = text.lastIndexOf(')');
    List<Span> spans = new ArrayList<>();
    if (open < 0 || close < open) return spans;
    boolean quoted = false;
    int from = open + 1;
    for (int i = open + 1; i <= close; i++) {
      char c = text.charAt(i);
      if (c == '"') quoted = !quoted;
      if ((c != ',' || quoted) && i < close) continue;
      String part = text.substring(from, i);
      int start = from + part.length() - part.stripLeading().length();
      if (!part.isBlank()) spans.add(span(text, start, start + part.strip().length(), 0));
      from = i + 1;
    }
    return spans;
  }

  /** The text before the parenthesis of {@code customers(id)}. */
  static String tableText(String text) {
    int open = opening(text);
    return (open < 0 ? text : text.substring(0, open)).strip();
  }

  /** The column of a key such as {@code created_at desc} or {@code email(10)}. */
  static Optional<Span> keyColumn(String text, Set<String> columns) {
    if (columns.contains(text)) return Optional.of(new Span(0, text.length(), text));
    Matcher first = FIRST.matcher(text);
    if (!first.matches()) return Optional.empty();
    boolean call = first.group(2) != null && !first.group(2).matches("\\s*\\(\\s*\\d+\\s*\\).*");
    Span span = span(text, first.start(1), first.end(1), 0);
    return call || !columns.contains(span.name()) ? Optional.empty() : Optional.of(span);
  }

  /** The type that a text such as {@code order_status not null} begins with. */
  static Optional<Span> type(String text) {
    Matcher name =
        Pattern.compile(
                "^(?:\"[^\"]+\"|[\\p{L}_][\\p{L}\\p{Nd}_$]*)(?:\\.(?:\"[^\"]+\"|[\\p{L}_][\\p{L}\\p{Nd}_$]*))?")
            .matcher(text);
    return name.find() ? Optional.of(last(name.group(), 0)) : Optional.empty();
  }

  private static Span span(String text, int from, int to, int offset) {
    String written = text.substring(from, to);
    boolean quoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
    String name =
        quoted ? written.substring(1, written.length() - 1).replace("\"\"", "\"") : written;
    return new Span(from + offset, to + offset, name);
  }

  private static int opening(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') quoted = !quoted;
      if (text.charAt(i) == '(' && !quoted) return i;
    }
    return -1;
  }
}
