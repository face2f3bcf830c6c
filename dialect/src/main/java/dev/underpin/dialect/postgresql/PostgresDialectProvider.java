package dev.underpin.dialect.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import java.util.List;
import java.util.Set;

/** Brings PostgreSQL's dialect. */
public final class PostgresDialectProvider implements DialectProvider {
  /** The engine's id. */
  public static final String ENGINE_ID = "postgresql";

  private static final Set<String> OWN_KEYS =
      Set.of(
          "file.extensions",
          "file.collations",
          "file.domains",
          "file.types",
          "file.composite_types",
          "file.range_types",
          "file.functions",
          "file.procedures",
          "file.aggregates",
          "file.casts",
          "file.text_search_dictionaries",
          "file.text_search_configurations",
          "file.foreign_data_wrappers",
          "file.foreign_servers",
          "file.foreign_tables",
          "file.materialized_views",
          "file.statistics",
          "file.event_triggers",
          "file.publications",
          "file.grants",
          "file.default_privileges",
          "file.owners",
          "file.rules",
          "file.policies",
          "table.rules",
          "table.policies",
          "partition.rules",
          "partition.policies",
          "view.with",
          "view.defaults",
          "view.comment",
          "view.rules",
          "view.check_option",
          "trigger.enabled",
          "trigger.comment",
          "routine.comment",
          "namedObject.comment",
          "table.unlogged",
          "table.partition_by",
          "table.inherits",
          "table.partitions",
          "table.row_level_security",
          "table.force_row_level_security",
          "table.tablespace",
          "table.fillfactor",
          "table.autovacuum_enabled",
          "table.access_method",
          "table.parallel_workers",
          "table.toast_tuple_target",
          "table.replica_identity",
          "table.cluster_on",
          "column.storage",
          "column.compression",
          "column.statistics",
          "column.sequence_comment",
          "column.n_distinct",
          "column.n_distinct_inherited",
          "foreignKey.not_valid",
          "foreignKey.set_columns",
          "foreignKey.comment",
          "check.not_valid",
          "check.no_inherit",
          "check.comment",
          "primaryKey.comment",
          "unique.comment",
          "primaryKey.of",
          "unique.of",
          "index.of",
          "index.tablespace",
          "index.comment",
          "indexKey.operator_class");

  @Override
  public String engineId() {
    return ENGINE_ID;
  }

  @Override
  public List<String> yamlWords() {
    return List.of(ENGINE_ID, "postgres");
  }

  @Override
  public Set<String> ownKeys() {
    return OWN_KEYS;
  }

  @Override
  public List<String> usualTypes() {
    return List.of(
        "bigint",
        "boolean",
        "bytea",
        "char(1)",
        "cidr",
        "date",
        "double precision",
        "inet",
        "integer",
        "interval",
        "jsonb",
        "json",
        "macaddr",
        "numeric(12,2)",
        "real",
        "smallint",
        "text",
        "time",
        "timestamp",
        "timestamptz",
        "tsvector",
        "uuid",
        "varchar(255)",
        "xml",
        "int4range",
        "daterange",
        "tstzrange");
  }

  @Override
  public List<String> indexMethods() {
    return List.of("btree", "hash", "gin", "gist", "spgist", "brin");
  }

  @Override
  public Engine baseline() {
    return new Engine(ENGINE_ID, "PostgreSQL", new Version(13, 0, 0));
  }

  @Override
  public Dialect create(Engine engine) {
    return new PostgresDialect(engine);
  }
}
