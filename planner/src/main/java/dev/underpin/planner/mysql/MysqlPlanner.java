package dev.underpin.planner.mysql;

import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.mysql.lint.MysqlSchemaRules;
import dev.underpin.planner.mysql.lint.MysqlStatementRules;
import dev.underpin.planner.mysql.lint.MysqlTableRules;
import java.util.List;
import java.util.stream.Stream;

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

  @Override
  public EngineLint lint() {
    return new EngineLint(
        MysqlSchemaRules.ALL,
        Stream.of(MysqlStatementRules.MYSQL, MysqlTableRules.ALL).flatMap(List::stream).toList());
  }
}
