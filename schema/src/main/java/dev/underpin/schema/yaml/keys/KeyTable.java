package dev.underpin.schema.yaml.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a mapping of the YAML may have: the one list behind the reader, the JSON Schema for
 * editors and the reference.
 *
 * @param name what the mapping is, as the JSON Schema calls it
 * @param keys by their words, in the order in which they are written
 */
public record KeyTable(String name, Map<String, Key> keys) {
  /** The shape of a value, as the reader and the JSON Schema see it. */
  public enum Shape {
    TEXT,
    SQL,
    FLAG,
    INTEGER,
    NAMES,
    NAMESPACES,
    KEYS,
    PARAMETERS,
    REFERENCES,
    ACTION,
    MATCH,
    DEFERRABLE,
    RENAME,
    IDENTITY,
    GENERATED,
    DIRECTION,
    NULLS,
    OBJECT_KIND,
    COLUMNS,
    PRIMARY_KEY,
    UNIQUES,
    FOREIGN_KEYS,
    INDEXES,
    CHECKS,
    EXCLUSIONS,
    TABLES,
    PARTITIONS,
    PARTITION_COLUMNS,
    ENUMS,
    SEQUENCES,
    OBJECTS,
    NAMED_OBJECTS,
    VIEWS,
    MATERIALIZED_VIEWS,
    ROUTINES,
    TRIGGERS,
    POLICIES,
    DOMAINS,
    COMPOSITE_TYPES,
    EXTENSIONS,
    STATE,
    KINDS,
    GRANTS,
    DEFAULT_PRIVILEGES,
    OWNERS,
    DROPPED,
    SEEDS,
    SEED_ROWS
  }

  /**
   * One key.
   *
   * @param option true where the model keeps the value among its engine-specific attributes, under
   *     this word
   */
  public record Key(String word, Shape shape, String description, boolean option) {}

  /** Words that people write for a key, and what the key is called. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("null", "nullable"),
          Map.entry("not_null", "nullable"),
          Map.entry("notnull", "nullable"),
          Map.entry("pk", "primary_key"),
          Map.entry("primary", "primary_key"),
          Map.entry("fk", "foreign_keys"),
          Map.entry("foreign_key", "foreign_keys"),
          Map.entry("index", "indexes"),
          Map.entry("indices", "indexes"),
          Map.entry("uniques", "unique"),
          Map.entry("unique_constraints", "unique"),
          Map.entry("constraints", "checks"),
          Map.entry("method", "using"),
          Map.entry("table", "tables"),
          Map.entry("enum", "enums"),
          Map.entry("rename_from", "renamed_from"),
          Map.entry("keys", "columns"),
          Map.entry("expr", "expression"),
          Map.entry("sql", "expression"),
          Map.entry("collate", "collation"),
          Map.entry("on_deletion", "on_delete"),
          Map.entry("drop", "dropped"),
          Map.entry("order", "direction"),
          Map.entry("desc", "direction"),
          Map.entry("values", "labels"),
          Map.entry("as", "expression"));

  public boolean has(String word) {
    return keys.containsKey(word);
  }

  Set<String> words() {
    return keys.keySet();
  }

  /** The keys whose values go among the engine-specific attributes. */
  public List<Key> options() {
    return keys.values().stream().filter(Key::option).toList();
  }

  /** The hint for a key that is not known. */
  public Optional<String> hint(String word) {
    String synonym = SYNONYMS.get(word);
    if (synonym != null && has(synonym)) return Optional.of("did you mean \"" + synonym + "\"?");
    return DidYouMean.nearest(word, words())
        .map(n -> "did you mean \"" + n + "\"?")
        .or(() -> Optional.of("known here: " + String.join(", ", words())));
  }
}
