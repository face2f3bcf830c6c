package dev.underpin.dialect.sqlite.lexer;

/** Identifiers of SQLite. */
public final class Identifiers {
  private Identifiers() {}

  /** The name in double quotes. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
