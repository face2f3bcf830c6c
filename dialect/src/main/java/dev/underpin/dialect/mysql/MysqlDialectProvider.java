package dev.underpin.dialect.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import java.util.List;
import java.util.Set;

/** Brings MySQL's dialect. */
public final class MysqlDialectProvider implements DialectProvider {
  static final List<String> USUAL_TYPES =
      List.of(
          "bigint",
          "bigint unsigned",
          "binary(16)",
          "bit(1)",
          "blob",
          "boolean",
          "char(36)",
          "date",
          "datetime",
          "datetime(6)",
          "decimal(12,2)",
          "double",
          "float",
          "int",
          "int unsigned",
          "json",
          "longblob",
          "longtext",
          "mediumint",
          "mediumtext",
          "smallint",
          "text",
          "time",
          "timestamp",
          "tinyint",
          "varbinary(255)",
          "varchar(255)",
          "year");

  static final List<String> INDEX_METHODS = List.of("btree", "hash", "fulltext", "spatial");

  /** The engine's id. */
  public static final String ENGINE_ID = "mysql";

  static final Set<String> OWN_KEYS =
      Set.of(
          "file.functions",
          "file.procedures",
          "file.events",
          "view.algorithm",
          "view.definer",
          "view.sql_security",
          "view.check_option",
          "routine.definer",
          "trigger.definer",
          "table.partition_by",
          "table.engine",
          "table.character_set",
          "table.collation",
          "table.row_format",
          "table.key_block_size",
          "column.character_set",
          "column.on_update",
          "column.invisible",
          "column.srid",
          "primaryKey.comment",
          "unique.comment",
          "index.invisible",
          "index.comment",
          "index.parser",
          "indexKey.prefix");

  @Override
  public String engineId() {
    return ENGINE_ID;
  }

  @Override
  public List<String> yamlWords() {
    return List.of(ENGINE_ID);
  }

  @Override
  public Set<String> ownKeys() {
    return OWN_KEYS;
  }

  @Override
  public List<String> usualTypes() {
    return USUAL_TYPES;
  }

  @Override
  public List<String> indexMethods() {
    return INDEX_METHODS;
  }

  @Override
  public Engine baseline() {
    return new Engine(ENGINE_ID, "MySQL", new Version(8, 0, 0));
  }

  @Override
  public Dialect create(Engine engine) {
    return new MysqlDialect(engine);
  }
}
