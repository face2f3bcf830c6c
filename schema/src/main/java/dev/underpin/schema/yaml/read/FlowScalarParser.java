package dev.underpin.schema.yaml.read;

import java.util.List;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A text in flow style that YAML cut at a comma inside parentheses: <code>{type: numeric(12,2)}
 * </code> is a type {@code numeric(12} and a key {@code 2)}.
 *
 * @param whole the text as it was meant
 * @param taken how many of the following entries belong to it
 */
record FlowScalarParser(String whole, int taken) {
  static final FlowScalarParser NONE = new FlowScalarParser("", 0);

  boolean tookAny() {
    return taken > 0;
  }

  void complain(YamlValue item) {
    item.error(
        "in { … } and [ … ] a comma ends the value, also inside parentheses",
        "put quotes around it: \"" + whole + "\"");
  }

  /** Look for a cut value among the entries of a mapping. */
  static FlowScalarParser atValue(List<NodeTuple> tuples, int index) {
    return join(
        tuples.get(index).getValueNode(),
        index,
        tuples.size(),
        i -> {
          boolean loose =
              tuples.get(i).getValueNode() instanceof ScalarNode v
                  && v.isPlain()
                  && v.getValue().isEmpty();
          return loose ? plain(tuples.get(i).getKeyNode()) : "";
        });
  }

  /** Look for a cut item in a list. */
  static FlowScalarParser at(List<Node> nodes, int index) {
    return join(nodes.get(index), index, nodes.size(), i -> plain(nodes.get(i)));
  }

  private static FlowScalarParser join(
      Node first, int index, int size, java.util.function.IntFunction<String> text) {
    StringBuilder whole = new StringBuilder(plain(first));
    if (depth(whole) <= 0) return NONE;
    for (int i = index + 1; i < size; i++) {
      String next = text.apply(i);
      if (next.isEmpty()) return NONE;
      whole.append(',').append(next);
      if (depth(whole) == 0) return new FlowScalarParser(whole.toString(), i - index);
    }
    return NONE;
  }

  private static String plain(Node node) {
    return node instanceof ScalarNode s && s.isPlain() ? s.getValue() : "";
  }

  private static int depth(CharSequence text) {
    return (int)
        (text.chars().filter(c -> c == '(').count() - text.chars().filter(c -> c == ')').count());
  }
}
