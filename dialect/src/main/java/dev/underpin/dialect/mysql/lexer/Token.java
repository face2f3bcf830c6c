package dev.underpin.dialect.mysql.lexer;

/**
 * A piece of SQL.
 *
 * @param text as it is written
 * @param start where it begins in the text
 */
public record Token(Kind kind, String text, int start) {
  /** What a token is. */
  public enum Kind {
    /** A key word or a name without quotes. */
    WORD,
    /** A name in quotes. */
    QUOTED,
    STRING,
    /** {@code x'…'} or {@code b'…'}. */
    BITS,
    NUMBER,
    /** {@code @name} or {@code @@name}. */
    VARIABLE,
    SYMBOL
  }

  public int end() {
    return start + text.length();
  }

  public boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** True for that word, in whatever letters. */
  public boolean word(String word) {
    return kind == Kind.WORD && Identifiers.isSame(text, word);
  }

  public String lower() {
    return Identifiers.lower(text);
  }

  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** The name that a word or a quoted name means. */
  public String name() {
    if (kind != Kind.QUOTED) return text;
    String quote = text.substring(0, 1);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }

  /** The characters that a string means. */
  public String value() {
    String quote = text.substring(0, 1);
    String body = text.substring(1, text.length() - 1);
    StringBuilder value = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '\\' && i + 1 < body.length()) {
        value.append(escaped(body.charAt(++i)));
      } else {
        value.append(c);
        if (c == quote.charAt(0)) i++;
      }
    }
    return value.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '0' -> "\0";
      case 'b' -> "\b";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'Z' -> "\u001a";
      // In patterns of LIKE these two keep their backslash.
      case '%', '_' -> "\\" + c;
      default -> String.valueOf(c);
    };
  }
}
