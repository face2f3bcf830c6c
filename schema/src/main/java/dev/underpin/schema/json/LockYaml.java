package dev.underpin.schema.json;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.yaml.read.ProblemCollector;
import dev.underpin.schema.yaml.read.SourceText;
import dev.underpin.schema.yaml.read.YamlDocuments;
import dev.underpin.schema.yaml.write.YamlNode;
import dev.underpin.schema.yaml.write.YamlPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Plain data as the YAML of a lock file and back: the same data gives the same bytes, with a line
 * for each entry, so that lines of two branches can stand in one file.
 */
public final class LockYaml {
  private LockYaml() {}

  /** A list, with a line for each item. */
  public static String write(List<?> items) {
    return items.stream()
        .map(item -> "- " + YamlPrinter.line(node(item)) + "\n")
        .collect(Collectors.joining());
  }

  /**
   * The data of a YAML text.
   *
   * @param name the file's name for messages
   * @throws UnderpinException where it is not such a text
   */
  public static Object read(String name, String yaml) {
    ProblemCollector problems = new ProblemCollector();
    List<Node> documents = YamlDocuments.of(new SourceText(name, yaml), problems);
    if (problems.hasErrors() || documents.size() != 1) {
      String why =
          problems.inOrder().stream().map(Problem::render).collect(Collectors.joining("\n"));
      throw UnderpinException.failed(
          name + " is not a lock file as Underpin writes it." + (why.isEmpty() ? "" : "\n" + why));
    }
    return value(documents.get(0));
  }

  private static YamlNode node(Object value) {
    if (value instanceof Map<?, ?> map) {
      LinkedHashMap<String, YamlNode> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(String.valueOf(k), node(v)));
      return new YamlNode.Mapping(entries, true);
    }
    if (value instanceof List<?> list) {
      List<YamlNode> items = new ArrayList<>();
      list.forEach(i -> items.add(node(i)));
      return new YamlNode.Sequence(items, true);
    }
    return value instanceof String text
        ? YamlNode.text(text)
        : YamlNode.literal(String.valueOf(value));
  }

  private static Object value(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        map.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode()));
      }
      return map;
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(LockYaml::value).toList();
    }
    ScalarNode scalar = (ScalarNode) node;
    String text = scalar.getValue();
    if (!scalar.isPlain()) return text;
    if (text.equals("true") || text.equals("false")) return text.equals("true");
    return text.matches("-?(0|[1-9][0-9]{0,18})") ? (Object) Long.parseLong(text) : text;
  }
}
