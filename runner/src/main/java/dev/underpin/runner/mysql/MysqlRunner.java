package dev.underpin.runner.mysql;

/** Runs changes on MySQL. */
public final class MysqlRunner extends ServerRunner {
  @Override
  public String engineId() {
    return "mysql";
  }
}
