package dev.underpin.dialect.postgresql.lexer;

/** Text as a string literal of PostgreSQL, with {@code standard_conforming_strings} on. */
public final class StringLiteral {
  private StringLiteral() {}

  /** The literal, in single quotes. */
  public static String of(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
