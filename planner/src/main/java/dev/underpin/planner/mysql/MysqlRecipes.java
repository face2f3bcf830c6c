package dev.underpin.planner.mysql;

/** The recipes of MySQL. */
public final class MysqlRecipes extends ServerRecipes {
  @Override
  public String engineId() {
    return "mysql";
  }
}
