package dev.underpin.dialect.postgresql.lexer;

import java.util.Locale;

/**
 * One token of SQL.
 *
 * @param text the token as it stands in the text
 * @param start where it begins in the text
 */
public record Token(Kind kind, String text, int start) {
  /** The kinds of tokens. */
  public enum Kind {
    /** An unquoted identifier or a key word. */
    WORD,
    /** An identifier in double quotes. */
    QUOTED,
    /** A string constant in any of its forms. */
    STRING,
    NUMBER,
    OPERATOR,
    /** One of {@code ( ) [ ] , ; . : ::}. */
    MARK,
    /** {@code $1}. */
    PARAMETER
  }

  public boolean is(String mark) {
    return (kind == Kind.MARK || kind == Kind.OPERATOR) && text.equals(mark);
  }

  /** True for this key word, in any case. */
  public boolean word(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  public boolean identifier() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** What an identifier names: unquoted ones are folded to lower case, as the server does. */
  public String name() {
    return kind == Kind.QUOTED
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text.toLowerCase(Locale.ROOT);
  }

  /** Where the text goes on after it. */
  public int end() {
    return start + text.length();
  }
}
