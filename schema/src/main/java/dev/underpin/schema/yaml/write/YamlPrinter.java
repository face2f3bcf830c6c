package dev.underpin.schema.yaml.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes YAML: the same bytes for the same nodes, and lines that a person would have written. */
public final class YamlPrinter {
  /** What is to stand in one line may be this long. */
  private static final int WIDEST = 110;

  /**
   * YAML takes a key that stands before its colon in one line only up to 1024 characters, escapes
   * included.
   */
  private static final int LONGEST_PLAIN_KEY = 1000;

  private final StringBuilder out = new StringBuilder();

  private YamlPrinter() {}

  public static String of(YamlNode node) {
    YamlPrinter text = new YamlPrinter();
    text.block(node, 0, "");
    return text.out.toString();
  }

  /** A node in one line, however long that is. */
  public static String line(YamlNode node) {
    return flow(node).orElseThrow(() -> new IllegalArgumentException("does not fit in one line"));
  }

  /** A node on lines of its own. */
  private void block(YamlNode node, int indent, String blankBetween) {
    if (node instanceof YamlNode.Mapping mapping && !mapping.isEmpty()) {
      boolean first = true;
      for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
        if (!first) out.append(blankBetween);
        first = false;
        line(indent);
        entry(entry.getKey(), entry.getValue(), indent);
      }
    } else if (node instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
      for (YamlNode item : list.items()) {
        line(indent);
        out.append("- ");
        item(item, indent);
      }
    } else {
      line(indent);
      out.append(inline(node).orElseGet(() -> YamlQuotes.value(((YamlNode.Scalar) node).text())))
          .append('\n');
    }
  }

  private void entry(String key, YamlNode value, int indent) {
    String written = YamlQuotes.value(key);
    if (written.length() > LONGEST_PLAIN_KEY) {
      out.append("? ").append(written).append('\n');
      line(indent);
      out.append(':');
    } else {
      out.append(written).append(':');
    }
    value(value, indent, column());
  }

  private void value(YamlNode value, int indent, int column) {
    Optional<String> inline = inline(value);
    if (inline.isPresent() && column + inline.get().length() < WIDEST || isEmpty(value)) {
      out.append(' ').append(inline.orElseThrow()).append('\n');
    } else if (value instanceof YamlNode.Scalar scalar) {
      scalar(scalar, indent);
    } else {
      out.append('\n');
      block(value, indent + 2, indent == 0 && isLarge(value) ? "\n" : "");
    }
  }

  /** A blank line between tables makes a file readable; between enums of one line it does not. */
  private static boolean isLarge(YamlNode value) {
    return value instanceof YamlNode.Mapping mapping
        && mapping.entries().values().stream()
            .anyMatch(v -> v instanceof YamlNode.Mapping m && !m.inline());
  }

  private void item(YamlNode item, int indent) {
    Optional<String> inline = inline(item);
    if (inline.isPresent() && indent + inline.get().length() < WIDEST || isEmpty(item)) {
      out.append(inline.orElseThrow()).append('\n');
    } else if (item instanceof YamlNode.Scalar scalar) {
      out.setLength(out.length() - 1);
      scalar(scalar, indent);
    } else {
      int at = out.length();
      block(item, indent + 2, "");
      out.delete(at, at + indent + 2);
    }
  }

  private void scalar(YamlNode.Scalar scalar, int indent) {
    if (!scalar.literal() && YamlQuotes.fitsBlock(scalar.text())) {
      out.append(" |-\n");
      for (String line : scalar.text().split("\n", -1)) {
        if (!line.isEmpty()) line(indent + 2);
        out.append(line).append('\n');
      }
    } else {
      out.append(' ')
          .append(scalar.literal() ? scalar.text() : YamlQuotes.value(scalar.text()))
          .append('\n');
    }
  }

  /** The node in one line, where it may stand in one. */
  private static Optional<String> inline(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      if (scalar.literal()) return Optional.of(scalar.text());
      return YamlQuotes.fitsBlock(scalar.text())
          ? Optional.empty()
          : Optional.of(YamlQuotes.value(scalar.text()));
    }
    if (isEmpty(node)) return Optional.of(node instanceof YamlNode.Sequence ? "[]" : "{}");
    return flow(node);
  }

  private static Optional<String> flow(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return Optional.of(scalar.literal() ? scalar.text() : YamlQuotes.key(scalar.text()));
    }
    if (node instanceof YamlNode.Sequence list)
      return list.inline() ? flowList(list.items()) : Optional.empty();
    YamlNode.Mapping mapping = (YamlNode.Mapping) node;
    return mapping.inline() ? flowMapping(mapping.entries()) : Optional.empty();
  }

  private static Optional<String> flowList(List<YamlNode> items) {
    StringBuilder text = new StringBuilder("[");
    for (YamlNode item : items) {
      Optional<String> inner = flow(item);
      if (inner.isEmpty()) return inner;
      text.append(text.length() > 1 ? ", " : "").append(inner.get());
    }
    return Optional.of(text.append(']').toString());
  }

  private static Optional<String> flowMapping(Map<String, YamlNode> entries) {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      Optional<String> inner = flow(entry.getValue());
      String key = YamlQuotes.key(entry.getKey());
      if (inner.isEmpty() || key.length() > LONGEST_PLAIN_KEY) return Optional.empty();
      text.append(text.length() > 1 ? ", " : " ").append(key).append(": ").append(inner.get());
    }
    return Optional.of(text.append(" }").toString());
  }

  private static boolean isEmpty(YamlNode node) {
    return node instanceof YamlNode.Mapping m && m.isEmpty()
        || node instanceof YamlNode.Sequence s && s.items().isEmpty();
  }

  private void line(int indent) {
    out.append(" ".repeat(indent));
  }

  private int column() {
    return out.length() - out.lastIndexOf("\n") - 1;
  }
}
