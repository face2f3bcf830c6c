package dev.underpin.dialect.mysql.lexer;

/** Text as a string literal of MySQL and MariaDB. */
public final class StringLiteral {
  private StringLiteral() {}

  /** A backslash is doubled, as the SQL mode of Underpin's sessions and files requires. */
  public static String of(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
  }
}
