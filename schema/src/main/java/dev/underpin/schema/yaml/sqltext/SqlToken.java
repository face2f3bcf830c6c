package dev.underpin.schema.yaml.sqltext;

import java.util.Locale;

/**
 * A token of SQL text.
 *
 * @param text the token as written, quotes included
 * @param start its first character in the text
 * @param end the character after its last
 */
public record SqlToken(Kind kind, String text, int start, int end) {
  public enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  public String lower() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** What a name or a string means, without its quotes. */
  String value() {
    if (kind != Kind.QUOTED_NAME && kind != Kind.STRING) return text;
    if (text.startsWith("$")) {
      int tag = text.indexOf('$', 1) + 1;
      return text.substring(tag, text.length() - tag);
    }
    String quote = text.substring(0, 1);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }
}
