package dev.underpin.schema.yaml.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The entries of a mapping and the items of a list, with the mistakes that YAML itself lets pass.
 */
final class YamlEntries {
  private static final Set<String> NULL_WORDS = Set.of("null", "Null", "NULL", "~");

  private final YamlValue parent;
  private final Map<String, Entry> found = new LinkedHashMap<>();

  /**
   * Mappings that {@code <<} takes in; they are read last, so that what is written here wins
   * whatever the order.
   */
  private final List<MappingNode> merged = new ArrayList<>();

  /** One entry: its key as text, the key itself, and the value. */
  record Entry(String name, YamlValue key, YamlValue value) {}

  private YamlEntries(YamlValue parent) {
    this.parent = parent;
  }

  static boolean isNullWord(String text) {
    return NULL_WORDS.contains(text);
  }

  /**
   * The entries of a mapping; {@code <<} takes in those of an alias, as far as they are not written
   * here.
   */
  static List<Entry> of(YamlValue parent, MappingNode mapping) {
    YamlEntries entries = new YamlEntries(parent);
    entries.read(mapping, false);
    for (int i = 0; i < entries.merged.size(); i++) entries.read(entries.merged.get(i), true);
    return List.copyOf(entries.found.values());
  }

  /** The texts of all scalar keys, without a check. */
  static List<String> keyTexts(YamlValue mapping) {
    List<String> texts = new ArrayList<>();
    for (NodeTuple tuple : ((MappingNode) mapping.node()).getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) texts.add(key.getValue());
    }
    return texts;
  }

  static List<YamlValue> items(YamlValue parent, SequenceNode list) {
    List<YamlValue> items = new ArrayList<>();
    List<Node> nodes = list.getValue();
    for (int i = 0; i < nodes.size(); i++) {
      YamlValue item = parent.child(nodes.get(i), "[" + items.size() + "]");
      FlowScalarParser split =
          parent.isFlow() ? FlowScalarParser.at(nodes, i) : FlowScalarParser.NONE;
      if (split.tookAny()) {
        split.complain(item);
        item = parent.child(nodes.get(i), "[" + items.size() + "]", Optional.of(split.whole()));
        i += split.taken();
      }
      items.add(item);
    }
    return items;
  }

  private void read(MappingNode mapping, boolean fromMerge) {
    List<NodeTuple> tuples = mapping.getValue();
    for (int i = 0; i < tuples.size(); i++) {
      NodeTuple tuple = tuples.get(i);
      FlowScalarParser split =
          parent.isFlow() ? FlowScalarParser.atValue(tuples, i) : FlowScalarParser.NONE;
      i += split.taken();
      if (isMerge(tuple.getKeyNode())) merge(parent.child(tuple.getValueNode(), "<<"));
      else add(tuple, split, fromMerge);
    }
  }

  private void add(NodeTuple tuple, FlowScalarParser split, boolean fromMerge) {
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
      parent
          .child(tuple.getKeyNode(), "?")
          .error("a key must be plain text, not a list or a mapping");
      return;
    }
    String name = keyNode.getValue();
    YamlValue key = parent.child(keyNode, name);
    if (key.isNull() || key.isEmpty()) {
      key.error(
          "a key that reads as null must be quoted",
          "write  \"" + (name.isEmpty() ? "null" : name) + "\":");
      return;
    }
    YamlValue value = parent.child(tuple.getValueNode(), name);
    if (split.tookAny()) {
      split.complain(value);
      value = parent.child(tuple.getValueNode(), name, Optional.of(split.whole()));
    }
    Entry first = found.get(name);
    if (first != null && !fromMerge) {
      key.error(
          "\"" + name + "\" is written twice",
          "it is also on line " + first.key().location().row() + "; keep one of them");
      return;
    }
    found.putIfAbsent(name, new Entry(name, key, value));
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode s && s.isPlain() && s.getValue().equals("<<");
  }

  private void merge(YamlValue value) {
    List<YamlValue> sources = value.isList() ? value.items() : List.of(value);
    for (YamlValue source : sources) {
      if (source.node() instanceof MappingNode mapping) merged.add(mapping);
      else source.error("<< takes a mapping, or a list of mappings");
    }
  }
}
