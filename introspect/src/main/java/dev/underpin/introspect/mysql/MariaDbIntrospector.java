package dev.underpin.introspect.mysql;

import dev.underpin.dialect.mysql.MariaDbDialectProvider;
import java.sql.Driver;
import java.sql.SQLException;

/** Asks a MariaDB server through MariaDB's own driver. */
public final class MariaDbIntrospector extends MysqlFamilyIntrospector {
  @Override
  public String engineId() {
    return MariaDbDialectProvider.ENGINE_ID;
  }

  @Override
  Driver driver() throws SQLException {
    return new org.mariadb.jdbc.Driver();
  }

  @Override
  String driverName() {
    return "MariaDB Connector/J";
  }
}
