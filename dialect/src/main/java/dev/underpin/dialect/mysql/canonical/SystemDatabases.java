package dev.underpin.dialect.mysql.canonical;

/** The databases that are the server's own. */
public final class SystemDatabases {
  /** As a list of literals in brackets, for {@code IN}. */
  public static final String LIST =
      "('mysql', 'information_schema', 'performance_schema', 'sys', 'ndbinfo')";

  private SystemDatabases() {}
}
