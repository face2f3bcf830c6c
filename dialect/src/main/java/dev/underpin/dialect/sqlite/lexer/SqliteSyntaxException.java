package dev.underpin.dialect.sqlite.lexer;

/**
 * A stored CREATE statement that is not as SQLite's grammar has it; its message says what was
 * expected and where.
 */
public final class SqliteSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SqliteSyntaxException(String message) {
    super(message);
  }
}
