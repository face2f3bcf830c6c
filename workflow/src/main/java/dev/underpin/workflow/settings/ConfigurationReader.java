package dev.underpin.workflow.settings;

import dev.underpin.dialect.Dialects;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.planner.step.Risk;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.read.ProblemCollector;
import dev.underpin.schema.yaml.read.SourceText;
import dev.underpin.schema.yaml.read.YamlDocuments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code underpin.yaml}. Every key it does not know is an error with its place. */
final class ConfigurationReader {
  private static final String COMPAT = "_compat";
  private static final Pattern WEBHOOK = Pattern.compile("(webhook[\"']?\\s*:\\s*)[^\\s,}]+");
  private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  static final List<String> ENVIRONMENT_KEYS =
      Stream.of(
              List.of(
                  "url",
                  TargetsReader.KEY,
                  "scratch_url",
                  "schema",
                  "migrations",
                  "protected",
                  "allow_reset",
                  "max_risk",
                  "require_applied_in",
                  "contract_after",
                  PasswordCommand.OF_DATABASE,
                  PasswordCommand.OF_SCRATCH),
              OperationsReader.KEYS,
              List.of(OperationsReader.REQUIRE_BACKUP))
          .flatMap(List::stream)
          .toList();

  private final SourceText source;
  private final ProblemCollector problems = new ProblemCollector();

  ConfigurationReader(SourceText source) {
    this.source = source;
  }

  /** What is wrong with the file, after it was read. */
  List<Problem> problems() {
    return problems.inOrder();
  }

  /** An error shows the line, which may have the URL of a webhook in it. */
  static String withoutSecrets(String text) {
    return WEBHOOK.matcher(text).replaceAll("$1***");
  }

  Configuration configuration(Path directory) {
    List<Node> documents = YamlDocuments.of(source, problems);
    if (documents.isEmpty()) return Configuration.none(directory);
    if (documents.size() > 1)
      error(documents.get(1), "", "underpin.yaml is one document", "remove the line ---");
    Map<String, Node> top = mapping(documents.get(0), "");
    List<String> known = knownKeys();
    top.forEach((key, value) -> checkKey(key, value, key, known));

    TreeMap<String, Environment> environments = new TreeMap<>();
    if (top.containsKey("environments")) {
      Map<String, Node> named = mapping(top.get("environments"), "environments");
      named.forEach(
          (name, node) -> environments.put(name, environment(node, "environments." + name)));
      checkNames(named);
    }
    return new Configuration(
        directory,
        new Environment(
            text(top, "url", ""),
            new TargetsReader(this).read(top, ""),
            text(top, "scratch_url", ""),
            text(top, "schema", ""),
            text(top, "migrations", ""),
            false,
            false,
            guards(top, ""),
            text(top, PasswordCommand.OF_DATABASE, ""),
            text(top, PasswordCommand.OF_SCRATCH, ""),
            new OperationsReader(this).read(top, "")),
        environments,
        project(top),
        manage(top),
        top.containsKey("ignore") ? words(top.get("ignore"), "ignore") : List.of(),
        top.containsKey("large_table") ? bytes(top.get("large_table")) : OptionalLong.empty(),
        copyByTool(top),
        compat(top),
        top.containsKey("batch_size") ? rows(top.get("batch_size")) : OptionalInt.empty(),
        top.containsKey("lint") ? lint(top.get("lint")) : LintSettings.USUAL);
  }

  /** The keys at the top. */
  static List<String> knownKeys() {
    List<String> known =
        new ArrayList<>(
            List.of(
                "url",
                TargetsReader.KEY,
                "scratch_url",
                "schema",
                "migrations",
                "environments",
                "project",
                "manage",
                "ignore",
                "large_table",
                "online",
                "batch_size",
                "lint",
                "contract_after",
                PasswordCommand.OF_DATABASE,
                PasswordCommand.OF_SCRATCH));
    known.addAll(OperationsReader.KEYS);
    for (String engine : Dialects.engineIds()) known.add(engine + COMPAT);
    return known;
  }

  private Environment environment(Node node, String path) {
    Map<String, Node> keys = mapping(node, path);
    keys.forEach((key, value) -> checkKey(key, value, path + "." + key, ENVIRONMENT_KEYS));
    return new Environment(
        text(keys, "url", path),
        new TargetsReader(this).read(keys, path),
        text(keys, "scratch_url", path),
        text(keys, "schema", path),
        text(keys, "migrations", path),
        keys.containsKey("protected") && flag(keys.get("protected"), path + ".protected"),
        keys.containsKey("allow_reset") && flag(keys.get("allow_reset"), path + ".allow_reset"),
        guards(keys, path + "."),
        text(keys, PasswordCommand.OF_DATABASE, path),
        text(keys, PasswordCommand.OF_SCRATCH, path),
        new OperationsReader(this).read(keys, path));
  }

  /**
   * What must hold before a migration runs.
   *
   * @param path of the mapping, with a dot behind it; empty at the top
   */
  private Guards guards(Map<String, Node> keys, String path) {
    boolean isTop = path.isEmpty();
    Node risk = isTop ? null : keys.get("max_risk");
    Node places = isTop ? null : keys.get("require_applied_in");
    Node after = keys.get("contract_after");
    return new Guards(
        Optional.ofNullable(risk).flatMap(n -> risk(n, path + "max_risk")),
        places == null
            ? List.of()
            : words(places, path + "require_applied_in").stream()
                .map(name -> new RequiredEnvironment(name, Optional.empty(), Optional.empty()))
                .toList(),
        Optional.ofNullable(after).flatMap(n -> time(n, path + "contract_after")));
  }

  private Optional<Risk> risk(Node node, String path) {
    Optional<Risk> risk = Risk.of(scalar(node, path));
    if (risk.isEmpty())
      error(node, path, "max_risk is low, medium or high", "a step above it is refused");
    return risk;
  }

  private Optional<Duration> time(Node node, String path) {
    Optional<Duration> time = Amounts.duration(scalar(node, path));
    if (time.isEmpty()) error(node, path, "this is not a time", "for example 30m, 24h or 7d");
    return time;
  }

  /** Names of environments must be those of this file. */
  private void checkNames(Map<String, Node> environments) {
    environments.forEach(
        (name, node) -> {
          if (!(node instanceof MappingNode)) return;
          String path = "environments." + name + ".require_applied_in";
          Node places = mapping(node, "environments." + name).get("require_applied_in");
          if (places == null) return;
          for (String place : words(places, path)) {
            if (place.equals(name))
              error(places, path, "an environment cannot require itself", "name another one");
            else if (hasTargets(environments.get(place)))
              error(
                  places,
                  path,
                  "the environment \"%s\" has targets, and not one database".formatted(place),
                  "name an environment with a url");
            else if (!environments.containsKey(place))
              error(
                  places,
                  path,
                  "there is no environment \"%s\"".formatted(place),
                  DidYouMean.nearest(place, environments.keySet())
                      .map(near -> "did you mean " + near + "?")
                      .orElse(""));
          }
        });
  }

  private static boolean hasTargets(@Nullable Node environment) {
    return environment instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                entry ->
                    entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(TargetsReader.KEY));
  }

  private String project(Map<String, Node> top) {
    Node node = top.get("project");
    if (node == null) return "";
    String name = scalar(node, "project");
    if (PROJECT.matcher(name).matches()) return name;
    error(
        node,
        "project",
        "a project's name has small letters, digits, - and _, begins with a letter, and has at most 63 of them",
        "for example billing");
    return "";
  }

  private boolean manage(Map<String, Node> top) {
    if (!top.containsKey("manage")) return false;
    Node node = top.get("manage");
    return switch (scalar(node, "manage")) {
      case "all" -> false;
      case "listed" -> true;
      default -> {
        error(
            node,
            "manage",
            "manage is all or listed",
            "listed leaves tables alone that the schema does not have");
        yield false;
      }
    };
  }

  private boolean copyByTool(Map<String, Node> top) {
    if (!top.containsKey("online")) return false;
    Node node = top.get("online");
    return switch (scalar(node, "online")) {
      case "server" -> false;
      case "pt-osc" -> true;
      default -> {
        error(
            node,
            "online",
            "online is server or pt-osc",
            "pt-osc copies large tables of MySQL and MariaDB by pt-online-schema-change");
        yield false;
      }
    };
  }

  private Map<String, Version> compat(Map<String, Node> top) {
    Map<String, Version> compat = new HashMap<>();
    for (String engine : Dialects.engineIds()) {
      Node node = top.get(engine + COMPAT);
      if (node == null) continue;
      try {
        compat.put(engine, Version.parse(scalar(node, engine + COMPAT)));
      } catch (IllegalArgumentException e) {
        error(node, engine + COMPAT, "this is not a version", "for example 3.35");
      }
    }
    return compat;
  }

  private OptionalLong bytes(Node node) {
    Optional<Long> bytes = Amounts.bytes(scalar(node, "large_table"));
    if (bytes.isEmpty())
      error(node, "large_table", "this is not a size", "for example 500 MB or 1 GB");
    return bytes.isPresent() ? OptionalLong.of(bytes.get()) : OptionalLong.empty();
  }

  private OptionalInt rows(Node node) {
    String text = scalar(node, "batch_size");
    if (text.matches("[1-9]\\d{0,6}")) return OptionalInt.of(Integer.parseInt(text));
    error(node, "batch_size", "this is not a number of rows", "for example 5000");
    return OptionalInt.empty();
  }

  private LintSettings lint(Node node) {
    LintSettingsReader reader = new LintSettingsReader(source, problems);
    return reader.read(mapping(node, "lint"));
  }

  Optional<Environment.Text> text(Map<String, Node> keys, String key, String path) {
    return Optional.ofNullable(keys.get(key))
        .map(node -> text(node, path.isEmpty() ? key : path + "." + key));
  }

  /**
   * One value.
   *
   * @param path its YAML path
   */
  Environment.Text text(Node node, String path) {
    String value = scalar(node, path);
    String key = path.substring(path.lastIndexOf('.') + 1);
    if (value.isEmpty()) error(node, path, key + " is empty", "write a value, or remove the key");
    return new Environment.Text(value, source.at(node.getStartMark()), path);
  }

  boolean flag(Node node, String path) {
    String value = scalar(node, path);
    if (!value.equals("true") && !value.equals("false"))
      error(node, path, "this is true or false", "write true or false");
    return value.equals("true");
  }

  List<String> words(Node node, String path) {
    if (node instanceof SequenceNode list)
      return list.getValue().stream().map(n -> scalar(n, path)).toList();
    return List.of(scalar(node, path));
  }

  String scalar(Node node, String path) {
    if (node instanceof ScalarNode scalar) return scalar.getValue();
    error(node, path, "a single value is expected here", "");
    return "";
  }

  Map<String, Node> mapping(Node node, String path) {
    Map<String, Node> keys = new TreeMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = scalar(entry.getKeyNode(), path);
        if (keys.put(key, entry.getValueNode()) != null)
          error(entry.getKeyNode(), path, "the key " + key + " is there twice", "");
      }
    } else if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
      error(node, path, "keys and values are expected here", "write key: value");
    }
    return keys;
  }

  void checkKey(String key, Node value, String path, List<String> known) {
    if (known.contains(key) || key.startsWith("x-")) return;
    problems.unknownKey(
        "unknown key \"" + key + "\"",
        source.at(value.getStartMark()),
        path,
        DidYouMean.hint(key, known));
  }

  void error(Node node, String path, String message, String hint) {
    problems.error(
        message,
        source.at(node.getStartMark()),
        path,
        hint.isEmpty() ? Optional.empty() : Optional.of(hint));
  }
}
