package dev.underpin.planner.mysql;

/** The recipes of MySQL. */
public final class MysqlPlanner extends MysqlFamilyPlanner {
  @Override
  public String engineId() {
    return "mysql";
  }

  @Override
  boolean keepsVersions() {
    return false;
  }
}
