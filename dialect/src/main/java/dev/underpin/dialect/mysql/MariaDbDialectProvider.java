package dev.underpin.dialect.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Brings MariaDB's dialect. What is said for MySQL holds where nothing is said for MariaDB. */
public final class MariaDbDialectProvider implements DialectProvider {
  /** The engine's id. */
  public static final String ENGINE_ID = MysqlFlavor.MARIADB_ID;

  @Override
  public String engineId() {
    return ENGINE_ID;
  }

  @Override
  public List<String> yamlWords() {
    return List.of(ENGINE_ID, MysqlDialectProvider.ENGINE_ID);
  }

  @Override
  public Set<String> ownKeys() {
    return MysqlDialectProvider.OWN_KEYS;
  }

  @Override
  public List<String> usualTypes() {
    return Stream.concat(
            MysqlDialectProvider.USUAL_TYPES.stream(), Stream.of("inet4", "inet6", "uuid"))
        .toList();
  }

  @Override
  public List<String> indexMethods() {
    return MysqlDialectProvider.INDEX_METHODS;
  }

  @Override
  public Engine baseline() {
    return new Engine(ENGINE_ID, "MariaDB", new Version(10, 6, 0));
  }

  @Override
  public Dialect create(Engine engine) {
    return new MysqlDialect(engine);
  }
}
