package dev.underpin.planner.mysql;

/** The recipes of MariaDB. */
public final class MariaDbPlanner extends MysqlFamilyPlanner {
  @Override
  public String engineId() {
    return "mariadb";
  }

  @Override
  boolean keepsVersions() {
    return true;
  }
}
