package dev.underpin.languageserver.text;

import java.util.Arrays;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * A text with the places in it, in the three ways in which they are counted: an offset in UTF-16
 * units, as Java counts; a line and a UTF-16 column, as the protocol counts; an index or a row and
 * a column in code points, as YAML's parser counts.
 */
public final class TextLines {
  private final String text;

  /** Where each line begins that the protocol knows. */
  private final int[] starts;

  /** The same of the lines of YAML 1.1, which has more line ends. */
  private final int[] yamlStarts;

  private final int codePoints;

  public TextLines(String text) {
    this.text = text;
    this.starts = starts(text, false);
    this.yamlStarts = starts(text, true);
    this.codePoints = text.codePointCount(0, text.length());
  }

  private static int[] starts(String text, boolean yaml) {
    int[] found = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') continue;
      boolean ends = c == '\n' || c == '\r';
      if (yaml) ends |= c == '\u0085' || c == '\u2028' || c == '\u2029';
      if (!ends) continue;
      if (count == found.length) found = Arrays.copyOf(found, count * 2);
      found[count++] = i + 1;
    }
    return Arrays.copyOf(found, count);
  }

  public String text() {
    return text;
  }

  /** How many lines the protocol sees. */
  public int count() {
    return starts.length;
  }

  /** A line without its end. */
  public String line(int number) {
    if (number < 0 || number >= starts.length) return "";
    return text.substring(starts[number], lineEnd(number));
  }

  /** Where a line begins. */
  public int lineStart(int number) {
    return number >= starts.length ? text.length() : starts[Math.max(0, number)];
  }

  /** Where a line ends, before the characters that end it. */
  public int lineEnd(int number) {
    int end = number + 1 < starts.length ? starts[number + 1] : text.length();
    while (end > starts[number]
        && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')
        && number + 1 < starts.length) end--;
    return end;
  }

  /** The number of the line that an offset is in. */
  public int lineOf(int offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at >= 0 ? at : -at - 2;
  }

  /** The offset of a place of the protocol; one behind the end of its line is that end. */
  public int offset(Position position) {
    if (position.getLine() >= starts.length) return text.length();
    int line = Math.max(0, position.getLine());
    return Math.min(starts[line] + Math.max(0, position.getCharacter()), lineEnd(line));
  }

  /** The place of an offset. */
  public Position position(int offset) {
    int within = Math.max(0, Math.min(offset, text.length()));
    int line = lineOf(within);
    return new Position(line, within - starts[line]);
  }

  public Range range(int from, int to) {
    return new Range(position(from), position(to));
  }

  /** The offset of a character by its index in code points. */
  public int ofCodePoint(int index) {
    if (codePoints == text.length()) return Math.min(index, text.length());
    return text.offsetByCodePoints(0, Math.min(index, codePoints));
  }

  /** The offset of a row and a column that YAML's reader names, both counted from 1. */
  public int ofPlace(int row, int column) {
    if (row > yamlStarts.length) return text.length();
    int start = yamlStarts[Math.max(0, row - 1)];
    int end = row < yamlStarts.length ? yamlStarts[row] : text.length();
    int wanted = Math.max(0, column - 1);
    int available = text.codePointCount(start, end);
    return text.offsetByCodePoints(start, Math.min(wanted, available));
  }
}
