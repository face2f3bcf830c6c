package dev.underpin.planner.mysql;

/** The recipes of MariaDB. */
public final class MariaDbRecipes extends ServerRecipes {
  @Override
  public String engineId() {
    return "mariadb";
  }
}
