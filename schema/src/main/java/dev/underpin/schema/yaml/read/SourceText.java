package dev.underpin.schema.yaml.read;

import dev.underpin.schema.error.Location;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;

/** The text of one file, and the places in it. */
public final class SourceText {
  /**
   * All that YAML 1.1 counts as the end of a line, so that our rows are those of the parser's
   * marks.
   */
  private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

  /** What would move the caret, or do worse to a terminal. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f]");

  /** A longer line (a minified file) helps nobody when it is printed. */
  private static final int LONGEST_SHOWN = 300;

  private final String name;
  private final String text;
  private final String[] lines;

  public SourceText(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = LINE_END.split(text, -1);
  }

  String text() {
    return text;
  }

  public Location at(Mark mark) {
    return at(mark.getLine(), mark.getColumn());
  }

  /** The place at a row and a column, both counted from 0. */
  public Location at(int row, int column) {
    String line = line(row);
    String shown = line.length() > LONGEST_SHOWN ? "" : withoutControls(line);
    return new Location(name, row + 1, column + 1, shown);
  }

  Location start() {
    return at(0, 0);
  }

  /** The place of a character by its index in code points. */
  Location atCodePoint(int index) {
    int row = 0;
    int rest = index;
    while (row < lines.length - 1 && rest > lines[row].codePointCount(0, lines[row].length())) {
      rest -= lines[row].codePointCount(0, lines[row].length()) + 1;
      row++;
    }
    return at(row, Math.max(0, rest));
  }

  /** The first line that is longer. */
  Optional<Location> lineOver(int most) {
    for (int row = 0; row < lines.length; row++)
      if (lines[row].length() > most) return Optional.of(at(row, 0));
    return Optional.empty();
  }

  /** What follows a mark on its line. */
  String after(Mark mark) {
    String line = line(mark.getLine());
    int column = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
    return line.substring(line.offsetByCodePoints(0, column));
  }

  String line(int row) {
    return row < lines.length ? lines[row] : "";
  }

  /** Nearly every line is printed as it is. */
  private static String withoutControls(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) return CONTROL.matcher(line).replaceAll(" ");
    }
    return line;
  }
}
