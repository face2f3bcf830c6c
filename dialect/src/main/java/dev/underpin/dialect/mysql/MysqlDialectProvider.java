package dev.underpin.dialect.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import java.util.List;

/** Brings MySQL's dialect. */
public final class MysqlDialectProvider implements DialectProvider {
  /** The engine's id. */
  public static final String ENGINE_ID = "mysql";

  @Override
  public String engineId() {
    return ENGINE_ID;
  }

  @Override
  public List<String> yamlWords() {
    return List.of(ENGINE_ID);
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
