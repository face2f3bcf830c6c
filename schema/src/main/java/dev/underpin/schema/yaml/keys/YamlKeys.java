package dev.underpin.schema.yaml.keys;

import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.yaml.keys.KeyTable.Key;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every key of the YAML but those of objects: its word, the shape of its value, and what it means.
 * A word with a star is an {@linkplain Key#option option}; a word alone means what {@link
 * SharedKeys} says.
 */
public final class YamlKeys {
  /** The word of {@code none_of} for all namespaces that are not named. */
  public static final String OTHER_NAMESPACES = "other_schemas";

  public static final KeyTable FILE =
      table(
          "file",
          """
          schema TEXT The namespace of names in this file that have none.
          schemas NAMESPACES Namespaces that exist, in addition to those used in names, each with a comment or without one.
          enums ENUMS Enumerated types: a name, and the labels in their order.
          sequences SEQUENCES Sequences that belong to no column.
          tables TABLES The tables, by name.
          objects OBJECTS Views, triggers, routines and the like, as the text that creates them.
          extensions EXTENSIONS All extensions: a list of names, or by name. {} means that there are none.
          collations NAMED_OBJECTS All collations, by name. {} means that there are none.
          domains DOMAINS All domains, by name. {} means that there are none.
          types COMPOSITE_TYPES All composite types, by name. {} means that there are none.
          composite_types COMPOSITE_TYPES The earlier word for types.
          range_types NAMED_OBJECTS All range types, by name. {} means that there are none.
          functions ROUTINES All functions, by name and arguments. {} means that there are none.
          procedures ROUTINES All procedures, by name and arguments. {} means that there are none.
          aggregates ROUTINES All aggregates, by name and arguments. {} means that there are none.
          casts NAMED_OBJECTS All casts, by their two types: text as place. {} means that there are none.
          text_search_dictionaries NAMED_OBJECTS All text search dictionaries, by name. {} means that there are none.
          text_search_configurations NAMED_OBJECTS All text search configurations, by name. {} means that there are none.
          foreign_data_wrappers NAMED_OBJECTS All foreign data wrappers, by name. {} means that there are none.
          foreign_servers NAMED_OBJECTS All foreign servers, by name. {} means that there are none.
          foreign_tables NAMED_OBJECTS All foreign tables, by name. {} means that there are none.
          virtual_tables NAMED_OBJECTS All virtual tables, by name. {} means that there are none.
          views VIEWS All views, by name. {} means that there are none.
          materialized_views MATERIALIZED_VIEWS All materialized views, by name. {} means that there are none.
          statistics NAMED_OBJECTS All extended statistics, by name. {} means that there are none.
          rules TRIGGERS All rules. They can also be under their table or view. {} means that there are none.
          triggers TRIGGERS All triggers. They can also be under their table or view. {} means that there are none.
          policies POLICIES All policies. They can also be under their table. {} means that there are none.
          events ROUTINES All events, by name. {} means that there are none.
          event_triggers TRIGGERS All event triggers, by name. {} means that there are none.
          publications NAMED_OBJECTS All publications, by name. {} means that there are none.
          grants GRANTS The privileges on an object, by role. An object that is not named here is left alone.
          default_privileges DEFAULT_PRIVILEGES The privileges that new objects get, all of them. {} means that there are none.
          owners OWNERS The role that owns an object. An object that is not named here is left alone.
          none_of KINDS Kinds of objects of which there are none, by their keys: [views, triggers]. other_schemas \
          means that there are no namespaces but those that the files name.
          seed SEEDS Reference rows, by table. A row that is missing is inserted, and the columns that it names are \
          kept as they are written.
          dropped DROPPED Tables, and columns as table.column, that are no longer declared: discard drops them \
          for good.
          """);

  public static final KeyTable NAMESPACE =
      table(
          "namespace",
          "comment TEXT A comment that the database keeps. An empty one asks for none.\n");

  /** The keys that make a file of a folder a part of the schema. */
  public static final List<String> SECTIONS =
      Stream.concat(
              Stream.of(
                  "tables",
                  "enums",
                  "sequences",
                  "objects",
                  "grants",
                  "default_privileges",
                  "owners",
                  "none_of",
                  "dropped",
                  "seed",
                  "schemas"),
              Arrays.stream(SchemaObject.Kind.values())
                  .map(SchemaObject.Kind::key)
                  .filter(FILE::has))
          .toList();

  public static final KeyTable TABLE =
      table(
          "table",
          """
          comment
          renamed_from RENAME The name the table had, or name and online. It acts only while the old name is in the \
          database and the new one is not.
          columns COLUMNS The columns, by name, in their order.
          primary_key PRIMARY_KEY The columns of the primary key.
          unique UNIQUES Unique constraints: a name and its columns, or a list of lists of columns.
          foreign_keys FOREIGN_KEYS Foreign keys, by name, or as a list.
          indexes INDEXES Indexes, by name: a list of keys, or a mapping.
          checks CHECKS Check constraints: a name and its condition, or a list.
          exclusions EXCLUSIONS Exclusion constraints: a name and the text that begins with EXCLUDE.
          triggers
          rules
          policies
          strict* FLAG A strict table, which accepts only values of the declared types.
          without_rowid* FLAG A table without a row id, stored by its primary key.
          unlogged* FLAG A table that is not written to the log and is empty after a crash.
          partition_by* TEXT How the table is partitioned, such as range (created_at).
          partitions PARTITIONS All partitions of a partitioned table, by name. {} means that there are none; \
          without the key they are left alone.
          inherits* TEXT The tables it inherits from, as SQL names them.
          row_level_security* FLAG Policies decide which rows can be read and changed.
          force_row_level_security* FLAG Row level security applies to the table's owner too.
          tablespace* TEXT The tablespace it is stored in.
          replica_identity* TEXT What of an old row logical replication logs: full, nothing, or using index and \
          a name. Without it the primary key.
          cluster_on* TEXT The index by which CLUSTER sorts the rows.
          engine* TEXT The storage engine.
          character_set* TEXT The default character set of its columns.
          collation* TEXT The default collation of its columns.
          row_format* TEXT How rows are stored.
          with PARAMETERS Storage parameters and other attributes that an engine has, by name.
          """);

  public static final KeyTable PARTITION =
      table(
          "partition",
          """
          for TEXT The rows it takes: values in ('eu'), values from (1) to (10), values with (modulus 4, \
          remainder 0), or default.
          comment
          renamed_from RENAME The name the partition had, or name and online. It acts only while the old name is in \
          the database and the new one is not.
          columns PARTITION_COLUMNS The columns that it has otherwise than the partitioned table.
          primary_key PRIMARY_KEY A primary key of this partition alone.
          unique UNIQUES Unique constraints of this partition alone.
          foreign_keys FOREIGN_KEYS Foreign keys of this partition alone.
          indexes INDEXES Indexes of this partition alone.
          checks CHECKS Check constraints of this partition alone.
          exclusions EXCLUSIONS Exclusion constraints of this partition alone.
          triggers
          rules
          policies
          unlogged* FLAG A partition that is not written to the log and is empty after a crash.
          partition_by* TEXT How it is partitioned itself, such as list (region).
          partitions PARTITIONS Its own partitions, by name.
          row_level_security* FLAG Policies decide which rows can be read and changed by its name.
          force_row_level_security* FLAG Row level security applies to its owner too.
          tablespace* TEXT The tablespace it is stored in.
          replica_identity* TEXT What of an old row logical replication logs: full, nothing, or using index and \
          a name. Without it the primary key.
          cluster_on* TEXT The index by which CLUSTER sorts the rows.
          with PARAMETERS Storage parameters and other attributes that an engine has, by name.
          """);

  public static final KeyTable PARTITION_COLUMN =
      table(
          "partitionColumn",
          """
          default SQL Its default in this partition. null means that there is none.
          nullable FLAG Whether NULL may be stored; as in the partitioned table unless false is written.
          """);

  public static final KeyTable COLUMN =
      table(
          "column",
          """
          type TEXT The type, as in SQL: varchar(255), numeric(12,2), timestamptz.
          nullable FLAG Whether NULL may be stored; true unless false is written.
          default SQL The default as SQL: 0, now(), "'text'". null means that there is none.
          identity IDENTITY A column that numbers its rows: true (by default), always, serial, or the settings \
          of its sequence.
          generated GENERATED A column that is computed: an expression (virtual), or expression and stored.
          collation TEXT How its text is compared and sorted.
          comment
          renamed_from RENAME The name the column had, or name and online. It acts only while the old name is in the \
          database and the new one is not.
          backfill SQL The value for rows where the column is NULL.
          using SQL How to compute the new value from the old one when the type changes.
          online FLAG Others can read and write the table while the type changes.
          storage* TEXT How large values are stored.
          compression* TEXT How large values are compressed.
          sequence_comment* TEXT The comment on the sequence that numbers the column.
          statistics* TEXT How detailed the planner's statistics are.
          character_set* TEXT The character set of its text.
          on_update* SQL What the column becomes when its row is updated.
          invisible* FLAG True where SELECT * does not show it.
          not_null_on_conflict* TEXT What an INSERT of NULL does: abort, fail, ignore, replace or rollback.
          options
          """);

  public static final KeyTable RENAME =
      table(
          "rename",
          """
          name TEXT The name it had.
          online FLAG Both names work until the new application runs everywhere.
          """);

  public static final KeyTable IDENTITY =
      table(
          "identity",
          """
          kind TEXT by default, always, serial or autoincrement.
          sequence TEXT The name of the sequence behind it, where it is not the server's own.
          type TEXT The sequence's type.
          start INTEGER The first value.
          increment INTEGER The step between values.
          min INTEGER The least value.
          max INTEGER The greatest value.
          cache INTEGER How many values a session takes at a time.
          cycle FLAG Whether it starts again after the last value.
          """);

  public static final KeyTable SEQUENCE =
      table(
          "sequence",
          """
          comment
          type TEXT The sequence's type.
          start INTEGER The first value.
          increment INTEGER The step between values.
          min INTEGER The least value.
          max INTEGER The greatest value.
          cache INTEGER How many values a session takes at a time.
          cycle FLAG Whether it starts again after the last value.
          owned_by TEXT The column with which it is dropped, as table.column. The table is in the namespace of the sequence, and \
          belongs to the same role. Without it no column owns the sequence.
          """);

  public static final KeyTable GENERATED =
      table(
          "generated",
          """
          expression SQL The expression it is computed from.
          stored FLAG Whether the value is kept in the row, instead of being computed when it is read.
          """);

  public static final KeyTable PRIMARY_KEY =
      table(
          "primaryKey",
          """
          name
          columns KEYS Its columns, in order.
          include
          deferrable
          of* TEXT The unique index of the partitioned table that the one behind it is a part of.
          on_conflict
          options
          """);

  public static final KeyTable UNIQUE =
      table(
          "unique",
          """
          name
          columns KEYS Its columns, in order.
          include
          nulls_not_distinct
          deferrable
          of* TEXT The unique index of the partitioned table that the one behind it is a part of.
          on_conflict
          options
          """);

  public static final KeyTable FOREIGN_KEY =
      table(
          "foreignKey",
          """
          name
          columns NAMES The columns of this table.
          references REFERENCES The other table and its columns: customers(id), or a mapping of table and columns.
          on_delete ACTION What happens to these rows when the other row is deleted.
          on_update ACTION What happens to these rows when the other key changes.
          set_columns NAMES The columns that set null or set default touches, where not all.
          match MATCH When a composite key that is NULL in part counts: simple, full or partial.
          deferrable
          not_valid
          unresolved FLAG The table or columns that it refers to are missing or left alone, and it is accepted as it is.
          options
          """);

  public static final KeyTable REFERENCES =
      table(
          "references",
          """
          table TEXT The other table.
          columns NAMES Its columns; the primary key where none are written.
          """);

  public static final KeyTable INDEX =
      table(
          "index",
          """
          columns KEYS The keys in order: created_at desc nulls last, lower(email), (a + b), email text_pattern_ops.
          unique FLAG Whether no two rows may have the same keys.
          using TEXT The access method, where it is not the engine's default.
          where SQL The condition of a partial index.
          include
          nulls_not_distinct
          with PARAMETERS Storage parameters such as fillfactor.
          of* TEXT The index of the partitioned table that this one of a partition is a part of. Without it the \
          server names that part.
          tablespace* TEXT The tablespace it is stored in.
          invisible* FLAG True where the optimizer does not use it.
          comment* TEXT A comment that the database keeps.
          options
          """);

  public static final KeyTable INDEX_KEY =
      table(
          "indexKey",
          """
          column TEXT The column, by its exact name.
          expression SQL An expression, instead of a column.
          direction DIRECTION asc or desc.
          nulls NULLS first or last, where it is not the default of the direction.
          collation TEXT The collation of this key.
          operator_class TEXT The operator class of this key.
          prefix INTEGER How many leading characters or bytes are indexed.
          """);

  public static final KeyTable CHECK =
      table(
          "check",
          """
          name
          expression SQL The condition.
          no_inherit FLAG True where children of the table do not get it.
          not_valid
          on_conflict
          options
          """);

  public static final KeyTable EXCLUSION =
      table(
          "exclusion",
          """
          name
          definition SQL All that follows the name, from EXCLUDE on.
          options
          """);

  public static final KeyTable ENUM =
      table(
          "enum",
          """
          labels NAMES The labels in their order.
          comment
          renamed PARAMETERS Labels that had another name: the new one, and the one it was.
          """);

  /** Every table of keys. */
  public static final List<KeyTable> ALL =
      List.of(
          FILE,
          NAMESPACE,
          TABLE,
          PARTITION,
          PARTITION_COLUMN,
          COLUMN,
          RENAME,
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
          RowKeys.DROPPED_COLUMN,
          RowKeys.SEED,
          RowKeys.SEED_VALUE,
          ObjectKeys.VIEW,
          ObjectKeys.MATERIALIZED_VIEW,
          ObjectKeys.ROUTINE,
          ObjectKeys.TRIGGER,
          ObjectKeys.POLICY,
          ObjectKeys.DOMAIN,
          ObjectKeys.COMPOSITE_TYPE,
          ObjectKeys.EXTENSION,
          ObjectKeys.NAMED_OBJECT,
          ObjectKeys.OBJECT);

  private YamlKeys() {}

  private static KeyTable table(String name, String lines) {
    return new KeyTable(name, KeyLines.read(lines));
  }
}
