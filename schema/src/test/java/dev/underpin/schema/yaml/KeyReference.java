package dev.underpin.schema.yaml;

import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.stream.Collectors;

/** Writes the tables of keys in {@code docs/yaml.md} from the keys that the reader knows. */
final class KeyReference {
  private KeyReference() {}

  static String text() {
    StringBuilder out = new StringBuilder();
    for (KeyTable table : YamlKeys.ALL) {
      out.append("### ").append(title(table)).append("\n\n");
      out.append("| key | value | means |\n|---|---|---|\n");
      for (KeyTable.Key key : table.keys().values()) {
        out.append("| `")
            .append(key.word())
            .append("` | ")
            .append(value(key.shape()))
            .append(" | ")
            .append(cell(key.description()))
            .append(" |\n");
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String title(KeyTable table) {
    return switch (table.name()) {
      case "file" -> "A file";
      case "table" -> "A table";
      case "partition" -> "A partition";
      case "partitionColumn" -> "A column of a partition";
      case "column" -> "A column";
      case "identity" -> "A column's `identity`";
      case "rename" -> "The mapping of `renamed_from`";
      case "sequence" -> "A sequence";
      case "generated" -> "A column's `generated`";
      case "primaryKey" -> "A primary key";
      case "unique" -> "A unique constraint";
      case "foreignKey" -> "A foreign key";
      case "references" -> "A foreign key's `references`";
      case "index" -> "An index";
      case "indexKey" -> "One key of an index or constraint";
      case "check" -> "A check";
      case "exclusion" -> "An exclusion constraint";
      case "enum" -> "An enum";
      case "namespace" -> "A namespace";
      case "droppedColumn" -> "A dropped column";
      case "seed" -> "The rows of a table";
      case "seedValue" -> "A value of a row";
      case "view" -> "A view";
      case "materializedView" -> "A materialized view";
      case "routine" -> "A function, procedure, aggregate or event";
      case "trigger" -> "A trigger, rule or event trigger";
      case "policy" -> "A policy";
      case "domain" -> "A domain";
      case "compositeType" -> "A composite type";
      case "extension" -> "An extension";
      case "namedObject" -> "Another object";
      case "object" -> "An object in a list";
      default -> throw new AssertionError("no title for the keys of " + table.name());
    };
  }

  private static String value(KeyTable.Shape shape) {
    return switch (shape) {
      case TEXT -> "text";
      case SQL -> "SQL";
      case FLAG -> "`true` or `false`";
      case INTEGER -> "whole number";
      case NAMES -> "name, or list of names";
      case NAMESPACES -> "list of names, or [mappings](#a-namespace) by name";
      case KEYS -> "list of [keys](#one-key-of-an-index-or-constraint)";
      case PARAMETERS -> "mapping of texts";
      case REFERENCES -> "text, or [mapping](#a-foreign-keys-references)";
      case ACTION -> "`no action`, `restrict`, `cascade`, `set null`, `set default`";
      case MATCH -> "`simple`, `full`, `partial`";
      case DEFERRABLE -> "`true`, `false`, `initially immediate`, `initially deferred`";
      case RENAME -> "name, or [mapping](#the-mapping-of-renamed_from)";
      case IDENTITY ->
          "`true`, `by default`, `always`, `serial`, `autoincrement`, or [mapping](#a-columns-identity)";
      case GENERATED -> "SQL, or [mapping](#a-columns-generated)";
      case DIRECTION -> "`asc`, `desc`";
      case NULLS -> "`first`, `last`";
      case OBJECT_KIND ->
          SchemaObject.Kind.OBJECTS.stream()
              .map(kind -> "`" + kind.words() + "`")
              .collect(Collectors.joining(", "));
      case COLUMNS -> "name → definition, or [mapping](#a-column)";
      case PRIMARY_KEY -> "list of columns, or [mapping](#a-primary-key)";
      case UNIQUES -> "name → list of columns, or [mapping](#a-unique-constraint)";
      case FOREIGN_KEYS -> "name → [mapping](#a-foreign-key)";
      case INDEXES -> "name → list of keys, or [mapping](#an-index)";
      case CHECKS -> "name → SQL, or [mapping](#a-check)";
      case EXCLUSIONS -> "name → SQL, or [mapping](#an-exclusion-constraint)";
      case PARTITIONS -> "name → the rows it takes, or [mapping](#a-partition)";
      case PARTITION_COLUMNS -> "name → [mapping](#a-column-of-a-partition)";
      case TABLES -> "name → [mapping](#a-table)";
      case ENUMS -> "name → list of labels, or [mapping](#an-enum)";
      case SEQUENCES -> "name → [mapping](#a-sequence)";
      case OBJECTS -> "list of SQL, or of [mappings](#an-object-in-a-list)";
      case KINDS -> "list of the keys of kinds";
      case VIEWS -> "name → query, or [mapping](#a-view)";
      case MATERIALIZED_VIEWS -> "name → query, or [mapping](#a-materialized-view)";
      case ROUTINES -> "name → SQL, or [mapping](#a-function-procedure-aggregate-or-event)";
      case TRIGGERS -> "name → SQL, or [mapping](#a-trigger-rule-or-event-trigger)";
      case POLICIES -> "name → SQL, or [mapping](#a-policy)";
      case DOMAINS -> "name → SQL, or [mapping](#a-domain)";
      case COMPOSITE_TYPES -> "name → attributes by name, or [mapping](#a-composite-type)";
      case EXTENSIONS -> "list of names, or name → [mapping](#an-extension)";
      case NAMED_OBJECTS -> "name → SQL, or [mapping](#another-object)";
      case STATE -> "`true`, `false`, `replica`, `always`";
      case GRANTS -> "object → role → [privileges](#grants-owners-and-default-privileges)";
      case DEFAULT_PRIVILEGES ->
          "kind of objects → role → [privileges](#grants-owners-and-default-privileges)";
      case OWNERS -> "object → role";
      case DROPPED -> "name → `discard`, `trash` or [mapping](#a-dropped-column)";
      case SEEDS -> "table → [mapping](#the-rows-of-a-table)";
      case SEED_ROWS -> "list of column → value, or column → [mapping](#a-value-of-a-row)";
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
