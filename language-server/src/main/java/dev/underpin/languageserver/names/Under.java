package dev.underpin.languageserver.names;

import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.KeyTable.Shape;
import dev.underpin.schema.yaml.keys.ObjectKeys;
import dev.underpin.schema.yaml.keys.RowKeys;
import dev.underpin.schema.yaml.keys.YamlKeys;

/**
 * What stands under a key of the YAML.
 *
 * @param keys the keys of the mapping that stands there, or of each mapping that stands there under
 *     a name or in a list
 */
public record Under(Form form, KeyTable keys) {
  private static final KeyTable NO_KEYS = new KeyTable("none", java.util.Map.of());

  /** How it stands there. */
  public enum Form {
    /** Names, each with something under it; or a list of the same without names. */
    NAMED,
    /** A mapping with known keys, or a text. */
    RECORD,
    /** A list of texts, or of mappings with known keys. */
    LIST,
    /** The rows of a table: a list of mappings of column to value. */
    ROWS,
    /** Names, each with a value. */
    NAMED_VALUES,
    /** A text, or a list of texts. */
    VALUE
  }

  /** What stands under a key of that shape. */
  public static Under of(Shape shape) {
    return switch (shape) {
      case TABLES -> named(YamlKeys.TABLE);
      case COLUMNS -> named(YamlKeys.COLUMN);
      case PARTITIONS -> named(YamlKeys.PARTITION);
      case PARTITION_COLUMNS -> named(YamlKeys.PARTITION_COLUMN);
      case ENUMS -> named(YamlKeys.ENUM);
      case SEQUENCES -> named(YamlKeys.SEQUENCE);
      case INDEXES -> named(YamlKeys.INDEX);
      case UNIQUES -> named(YamlKeys.UNIQUE);
      case FOREIGN_KEYS -> named(YamlKeys.FOREIGN_KEY);
      case CHECKS -> named(YamlKeys.CHECK);
      case EXCLUSIONS -> named(YamlKeys.EXCLUSION);
      case VIEWS -> named(ObjectKeys.VIEW);
      case MATERIALIZED_VIEWS -> named(ObjectKeys.MATERIALIZED_VIEW);
      case ROUTINES -> named(ObjectKeys.ROUTINE);
      case TRIGGERS -> named(ObjectKeys.TRIGGER);
      case POLICIES -> named(ObjectKeys.POLICY);
      case DOMAINS -> named(ObjectKeys.DOMAIN);
      case COMPOSITE_TYPES -> named(ObjectKeys.COMPOSITE_TYPE);
      case EXTENSIONS -> named(ObjectKeys.EXTENSION);
      case NAMED_OBJECTS -> named(ObjectKeys.NAMED_OBJECT);
      case OBJECTS -> new Under(Form.LIST, ObjectKeys.OBJECT);
      case SEEDS -> named(RowKeys.SEED);
      case DROPPED -> named(RowKeys.DROPPED_COLUMN);
      case NAMESPACES -> named(YamlKeys.NAMESPACE);
      case KEYS -> new Under(Form.LIST, YamlKeys.INDEX_KEY);
      case PRIMARY_KEY -> new Under(Form.RECORD, YamlKeys.PRIMARY_KEY);
      case REFERENCES -> new Under(Form.RECORD, YamlKeys.REFERENCES);
      case IDENTITY -> new Under(Form.RECORD, YamlKeys.IDENTITY);
      case GENERATED -> new Under(Form.RECORD, YamlKeys.GENERATED);
      case RENAME -> new Under(Form.RECORD, YamlKeys.RENAME);
      case SEED_ROWS -> new Under(Form.ROWS, NO_KEYS);
      case GRANTS, OWNERS, DEFAULT_PRIVILEGES, PARAMETERS -> new Under(Form.NAMED_VALUES, NO_KEYS);
      case TEXT,
          SQL,
          FLAG,
          INTEGER,
          NAMES,
          ACTION,
          MATCH,
          DEFERRABLE,
          DIRECTION,
          NULLS,
          OBJECT_KIND,
          STATE,
          KINDS ->
          new Under(Form.VALUE, NO_KEYS);
    };
  }

  private static Under named(KeyTable keys) {
    return new Under(Form.NAMED, keys);
  }
}
