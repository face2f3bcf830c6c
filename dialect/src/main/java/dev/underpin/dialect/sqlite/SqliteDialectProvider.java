package dev.underpin.dialect.sqlite;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.sqlite.canonical.NeededVersion;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Set;

/** Brings SQLite's dialect. */
public final class SqliteDialectProvider implements DialectProvider {
  /** The engine's id. */
  public static final String ENGINE_ID = "sqlite";

  private static final Set<String> OWN_KEYS =
      Set.of(
          "file.virtual_tables",
          "table.strict",
          "table.without_rowid",
          "column.not_null_on_conflict",
          "primaryKey.on_conflict",
          "unique.on_conflict",
          "check.on_conflict");

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

  /** 3.35 (March 2021), the first with DROP COLUMN. */
  @Override
  public List<String> usualTypes() {
    return List.of(
        "integer",
        "text",
        "real",
        "blob",
        "numeric",
        "boolean",
        "date",
        "datetime",
        "varchar(255)");
  }

  @Override
  public List<String> indexMethods() {
    return List.of();
  }

  @Override
  public Engine baseline() {
    return new Engine(ENGINE_ID, "SQLite", new Version(3, 35, 0));
  }

  @Override
  public boolean isEmbedded() {
    return true;
  }

  @Override
  public Version oldestFor(Schema schema) {
    return NeededVersion.of(schema, baseline().version());
  }

  @Override
  public Dialect create(Engine engine) {
    return new SqliteDialect(engine);
  }
}
