package dev.underpin.cli.text;

import java.util.List;

/** Lines of text, none wider than {@link Wrap#WIDTH}. */
final class Page {
  private final StringBuilder out = new StringBuilder();
  private final Style style;

  Page(Style style) {
    this.style = style;
  }

  Style style() {
    return style;
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
    line(style.bold(text));
  }

  /** Prose, its further lines indented by two more. */
  void prose(String indent, String text) {
    List<String> lines = Wrap.prose(text, Wrap.WIDTH - indent.length() - 2);
    for (int i = 0; i < lines.size(); i++) line((i == 0 ? indent : indent + "  ") + lines.get(i));
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
    int gap = Math.max(2, Wrap.WIDTH - length - right.length());
    line(right.isEmpty() ? shown : shown + " ".repeat(gap) + style.dim(right));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
