package dev.underpin.cli.html;

import java.util.List;

/**
 * A diagram of tables and the references between them, in pixels.
 *
 * @param keysOnly true where only columns of keys are shown, since there are many tables
 */
public record Diagram(int width, int height, boolean keysOnly, List<Box> boxes, List<Edge> edges) {
  static final int HEAD = 26;
  static final int LINE = 18;

  public Diagram {
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
  }

  /**
   * A table.
   *
   * @param link the id of its section
   */
  public record Box(
      String link, String name, String shown, int x, int y, int width, List<Line> lines) {
    int height() {
      return HEAD + lines.size() * LINE + (lines.isEmpty() ? 0 : 6);
    }

    /** The height as the template wants it. */
    public int tall() {
      return height();
    }

    /** Where a line of text stands. */
    public int baseline(int line) {
      return y + HEAD + line * LINE + 15;
    }

    Box at(int left, int top) {
      return new Box(link, name, shown, left, top, width, lines);
    }
  }

  /**
   * A column.
   *
   * @param mark {@code PK}, {@code FK} or nothing
   */
  public record Line(String column, String shown, String mark) {}

  /**
   * A reference.
   *
   * @param from the section of the table that references
   * @param to the section of the table that is referenced
   * @param path what is drawn, in the words of SVG
   */
  public record Edge(String from, String to, String title, String path) {}
}
