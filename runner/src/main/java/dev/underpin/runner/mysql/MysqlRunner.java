package dev.underpin.runner.mysql;

/** Runs changes on MySQL. */
public final class MysqlRunner extends MysqlFamilyRunner {
  @Override
  public String engineId() {
    return "mysql";
  }
}
