package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of the YAML with its path and its place. Each way of reading it says what is wrong with
 * it, and gives nothing where something is.
 */
final class YamlValue {
  private final ReadOptions reading;
  private final Node node;
  private final String path;
  private final Optional<String> mended;

  YamlValue(ReadOptions reading, Node node, String path) {
    this(reading, node, path, Optional.empty());
  }

  YamlValue(ReadOptions reading, Node node, String path, Optional<String> mended) {
    this.reading = reading;
    this.node = node;
    this.path = path;
    this.mended = mended;
  }

  String path() {
    return path;
  }

  /**
   * Read this as an {@code x-ignore}: a mapping of code to reason. What else stands here is kept as
   * one without a reason, for {@code lint} to name.
   *
   * @param on the path of what it is written on
   */
  void ignores(String on) {
    if (!(node instanceof MappingNode mapping)) {
      String word = node instanceof ScalarNode s ? s.getValue() : "";
      reading.ignores().add(new Origins.Ignore(on, word, "", location()));
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String code = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      String reason = entry.getValueNode() instanceof ScalarNode text ? text.getValue() : "";
      reading
          .ignores()
          .add(
              new Origins.Ignore(
                  on,
                  code,
                  reason.strip(),
                  reading.source().at(entry.getKeyNode().getStartMark())));
    }
  }

  ReadOptions reading() {
    return reading;
  }

  Node node() {
    return node;
  }

  Location location() {
    return reading.source().at(node.getStartMark());
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** True where a key has nothing after its colon. */
  boolean isEmpty() {
    return node instanceof ScalarNode s && s.isPlain() && s.getValue().isEmpty();
  }

  /** True for an unquoted {@code null} in one of YAML's spellings. */
  boolean isNull() {
    return node instanceof ScalarNode s && s.isPlain() && YamlEntries.isNullWord(s.getValue());
  }

  void error(String message) {
    error(message, Optional.empty());
  }

  void error(String message, String hint) {
    error(message, Optional.of(hint));
  }

  void error(String message, Optional<String> hint) {
    reading.problems().error(message, location(), path, hint);
  }

  void notInEngine(String message, String hint) {
    reading
        .problems()
        .add(
            Problem.error(message, location(), path)
                .withCode(FindingCode.NOT_IN_ENGINE)
                .withHint(hint));
  }

  void unknownKey(String message, Optional<String> hint) {
    reading.problems().unknownKey(message, location(), path, hint);
  }

  void warning(String message, String hint) {
    reading.problems().warning(message, location(), path, Optional.of(hint));
  }

  /** Tell what is wrong inside this value's text. */
  void error(SqlTextException e) {
    Optional<String> hint = cutByComment() ? Optional.of(ScalarReader.COMMENT_HINT) : e.hint();
    reading.problems().error(e.message(), locationOf(e.position()), path, hint);
  }

  /** The place of a character of the text, where the text stands in the file as it is. */
  private Location locationOf(int position) {
    boolean asItStands =
        node instanceof ScalarNode s
            && s.isPlain()
            && s.getStartMark().getLine() == s.getEndMark().getLine();
    Location start = location();
    return asItStands ? reading.source().at(start.row() - 1, start.column() - 1 + position) : start;
  }

  /**
   * The value for the engine that is read for, where it is a mapping from engine to value, and
   * otherwise the value itself; nothing where the engine has no branch.
   *
   * @param structure the keys of the mapping that may stand here for itself
   */
  Optional<YamlValue> chosen(KeyTable structure) {
    return EngineChoice.of(this, structure);
  }

  /** The value for the engine that is read for, where only a scalar may stand here. */
  Optional<YamlValue> chosen() {
    return chosen(EngineChoice.SCALAR);
  }

  /** The text of a scalar, as it was written; nothing for null. */
  Optional<String> text() {
    return chosen().flatMap(c -> ScalarReader.text(c, c.mended));
  }

  /** The text of a scalar that holds SQL. */
  Optional<String> sql() {
    return chosen().flatMap(c -> ScalarReader.sql(c, c.mended));
  }

  Optional<Boolean> flag() {
    Optional<String> text = text();
    if (text.isEmpty()) return Optional.empty();
    switch (text.get()) {
      case "true":
        return Optional.of(true);
      case "false":
        return Optional.of(false);
      default:
        String word = text.get().toLowerCase(Locale.ROOT);
        boolean yes = List.of("yes", "on", "true", "1", "y").contains(word);
        boolean no = List.of("no", "off", "false", "0", "n").contains(word);
        error(
            "\"" + text.get() + "\" is neither true nor false",
            yes || no ? Optional.of("write " + yes) : Optional.empty());
        return Optional.empty();
    }
  }

  Optional<Long> integer() {
    Optional<String> text = text();
    try {
      return text.map(Long::parseLong);
    } catch (NumberFormatException e) {
      error("\"" + text.orElseThrow() + "\" is not a whole number");
      return Optional.empty();
    }
  }

  /** The items of a list. */
  List<YamlValue> items() {
    return items("write [a, b]");
  }

  /**
   * The items of a list.
   *
   * @param hint how such a list is written, for who writes something else
   */
  List<YamlValue> items(String hint) {
    if (isEmpty()) {
      error("there is nothing here", "write [] where nothing is meant");
      return List.of();
    }
    if (!(node instanceof SequenceNode list)) {
      error("a list is expected here, not " + kind(), hint);
      return List.of();
    }
    return YamlEntries.items(this, list);
  }

  /** The texts of a list; a single scalar counts as a list of one. */
  List<YamlValue> scalars() {
    if (isScalar() && !isEmpty() && !isNull()) return List.of(this);
    return items();
  }

  /** The texts of a list of names. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (YamlValue item : scalars()) {
      if (item.isNull() || item.isEmpty())
        item.error("a name is missing here", "a name that reads as null must be quoted: \"null\"");
      else item.text().ifPresent(names::add);
    }
    return names;
  }

  /** The entries of a mapping whose keys are names. */
  List<YamlEntries.Entry> entries() {
    if (isEmpty()) {
      error("there is nothing here", "remove the key, or write {} where nothing is meant");
      return List.of();
    }
    if (!(node instanceof MappingNode mapping)) {
      error("a mapping of name to value is expected here, not " + kind());
      return List.of();
    }
    return YamlEntries.of(this, mapping);
  }

  /** The entries of a mapping with known keys; any other key is an error, but for {@code x-…}. */
  YamlFields fields(KeyTable table) {
    return YamlFields.of(this, table);
  }

  boolean isFlow() {
    return node instanceof MappingNode m && m.getFlowStyle() == DumperOptions.FlowStyle.FLOW
        || node instanceof SequenceNode s && s.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
  }

  /** True where a {@code #} after this value on its line took the rest of the line away. */
  boolean cutByComment() {
    return node instanceof ScalarNode s
        && s.isPlain()
        && reading.source().after(s.getEndMark()).stripLeading().startsWith("#");
  }

  /** What this value is, for a sentence. */
  String kind() {
    if (isMapping()) return "a mapping";
    if (isList()) return "a list";
    return isNull() || isEmpty()
        ? "nothing"
        : "the text \"" + ((ScalarNode) node).getValue() + "\"";
  }

  YamlValue child(Node child, String name) {
    return new YamlValue(reading, child, path.isEmpty() ? name : path + "." + name);
  }

  YamlValue child(Node child, String name, Optional<String> mendedText) {
    return new YamlValue(reading, child, path.isEmpty() ? name : path + "." + name, mendedText);
  }
}
