package dev.underpin.runner.mysql;

import java.sql.Connection;

/** Runs changes on MariaDB. */
public final class MariaDbRunner extends MysqlFamilyRunner {
  @Override
  public String engineId() {
    return "mariadb";
  }

  @Override
  String gtids() {
    return "SELECT @@GLOBAL.gtid_binlog_pos";
  }

  @Override
  String logStatus(Connection connection) {
    return "SHOW MASTER STATUS";
  }
}
