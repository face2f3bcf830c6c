package dev.underpin.schema.yaml.keys;

import static dev.underpin.schema.yaml.keys.KeyTable.key;
import static dev.underpin.schema.yaml.keys.KeyTable.option;

import dev.underpin.schema.yaml.keys.KeyTable.Shape;
import java.util.List;

/** Every key of the YAML, what its value is, and what it means. */
public final class YamlKeys {
  private static final KeyTable.Key COMMENT =
      key("comment", Shape.TEXT, "A comment that the database keeps.");
  private static final KeyTable.Key OPTIONS =
      key("options", Shape.PARAMETERS, "Other attributes that an engine has, by name.");
  private static final KeyTable.Key CONSTRAINT_NAME =
      key(
          "name",
          Shape.TEXT,
          "The constraint's name. Unwritten, any name in the database matches.");
  private static final KeyTable.Key DEFERRABLE =
      key(
          "deferrable",
          Shape.DEFERRABLE,
          "When it is checked: false, true (initially immediate), or initially deferred.");
  private static final KeyTable.Key INCLUDE =
      key("include", Shape.NAMES, "Columns that the index carries without ordering by them.");
  private static final KeyTable.Key NOT_VALID =
      key("not_valid", Shape.FLAG, "True where existing rows have not been checked.");
  private static final KeyTable.Key ON_CONFLICT =
      option(
          "on_conflict",
          Shape.TEXT,
          "What an INSERT does that violates it: abort, fail, ignore, replace or rollback.");
  private static final KeyTable.Key NULLS_NOT_DISTINCT =
      key("nulls_not_distinct", Shape.FLAG, "True where two NULLs count as duplicates.");

  public static final KeyTable FILE =
      KeyTable.of(
          "file",
          key("schema", Shape.TEXT, "The namespace of names in this file that have none."),
          key("schemas", Shape.NAMES, "Namespaces that exist, in addition to those used in names."),
          key("enums", Shape.ENUMS, "Enumerated types: a name, and the labels in their order."),
          key("sequences", Shape.SEQUENCES, "Sequences that belong to no column."),
          key("tables", Shape.TABLES, "The tables, by name."),
          key(
              "objects",
              Shape.OBJECTS,
              "Views, triggers, routines and the like, as the text that creates them."),
          key(
              "dropped",
              Shape.DROPPED,
              "Tables, and columns as table.column, that are no longer declared: discard drops them for good."));

  /** The keys that make a file of a folder a part of the schema. */
  public static final List<String> SECTIONS =
      List.of("tables", "enums", "sequences", "objects", "dropped", "schemas");

  public static final KeyTable TABLE =
      KeyTable.of(
          "table",
          COMMENT,
          key(
              "renamed_from",
              Shape.TEXT,
              "The name the table had. It acts only while the old name is in the database and the new one is not."),
          key("columns", Shape.COLUMNS, "The columns, by name, in their order."),
          key("primary_key", Shape.PRIMARY_KEY, "The columns of the primary key."),
          key(
              "unique",
              Shape.UNIQUES,
              "Unique constraints: a name and its columns, or a list of lists of columns."),
          key("foreign_keys", Shape.FOREIGN_KEYS, "Foreign keys, by name, or as a list."),
          key("indexes", Shape.INDEXES, "Indexes, by name: a list of keys, or a mapping."),
          key("checks", Shape.CHECKS, "Check constraints: a name and its condition, or a list."),
          key(
              "exclusions",
              Shape.EXCLUSIONS,
              "Exclusion constraints: a name and the text that begins with EXCLUDE."),
          option(
              "strict",
              Shape.FLAG,
              "A strict table, which accepts only values of the declared types."),
          option(
              "without_rowid", Shape.FLAG, "A table without a row id, stored by its primary key."),
          option(
              "unlogged",
              Shape.FLAG,
              "A table that is not written to the log and is empty after a crash."),
          option(
              "partition_by",
              Shape.TEXT,
              "How the table is partitioned, such as range (created_at)."),
          option("inherits", Shape.TEXT, "The tables it inherits from, as SQL names them."),
          option(
              "row_level_security",
              Shape.FLAG,
              "Policies decide which rows can be read and changed."),
          option(
              "force_row_level_security",
              Shape.FLAG,
              "Row level security applies to the table's owner too."),
          option("tablespace", Shape.TEXT, "The tablespace it is stored in."),
          option("engine", Shape.TEXT, "The storage engine."),
          option("character_set", Shape.TEXT, "The default character set of its columns."),
          option("collation", Shape.TEXT, "The default collation of its columns."),
          option("row_format", Shape.TEXT, "How rows are stored."),
          key(
              "with",
              Shape.PARAMETERS,
              "Storage parameters and other attributes that an engine has, by name."));

  public static final KeyTable COLUMN =
      KeyTable.of(
          "column",
          key("type", Shape.TEXT, "The type, as in SQL: varchar(255), numeric(12,2), timestamptz."),
          key("nullable", Shape.FLAG, "Whether NULL may be stored; true unless false is written."),
          key(
              "default",
              Shape.SQL,
              "The default as SQL: 0, now(), \"'text'\". null means that there is none."),
          key(
              "identity",
              Shape.IDENTITY,
              "A column that numbers its rows: true (by default), always, serial, or the settings of its sequence."),
          key(
              "generated",
              Shape.GENERATED,
              "A column that is computed: an expression (virtual), or expression and stored."),
          key("collation", Shape.TEXT, "How its text is compared and sorted."),
          COMMENT,
          key(
              "renamed_from",
              Shape.TEXT,
              "The name the column had. It acts only while the old name is in the database and the new one is not."),
          key("backfill", Shape.SQL, "The value for rows where the column is NULL."),
          key(
              "using",
              Shape.SQL,
              "How to compute the new value from the old one when the type changes."),
          option("storage", Shape.TEXT, "How large values are stored."),
          option("compression", Shape.TEXT, "How large values are compressed."),
          option("statistics", Shape.TEXT, "How detailed the planner's statistics are."),
          option("character_set", Shape.TEXT, "The character set of its text."),
          option("on_update", Shape.SQL, "What the column becomes when its row is updated."),
          option("invisible", Shape.FLAG, "True where SELECT * does not show it."),
          option(
              "not_null_on_conflict",
              Shape.TEXT,
              "What an INSERT of NULL does: abort, fail, ignore, replace or rollback."),
          OPTIONS);

  public static final KeyTable IDENTITY =
      KeyTable.of(
          "identity",
          key("kind", Shape.TEXT, "by default, always, serial or autoincrement."),
          key(
              "sequence",
              Shape.TEXT,
              "The name of the sequence behind it, where it is not the server's own."),
          key("type", Shape.TEXT, "The sequence's type."),
          key("start", Shape.INTEGER, "The first value."),
          key("increment", Shape.INTEGER, "The step between values."),
          key("min", Shape.INTEGER, "The least value."),
          key("max", Shape.INTEGER, "The greatest value."),
          key("cache", Shape.INTEGER, "How many values a session takes at a time."),
          key("cycle", Shape.FLAG, "Whether it starts again after the last value."));

  public static final KeyTable SEQUENCE =
      KeyTable.of(
          "sequence",
          COMMENT,
          key("type", Shape.TEXT, "The sequence's type."),
          key("start", Shape.INTEGER, "The first value."),
          key("increment", Shape.INTEGER, "The step between values."),
          key("min", Shape.INTEGER, "The least value."),
          key("max", Shape.INTEGER, "The greatest value."),
          key("cache", Shape.INTEGER, "How many values a session takes at a time."),
          key("cycle", Shape.FLAG, "Whether it starts again after the last value."),
          key("owned_by", Shape.TEXT, "Another name that the server keeps it under."));

  public static final KeyTable GENERATED =
      KeyTable.of(
          "generated",
          key("expression", Shape.SQL, "The expression it is computed from."),
          key(
              "stored",
              Shape.FLAG,
              "Whether the value is kept in the row, instead of being computed when it is read."));

  public static final KeyTable PRIMARY_KEY =
      KeyTable.of(
          "primaryKey",
          CONSTRAINT_NAME,
          key("columns", Shape.KEYS, "Its columns, in order."),
          INCLUDE,
          DEFERRABLE,
          ON_CONFLICT,
          OPTIONS);

  public static final KeyTable UNIQUE =
      KeyTable.of(
          "unique",
          CONSTRAINT_NAME,
          key("columns", Shape.KEYS, "Its columns, in order."),
          INCLUDE,
          NULLS_NOT_DISTINCT,
          DEFERRABLE,
          ON_CONFLICT,
          OPTIONS);

  public static final KeyTable FOREIGN_KEY =
      KeyTable.of(
          "foreignKey",
          CONSTRAINT_NAME,
          key("columns", Shape.NAMES, "The columns of this table."),
          key(
              "references",
              Shape.REFERENCES,
              "The other table and its columns: customers(id), or a mapping of table and columns."),
          key(
              "on_delete",
              Shape.ACTION,
              "What happens to these rows when the other row is deleted."),
          key("on_update", Shape.ACTION, "What happens to these rows when the other key changes."),
          key(
              "set_columns",
              Shape.NAMES,
              "The columns that set null or set default touches, where not all."),
          key(
              "match",
              Shape.MATCH,
              "When a composite key that is NULL in part counts: simple, full or partial."),
          DEFERRABLE,
          NOT_VALID,
          OPTIONS);

  public static final KeyTable REFERENCES =
      KeyTable.of(
          "references",
          key("table", Shape.TEXT, "The other table."),
          key("columns", Shape.NAMES, "Its columns; the primary key where none are written."));

  public static final KeyTable INDEX =
      KeyTable.of(
          "index",
          key(
              "columns",
              Shape.KEYS,
              "The keys in order: created_at desc nulls last, lower(email), (a + b), email text_pattern_ops."),
          key("unique", Shape.FLAG, "Whether no two rows may have the same keys."),
          key("using", Shape.TEXT, "The access method, where it is not the engine's default."),
          key("where", Shape.SQL, "The condition of a partial index."),
          INCLUDE,
          NULLS_NOT_DISTINCT,
          key("with", Shape.PARAMETERS, "Storage parameters such as fillfactor."),
          option("tablespace", Shape.TEXT, "The tablespace it is stored in."),
          option("invisible", Shape.FLAG, "True where the optimizer does not use it."),
          option("comment", Shape.TEXT, "A comment that the database keeps."),
          OPTIONS);

  public static final KeyTable INDEX_KEY =
      KeyTable.of(
          "indexKey",
          key("column", Shape.TEXT, "The column, by its exact name."),
          key("expression", Shape.SQL, "An expression, instead of a column."),
          key("direction", Shape.DIRECTION, "asc or desc."),
          key("nulls", Shape.NULLS, "first or last, where it is not the default of the direction."),
          key("collation", Shape.TEXT, "The collation of this key."),
          key("operator_class", Shape.TEXT, "The operator class of this key."),
          key("prefix", Shape.INTEGER, "How many leading characters or bytes are indexed."));

  public static final KeyTable CHECK =
      KeyTable.of(
          "check",
          CONSTRAINT_NAME,
          key("expression", Shape.SQL, "The condition."),
          key("no_inherit", Shape.FLAG, "True where children of the table do not get it."),
          NOT_VALID,
          ON_CONFLICT,
          OPTIONS);

  public static final KeyTable EXCLUSION =
      KeyTable.of(
          "exclusion",
          CONSTRAINT_NAME,
          key("definition", Shape.SQL, "All that follows the name, from EXCLUDE on."),
          OPTIONS);

  public static final KeyTable ENUM =
      KeyTable.of(
          "enum",
          key("labels", Shape.NAMES, "The labels in their order."),
          COMMENT,
          key(
              "renamed",
              Shape.PARAMETERS,
              "Labels that had another name: the new one, and the one it was."));

  public static final KeyTable OBJECT =
      KeyTable.of(
          "object",
          key(
              "kind",
              Shape.OBJECT_KIND,
              "What it is: view, trigger, function … Needed only where the statement does not tell."),
          key("name", Shape.TEXT, "Its name, where the statement does not have it."),
          key("table", Shape.TEXT, "The table of a trigger, where the statement does not have it."),
          key("create", Shape.SQL, "The statement that creates it."),
          key("drop", Shape.SQL, "The statement that drops it."),
          key("depends_on", Shape.NAMES, "What must exist before it."),
          OPTIONS);

  /** Every table of keys. */
  public static final List<KeyTable> ALL =
      List.of(
          FILE,
          TABLE,
          COLUMN,
          IDENTITY,
          SEQUENCE,
          GENERATED,
          PRIMARY_KEY,
          UNIQUE,
          FOREIGN_KEY,
          REFERENCES,
          INDEX,
          INDEX_KEY,
          CHECK,
          EXCLUSION,
          ENUM,
          OBJECT);

  private YamlKeys() {}
}
