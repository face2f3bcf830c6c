package dev.underpin.runner.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs changes on MySQL. */
public final class MysqlRunner extends MysqlFamilyRunner {
  @Override
  public String engineId() {
    return "mysql";
  }

  @Override
  String gtids() {
    return "SELECT @@GLOBAL.gtid_executed";
  }

  /** 8.2 has a new name for it, and 8.4 no longer knows the old one. */
  @Override
  String logStatus(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    int minor = connection.getMetaData().getDatabaseMinorVersion();
    return major > 8 || major == 8 && minor >= 2 ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
  }
}
