package dev.underpin.schema.yaml;

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
final class Entries {
  private static final Set<String> NULL_WORDS = Set.of("null", "Null", "NULL", "~");

  private final Item parent;
  private final Map<String, Entry> found = new LinkedHashMap<>();

  /**
   * Mappings that {@code <<} takes in; they are read last, so that what is written here wins
   * whatever the order.
   */
  private final List<MappingNode> merged = new ArrayList<>();

  /** One entry: its key as text, the key itself, and the value. */
  record Entry(String name, Item key, Item value) {}

  private Entries(Item parent) {
    this.parent = parent;
  }

  static boolean isNullWord(String text) {
    return NULL_WORDS.contains(text);
  }

  /**
   * The entries of a mapping; {@code <<} takes in those of an alias, as far as they are not written
   * here.
   */
  static List<Entry> of(Item parent, MappingNode mapping) {
    Entries entries = new Entries(parent);
    entries.read(mapping, false);
    for (int i = 0; i < entries.merged.size(); i++) entries.read(entries.merged.get(i), true);
    return List.copyOf(entries.found.values());
  }

  /** The texts of all scalar keys, without a check. */
  static List<String> keyTexts(Item mapping) {
    List<String> texts = new ArrayList<>();
    for (NodeTuple tuple : ((MappingNode) mapping.node()).getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) texts.add(key.getValue());
    }
    return texts;
  }

  static List<Item> items(Item parent, SequenceNode list) {
    List<Item> items = new ArrayList<>();
    List<Node> nodes = list.getValue();
    for (int i = 0; i < nodes.size(); i++) {
      Item item = parent.child(nodes.get(i), "[" + items.size() + "]");
      SplitText split = parent.isFlow() ? SplitText.at(nodes, i) : SplitText.NONE;
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
      SplitText split = parent.isFlow() ? SplitText.atValue(tuples, i) : SplitText.NONE;
      i += split.taken();
      if (isMerge(tuple.getKeyNode())) merge(parent.child(tuple.getValueNode(), "<<"));
      else add(tuple, split, fromMerge);
    }
  }

  private void add(NodeTuple tuple, SplitText split, boolean fromMerge) {
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
      parent
          .child(tuple.getKeyNode(), "?")
          .error("a key must be plain text, not a list or a mapping");
      return;
    }
    String name = keyNode.getValue();
    Item key = parent.child(keyNode, name);
    if (key.isNull() || key.isEmpty()) {
      key.error(
          "a key that reads as null must be quoted",
          "write  \"" + (name.isEmpty() ? "null" : name) + "\":");
      return;
    }
    Item value = parent.child(tuple.getValueNode(), name);
    if (split.tookAny()) {
      split.complain(value);
      value = parent.child(tuple.getValueNode(), name, Optional.of(split.whole()));
    }
    Entry first = found.get(name);
    if (first != null && !fromMerge) {
      key.error(
          "\"" + name + "\" is written twice",
          "it stands on line " + first.key().location().row() + " too; keep one of them");
      return;
    }
    found.putIfAbsent(name, new Entry(name, key, value));
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode s && s.isPlain() && s.getValue().equals("<<");
  }

  private void merge(Item value) {
    List<Item> sources = value.isList() ? value.items() : List.of(value);
    for (Item source : sources) {
      if (source.node() instanceof MappingNode mapping) merged.add(mapping);
      else source.error("<< takes a mapping, or a list of mappings");
    }
  }
}
