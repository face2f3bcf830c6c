package dev.underpin.planner.mysql;

import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.mysql.lint.MysqlSchemaRules;
import dev.underpin.planner.mysql.lint.MysqlStatementRules;
import dev.underpin.planner.mysql.lint.MysqlTableRules;
import java.util.List;
import java.util.stream.Stream;

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

  @Override
  public EngineLint lint() {
    return new EngineLint(
        MysqlSchemaRules.ALL,
        Stream.of(MysqlStatementRules.SHARED, MysqlTableRules.ALL).flatMap(List::stream).toList());
  }
}
