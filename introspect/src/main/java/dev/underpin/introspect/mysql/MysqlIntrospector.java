package dev.underpin.introspect.mysql;

import dev.underpin.dialect.mysql.MysqlDialectProvider;
import java.sql.Driver;
import java.sql.SQLException;

/** Asks a MySQL server through MySQL's own driver. */
public final class MysqlIntrospector extends MysqlFamilyIntrospector {
  @Override
  public String engineId() {
    return MysqlDialectProvider.ENGINE_ID;
  }

  @Override
  Driver driver() throws SQLException {
    return new com.mysql.cj.jdbc.Driver();
  }

  @Override
  String driverName() {
    return "MySQL Connector/J";
  }
}
