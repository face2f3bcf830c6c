package dev.underpin.workflow.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code max_lag}, {@code replicas}, {@code max_load} and {@code pause_file}. */
record LimitsReader(ConfigurationReader reader) {
  private static final String MAX_LAG = "max_lag";
  private static final String REPLICAS = "replicas";
  private static final String MAX_LOAD = "max_load";
  private static final String PAUSE_FILE = "pause_file";

  /** The keys that are at the top and in an environment. */
  static final List<String> KEYS = List.of(MAX_LAG, REPLICAS, MAX_LOAD, PAUSE_FILE);

  private static final Pattern FIGURE =
      Pattern.compile("([A-Za-z][A-Za-z0-9_]*)\\s*=\\s*(\\d{1,12})");

  /**
   * What a mapping says.
   *
   * @param path the YAML path of the mapping; empty at the top
   */
  WrittenLimits read(Map<String, Node> keys, String path) {
    return new WrittenLimits(
        lag(keys, path),
        replicas(keys, path),
        load(keys, path),
        reader.text(keys, PAUSE_FILE, path));
  }

  private Optional<Duration> lag(Map<String, Node> keys, String path) {
    Node node = keys.get(MAX_LAG);
    if (node == null) return Optional.empty();
    Optional<Duration> time =
        Amounts.duration(reader.scalar(node, full(path, MAX_LAG))).filter(t -> !t.isZero());
    if (time.isEmpty())
      reader.error(node, full(path, MAX_LAG), "this is not a time", "for example 5s");
    return time;
  }

  private List<Environment.Text> replicas(Map<String, Node> keys, String path) {
    Node node = keys.get(REPLICAS);
    if (node == null) return List.of();
    List<Node> urls = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    return urls.stream()
        .flatMap(url -> reader.text(Map.of(REPLICAS, url), REPLICAS, path).stream())
        .toList();
  }

  private Map<String, Long> load(Map<String, Node> keys, String path) {
    Node node = keys.get(MAX_LOAD);
    if (node == null) return Map.of();
    Map<String, Long> load = new TreeMap<>();
    for (String word : reader.words(node, full(path, MAX_LOAD))) {
      Matcher figure = FIGURE.matcher(word.strip());
      if (figure.matches()) load.put(figure.group(1), Long.parseLong(figure.group(2)));
      else
        reader.error(
            node,
            full(path, MAX_LOAD),
            "max_load is a figure of the server and its largest value",
            "for example Threads_running=50, or active=50 on PostgreSQL");
    }
    return load;
  }

  private static String full(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
