package dev.underpin.schema.yaml.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of YAML to be written. */
public sealed interface YamlNode {
  /** The same as maps, lists, texts, numbers and flags. */
  Object data();

  /**
   * A scalar.
   *
   * @param literal true for a number or a flag, which is written without quotes although it could
   *     be taken for one
   */
  record Scalar(String text, boolean literal) implements YamlNode {
    @Override
    public Object data() {
      if (!literal) return text;
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> new BigDecimal(text);
      };
    }
  }

  /**
   * A list.
   *
   * @param inline true where it is written in one line if it fits
   */
  record Sequence(List<YamlNode> items, boolean inline) implements YamlNode {
    @Override
    public Object data() {
      return items.stream().map(YamlNode::data).toList();
    }
  }

  /** A mapping, in the order of its keys. */
  record Mapping(LinkedHashMap<String, YamlNode> entries, boolean inline) implements YamlNode {
    @Override
    public Object data() {
      Map<String, Object> data = new LinkedHashMap<>();
      entries.forEach((key, value) -> data.put(key, value.data()));
      return data;
    }

    Mapping put(String key, YamlNode value) {
      entries.put(key, value);
      return this;
    }

    Mapping put(String key, Optional<String> value) {
      value.ifPresent(v -> entries.put(key, YamlNode.text(v)));
      return this;
    }

    /** Write a flag only where it is set. */
    Mapping flag(String key, boolean value) {
      if (value) entries.put(key, YamlNode.literal("true"));
      return this;
    }

    /** Write a list only where it has items. */
    Mapping names(String key, List<String> names) {
      if (!names.isEmpty()) entries.put(key, YamlNode.texts(names));
      return this;
    }

    /** Write a mapping only where it has entries. */
    Mapping parameters(String key, Map<String, String> parameters) {
      if (parameters.isEmpty()) return this;
      Mapping mapping = YamlNode.inline();
      parameters.forEach((k, v) -> mapping.put(k, YamlNode.value(v)));
      return put(key, mapping);
    }

    boolean isEmpty() {
      return entries.isEmpty();
    }
  }

  /** A text, quoted where it could be taken for something else. */
  static YamlNode text(String text) {
    return new Scalar(text, false);
  }

  /** A number or a flag. */
  static YamlNode literal(String text) {
    return new Scalar(text, true);
  }

  /**
   * SQL, a setting or whatever else may be a number without meaning anything else than its text.
   */
  static YamlNode value(String text) {
    return new Scalar(text, text.matches("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?|true|false"));
  }

  static YamlNode texts(List<String> texts) {
    return list(texts.stream().map(YamlNode::text).toList());
  }

  static YamlNode list(List<YamlNode> items) {
    return new Sequence(new ArrayList<>(items), true);
  }

  /** A mapping that is written in one line if it fits. */
  static Mapping inline() {
    return new Mapping(new LinkedHashMap<>(), true);
  }

  /** A mapping with a line for each entry. */
  static Mapping block() {
    return new Mapping(new LinkedHashMap<>(), false);
  }
}
