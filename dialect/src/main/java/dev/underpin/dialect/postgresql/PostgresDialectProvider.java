package dev.underpin.dialect.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import java.util.List;

/** Brings PostgreSQL's dialect. */
public final class PostgresDialectProvider implements DialectProvider {
  /** The engine's id. */
  public static final String ENGINE_ID = "postgresql";

  @Override
  public String engineId() {
    return ENGINE_ID;
  }

  @Override
  public List<String> yamlWords() {
    return List.of(ENGINE_ID, "postgres");
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
