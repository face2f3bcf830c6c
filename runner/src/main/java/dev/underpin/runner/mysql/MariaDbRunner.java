package dev.underpin.runner.mysql;

/** Runs changes on MariaDB. */
public final class MariaDbRunner extends ServerRunner {
  @Override
  public String engineId() {
    return "mariadb";
  }
}
