package dev.underpin.dialect.mysql.options;

/** The attributes of triggers, routines and events, by their YAML key. */
public final class ObjectOptions {
  /**
   * The SQL mode that the body is parsed and run with, where it is not the server's: it is no part
   * of the statement, but of the session that runs it.
   */
  public static final String SQL_MODE = "sql_mode";

  private ObjectOptions() {}
}
