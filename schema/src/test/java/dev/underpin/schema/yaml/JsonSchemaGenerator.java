package dev.underpin.schema.yaml;

import dev.underpin.schema.json.Json;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the JSON Schema out of the key tables by which the reader goes. */
public final class JsonSchemaGenerator {
  private JsonSchemaGenerator() {}

  public static String generate() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Underpin schema");
    root.put("description", "The tables of a database, as they should be.");
    root.putAll(mapping(YamlKeys.FILE));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put(
        "engine",
        ordered(
            "description",
            "A word for an engine.",
            "enum",
            Yaml.ENGINES.stream().sorted().toList()));
    definitions.put("scalar", Map.of("type", List.of("string", "number", "boolean", "null")));
    definitions.put(
        "value",
        anyOf("Text, or a mapping from engine to text.", ref("scalar"), perEngine(ref("scalar"))));
    for (KeyTable table : YamlKeys.ALL)
      if (table != YamlKeys.FILE) definitions.put(table.name(), mapping(table));
    root.put("definitions", definitions);
    StringBuilder out = new StringBuilder();
    pretty(root, 0, out);
    return out.append('\n').toString();
  }

  private static Map<String, Object> mapping(KeyTable table) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("type", "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    for (KeyTable.Key key : table.keys().values()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.description());
      property.putAll(shape(key.shape()));
      properties.put(key.word(), property);
    }
    mapping.put("properties", properties);
    List<String> required = required(table);
    if (!required.isEmpty()) mapping.put("required", required);
    mapping.put("patternProperties", ordered("^(x-.*|<<)$", true));
    mapping.put("additionalProperties", false);
    return mapping;
  }

  private static List<String> required(KeyTable table) {
    return switch (table.name()) {
      case "table", "primaryKey", "unique", "index" -> List.of("columns");
      case "column" -> List.of("type");
      case "foreignKey" -> List.of("columns", "references");
      case "references" -> List.of("table");
      case "check", "generated" -> List.of("expression");
      case "exclusion" -> List.of("definition");
      case "enum" -> List.of("labels");
      case "object" -> List.of("create");
      case "seed" -> List.of("rows");
      case "seedValue" -> List.of("sql");
      default -> List.of();
    };
  }

  private static Map<String, Object> shape(KeyTable.Shape shape) {
    return switch (shape) {
      case TEXT, SQL -> ref("value");
      case FLAG -> anyOf("", ordered("type", "boolean"), perEngine(ordered("type", "boolean")));
      case INTEGER -> anyOf("", ordered("type", "integer"), perEngine(ordered("type", "integer")));
      case NAMES -> anyOf("", list(ref("scalar")), ref("scalar"));
      case NAMESPACES ->
          anyOf(
              "",
              list(ref("scalar")),
              ref("scalar"),
              byName(anyOf("", ref("namespace"), ordered("type", "null"))));
      case KEYS ->
          anyOf(
              "",
              list(anyOf("", ref("scalar"), ref("indexKey"), perEngine(ref("scalar")))),
              ref("scalar"));
      case PARAMETERS -> byName(ref("value"));
      case REFERENCES -> anyOf("", ref("value"), ref("references"));
      case ACTION -> words("no action", "restrict", "cascade", "set null", "set default");
      case MATCH -> words("simple", "full", "partial");
      case DEFERRABLE ->
          anyOf(
              "",
              ordered("type", "boolean"),
              ordered("enum", List.of("initially immediate", "initially deferred")),
              perEngine(ref("scalar")));
      case RENAME ->
          anyOf(
              "", ref("scalar"), ref("rename"), perEngine(anyOf("", ref("scalar"), ref("rename"))));
      case IDENTITY ->
          anyOf(
              "",
              ordered(
                  "enum", List.of(true, false, "by default", "always", "serial", "autoincrement")),
              ref("identity"),
              perEngine(anyOf("", ref("scalar"), ref("identity"))));
      case GENERATED -> anyOf("", ref("value"), ref("generated"));
      case DIRECTION -> words("asc", "desc");
      case NULLS -> words("first", "last");
      case OBJECT_KIND ->
          words(
              SchemaObject.Kind.OBJECTS.stream()
                  .map(SchemaObject.Kind::words)
                  .toArray(String[]::new));
      case COLUMNS ->
          byName(
              anyOf(
                  "A definition in SQL's words, or a mapping.",
                  ref("column"),
                  ref("scalar"),
                  perEngine(anyOf("", ref("column"), ref("scalar")))));
      case PRIMARY_KEY -> anyOf("", list(keyItem()), ref("scalar"), ref("primaryKey"));
      case UNIQUES ->
          named(
              anyOf("", list(keyItem()), ref("scalar"), ref("unique")),
              anyOf("", list(keyItem()), ref("unique")));
      case FOREIGN_KEYS -> named(ref("foreignKey"), ref("foreignKey"));
      case INDEXES ->
          byName(
              anyOf(
                  "",
                  list(keyItem()),
                  ref("scalar"),
                  ref("index"),
                  perEngine(anyOf("", list(keyItem()), ref("scalar"), ref("index")))));
      case CHECKS ->
          named(anyOf("", ref("value"), ref("check")), anyOf("", ref("value"), ref("check")));
      case EXCLUSIONS ->
          named(
              anyOf("", ref("value"), ref("exclusion")), anyOf("", ref("value"), ref("exclusion")));
      case TABLES -> byName(ref("table"));
      case PARTITIONS ->
          byName(
              anyOf(
                  "The rows it takes, or a mapping.",
                  ref("scalar"),
                  ref("partition"),
                  perEngine(anyOf("", ref("scalar"), ref("partition")))));
      case PARTITION_COLUMNS -> byName(ref("partitionColumn"));
      case ENUMS -> byName(anyOf("", list(ref("scalar")), ref("enum")));
      case SEQUENCES -> byName(ref("sequence"));
      case OBJECTS -> list(anyOf("", ref("value"), ref("object")));
      case KINDS ->
          list(
              words(
                  Stream.concat(
                          SchemaObject.Kind.OBJECTS.stream().map(SchemaObject.Kind::key),
                          Stream.of(YamlKeys.OTHER_NAMESPACES))
                      .toArray(String[]::new)));
      case VIEWS -> objects("view");
      case MATERIALIZED_VIEWS -> objects("materializedView");
      case ROUTINES -> objects("routine");
      case TRIGGERS -> objects("trigger");
      case POLICIES -> objects("policy");
      case DOMAINS -> objects("domain");
      case NAMED_OBJECTS -> objects("namedObject");
      case COMPOSITE_TYPES ->
          anyOf(
              "",
              list(anyOf("", ref("value"), ref("object"))),
              byName(anyOf("", ref("compositeType"), ref("value"), byName(ref("value")))),
              ordered("type", "null"));
      case EXTENSIONS ->
          anyOf(
              "",
              list(anyOf("", ref("value"), ref("extension"), ref("object"))),
              byName(anyOf("", ref("extension"), ref("value"), ordered("type", "null"))),
              ordered("type", "null"));
      case STATE ->
          anyOf(
              "",
              ordered("enum", List.of(true, false, "replica", "always")),
              perEngine(ref("scalar")));
      case GRANTS, DEFAULT_PRIVILEGES ->
          byName(byName(anyOf("", list(ref("scalar")), ref("scalar"))));
      case OWNERS -> byName(ref("scalar"));
      case DROPPED ->
          byName(anyOf("", ordered("enum", List.of("discard", "trash")), ref("droppedColumn")));
      case SEEDS -> byName(ref("seed"));
      case SEED_ROWS ->
          list(
              byName(
                  anyOf(
                      "",
                      ref("scalar"),
                      ordered("type", "null"),
                      ref("seedValue"),
                      perEngine(anyOf("", ref("scalar"), ref("seedValue"))))));
    };
  }

  /** By name, each a text or a mapping; or a list of statements. */
  private static Map<String, Object> objects(String definition) {
    return anyOf(
        "",
        byName(
            anyOf(
                "",
                ref(definition),
                ref("value"),
                perEngine(anyOf("", ref(definition), ref("scalar"))))),
        list(anyOf("", ref("value"), ref("object"))),
        ordered("type", "null"));
  }

  private static Map<String, Object> keyItem() {
    return anyOf("", ref("scalar"), ref("indexKey"));
  }

  private static Map<String, Object> words(String... words) {
    return anyOf("", ordered("enum", List.of(words)), perEngine(ref("scalar")));
  }

  private static Map<String, Object> named(Map<String, Object> byName, Map<String, Object> item) {
    return anyOf("", byName(byName), list(item));
  }

  private static Map<String, Object> byName(Map<String, Object> value) {
    return ordered("type", "object", "additionalProperties", value);
  }

  private static Map<String, Object> perEngine(Map<String, Object> value) {
    return ordered(
        "type",
        "object",
        "minProperties",
        1L,
        "propertyNames",
        ref("engine"),
        "additionalProperties",
        value);
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return ordered("type", "array", "items", items);
  }

  private static Map<String, Object> ref(String definition) {
    return ordered("$ref", "#/definitions/" + definition);
  }

  private static Map<String, Object> anyOf(String description, Object... choices) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!description.isEmpty()) map.put("description", description);
    map.put("anyOf", List.of(choices));
    return map;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2)
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return map;
  }

  private static void pretty(Object value, int indent, StringBuilder out) {
    String compact = Json.compact(value);
    List<String> parts = new ArrayList<>();
    if (compact.length() <= 100 || !(value instanceof Map<?, ?>) && !(value instanceof List<?>)) {
      out.append(compact);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> parts.add(Json.compact(k) + ": " + nested(v, indent + 2)));
      lines("{", parts, "}", indent, out);
    } else if (value instanceof List<?> list) {
      list.forEach(v -> parts.add(nested(v, indent + 2)));
      lines("[", parts, "]", indent, out);
    }
  }

  private static String nested(Object value, int indent) {
    StringBuilder out = new StringBuilder();
    pretty(value, indent, out);
    return out.toString();
  }

  private static void lines(
      String open, List<String> parts, String close, int indent, StringBuilder out) {
    String line = "\n" + " ".repeat(indent + 2);
    out.append(open)
        .append(line)
        .append(String.join("," + line, parts))
        .append('\n')
        .append(" ".repeat(indent))
        .append(close);
  }
}
