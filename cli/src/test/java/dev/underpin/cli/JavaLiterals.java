package dev.underpin.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The string literals of a Java source. Literals that are joined with {@code +} are one text, so
 * that a phrase is found across the parts of a sentence.
 */
final class JavaLiterals {
  private static final String BLOCK = "\"\"\"";

  private final String source;
  private final List<Literal> found = new ArrayList<>();
  private int at;
  private boolean joined;

  private JavaLiterals(String source) {
    this.source = source;
  }

  /**
   * @param line where the text begins, counted from 1
   * @param text what stands between the quotes; escapes of line breaks are blanks
   */
  record Literal(int line, String text) {}

  static List<Literal> of(String source) {
    JavaLiterals scanner = new JavaLiterals(source);
    while (scanner.at < source.length()) scanner.next();
    return List.copyOf(scanner.found);
  }

  private void next() {
    if (source.startsWith("//", at)) skipTo("\n");
    else if (source.startsWith("/*", at)) skipTo("*/");
    else if (source.startsWith(BLOCK, at)) literal(BLOCK);
    else if (source.charAt(at) == '"') literal("\"");
    else if (source.charAt(at) == '\'') at = end("'", at + 1) + 1;
    else other(source.charAt(at++));
  }

  private void skipTo(String end) {
    int found = source.indexOf(end, at);
    at = found < 0 ? source.length() : found + end.length();
  }

  private void literal(String quote) {
    int start = at + quote.length();
    int end = end(quote, start);
    String text = source.substring(start, end).replace("\\n", " ").replaceAll("\\s+", " ");
    if (joined && !found.isEmpty()) {
      Literal before = found.remove(found.size() - 1);
      found.add(new Literal(before.line(), before.text() + text));
    } else {
      int line = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
      found.add(new Literal(line, text));
    }
    at = end + quote.length();
    joined = false;
    if (source.substring(at).stripLeading().startsWith("+ \"")) {
      at = source.indexOf('"', at);
      joined = true;
    }
  }

  private int end(String quote, int start) {
    int i = start;
    while (!source.startsWith(quote, i)) i += source.charAt(i) == '\\' ? 2 : 1;
    return i;
  }

  private void other(char c) {
    if (!Character.isWhitespace(c)) joined = false;
  }
}
