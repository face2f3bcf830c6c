package dev.underpin.languageserver.text;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.yaml.read.ProblemCollector;
import dev.underpin.schema.yaml.read.SourceText;
import dev.underpin.schema.yaml.read.YamlDocuments;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Range;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The text of a file with its YAML nodes. A text that is no YAML, such as one that is half typed,
 * has the nodes of the text without the lines that are wrong.
 *
 * @param isWhole true where every line was read
 */
public record YamlText(TextLines lines, List<Node> documents, boolean isWhole) {
  /** How many lines are left out before a text is given up. */
  private static final int MOST_LEFT_OUT = 8;

  /** Read a text. */
  public static YamlText of(String text) {
    TextLines lines = new TextLines(text);
    StringBuilder readable = new StringBuilder(text);
    for (int tries = 0; tries <= MOST_LEFT_OUT; tries++) {
      ProblemCollector problems = new ProblemCollector();
      List<Node> documents = YamlDocuments.of(new SourceText("", readable.toString()), problems);
      if (!problems.hasErrors()) return new YamlText(lines, documents, tries == 0);
      Optional<Location> place =
          problems.inOrder().stream().flatMap(p -> p.location().stream()).findFirst();
      if (place.isEmpty() || !leaveOut(readable, lines, place.get().row() - 1)) break;
    }
    return new YamlText(lines, List.of(), false);
  }

  /**
   * Blank the line of an error, or the nearest one before it that has anything: the parser often
   * notices an unfinished line on the next one only.
   */
  private static boolean leaveOut(StringBuilder text, TextLines lines, int row) {
    int last = Math.min(row, lines.count() - 1);
    int before = last - 1;
    while (before >= 0 && isBlank(text, lines, before)) before--;
    boolean unfinished = before >= 0 && !hasColon(text, lines, before);
    for (int line : unfinished ? new int[] {before, last} : new int[] {last, before}) {
      if (line < 0 || isBlank(text, lines, line)) continue;
      for (int i = lines.lineStart(line); i < lines.lineEnd(line); i++) text.setCharAt(i, ' ');
      return true;
    }
    return false;
  }

  private static boolean hasColon(StringBuilder text, TextLines lines, int line) {
    return text.substring(lines.lineStart(line), lines.lineEnd(line))
        .matches("\\s*(#.*|.*:(\\s.*)?)");
  }

  private static boolean isBlank(StringBuilder text, TextLines lines, int line) {
    return text.substring(lines.lineStart(line), lines.lineEnd(line)).isBlank();
  }

  /** Where a node begins. */
  public int start(Node node) {
    return lines.ofCodePoint(node.getStartMark().getIndex());
  }

  /** Where a node ends; that of a mapping or a list without what follows its last line. */
  public int end(Node node) {
    int end = lines.ofCodePoint(node.getEndMark().getIndex());
    int start = start(node);
    while (end > start && Character.isWhitespace(lines.text().charAt(end - 1))) end--;
    return end;
  }

  public Range range(Node node) {
    return lines.range(start(node), end(node));
  }

  /**
   * The range that a place means: the scalar that begins there or that holds it from there to the
   * end of its word, else the word.
   */
  public Range range(Location place) {
    int from = lines.ofPlace(place.row(), place.column());
    for (Node document : documents) {
      Optional<Node> scalar = scalarAt(document, from);
      if (scalar.isPresent() && start(scalar.get()) == from && end(scalar.get()) > from) {
        int lineEnd = lines.lineEnd(lines.lineOf(from));
        return lines.range(from, Math.min(end(scalar.get()), lineEnd));
      }
    }
    String text = lines.text();
    int lineEnd = lines.lineEnd(lines.lineOf(from));
    int to = from;
    while (to < lineEnd && " ,:{}[]#()".indexOf(text.charAt(to)) < 0) to++;
    return lines.range(from, to > from ? to : Math.min(from + 1, Math.max(from, lineEnd)));
  }

  private Optional<Node> scalarAt(Node node, int offset) {
    if (offset < start(node) || offset > end(node)) return Optional.empty();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        Optional<Node> found =
            scalarAt(entry.getKeyNode(), offset).or(() -> scalarAt(entry.getValueNode(), offset));
        if (found.isPresent()) return found;
      }
      return Optional.empty();
    }
    if (node instanceof SequenceNode list)
      return list.getValue().stream().flatMap(n -> scalarAt(n, offset).stream()).findFirst();
    return Optional.of(node);
  }
}
