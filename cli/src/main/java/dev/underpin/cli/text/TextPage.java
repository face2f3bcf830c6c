package dev.underpin.cli.text;

import dev.underpin.cli.terminal.TextWidth;
import java.util.List;

/** Lines of text that fit the width. */
final class TextPage {
  private final StringBuilder out = new StringBuilder();
  private final Layout layout;

  TextPage(Layout layout) {
    this.layout = layout;
  }

  Style style() {
    return layout.style();
  }

  int width() {
    return layout.width();
  }

  /** True where everything is shown, also what is usually folded. */
  boolean verbose() {
    return layout.verbose();
  }

  /** One line as it is. A no-break space has done its work by now. */
  void line(String text) {
    out.append(text.stripTrailing().replace('\u00a0', ' ')).append('\n');
  }

  void blank() {
    out.append('\n');
  }

  /** A heading after a blank line. */
  void heading(String text) {
    blank();
    line(style().bold(text));
  }

  /** Prose, its further lines indented by two more. */
  void prose(String indent, String text) {
    hanging(indent, indent + "  ", text);
  }

  /** Prose with something else before its first line than before the others. */
  void hanging(String first, String others, String text) {
    hanging(first, first.length(), others, text);
  }

  /**
   * Prose with something else before its first line than before the others.
   *
   * @param length of {@code first} without colours
   */
  void hanging(String first, int length, String others, String text) {
    List<String> lines = LineWrapper.hanging(length, others, text, width());
    line(first + lines.get(0).substring(Math.min(length, lines.get(0).length())));
    lines.stream().skip(1).forEach(this::line);
  }

  /** Each line of a text as prose of its own. */
  void lines(String indent, String text) {
    text.lines().forEach(line -> prose(indent, line));
  }

  /**
   * A line with something at its right end.
   *
   * @param shown with colours
   * @param length without colours
   */
  void aligned(String shown, int length, String right) {
    int gap = Math.max(2, Math.min(width(), TextWidth.MOST) - length - right.length());
    line(right.isEmpty() ? shown : shown + " ".repeat(gap) + style().dim(right));
  }

  /** A command to copy; where it is too long, it goes on after a backslash. */
  void command(String label, String command) {
    List<String> lines = CommandLines.of(command, width() - label.length());
    for (int i = 0; i < lines.size(); i++)
      line((i == 0 ? style().dim(label) : " ".repeat(label.length())) + lines.get(i));
  }

  /**
   * A statement with its semicolon, in lines that fit behind an indent; folded where only what it
   * creates has to be seen.
   */
  List<String> statementLines(String indent, String statement) {
    String text = verbose() ? statement : CreateTableSummary.of(statement).orElse(statement);
    return SqlLines.of(SqlLines.ended(text), width() - indent.length());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
