package dev.underpin.runner.mysql;

/** Runs changes on MariaDB. */
public final class MariaDbRunner extends MysqlFamilyRunner {
  @Override
  public String engineId() {
    return "mariadb";
  }
}
