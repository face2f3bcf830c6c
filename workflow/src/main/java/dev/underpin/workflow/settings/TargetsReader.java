package dev.underpin.workflow.settings;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code targets}: many databases of one schema. */
record TargetsReader(ConfigurationReader reader) {
  static final String KEY = "targets";

  private static final List<String> KEYS =
      Stream.of(Targets.Kind.values()).map(Targets.Kind::word).toList();

  /**
   * What a mapping says.
   *
   * @param path the YAML path of the mapping; empty at the top
   */
  Optional<WrittenTargets> read(Map<String, Node> keys, String path) {
    Node node = keys.get(KEY);
    if (node == null) return Optional.empty();
    String place = path.isEmpty() ? KEY : path + "." + KEY;
    // A list alone is that of the URLs.
    Map<String, Node> written =
        node instanceof SequenceNode
            ? Map.of(Targets.Kind.URLS.word(), node)
            : reader.mapping(node, place);
    written.forEach((key, value) -> reader.checkKey(key, value, place + "." + key, KEYS));
    List<Targets.Kind> kinds =
        Stream.of(Targets.Kind.values()).filter(k -> written.containsKey(k.word())).toList();
    if (kinds.size() != 1) {
      reader.error(
          node,
          place,
          "targets are named by one of " + String.join(", ", KEYS),
          "for example files: tenants/*.db");
      return Optional.empty();
    }
    Targets.Kind kind = kinds.get(0);
    checkUrl(keys, kind, node, place);
    return Optional.of(
        new WrittenTargets(
            kind,
            texts(requireNonNull(written.get(kind.word())), kind, place + "." + kind.word())));
  }

  /** A query needs a database that is asked; else a URL would be another database. */
  private void checkUrl(Map<String, Node> keys, Targets.Kind kind, Node node, String place) {
    boolean hasUrl = keys.containsKey("url");
    if (kind == Targets.Kind.QUERY && !hasUrl)
      reader.error(
          node,
          place,
          "there is no database to ask",
          "write beside targets the url of the database that knows the others");
    if (kind != Targets.Kind.QUERY && hasUrl)
      reader.error(
          node,
          place,
          "url names one database, and targets names many",
          "write one of them; only targets.query goes with url");
  }

  private List<Environment.Text> texts(Node node, Targets.Kind kind, String path) {
    if (kind != Targets.Kind.URLS) return List.of(reader.text(node, path));
    List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<Environment.Text> texts = new ArrayList<>();
    for (Node one : nodes) texts.add(reader.text(one, path));
    if (nodes.isEmpty()) reader.error(node, path, "there is no URL in it", "write at least one");
    return texts;
  }
}
