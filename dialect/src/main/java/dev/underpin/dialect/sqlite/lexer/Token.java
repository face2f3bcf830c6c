package dev.underpin.dialect.sqlite.lexer;

/**
 * One token of a SQLite statement; blanks and comments are none.
 *
 * @param text the characters as they stand in the statement
 * @param start where they begin in it, counted from 0
 */
public record Token(Kind kind, String text, int start) {
  /** What a token is, by its form alone: a bare word may be a keyword or a name. */
  public enum Kind {
    /** A bare word. */
    WORD,
    /** A name in {@code "…"}, {@code […]} or {@code `…`}. */
    QUOTED,
    /** A string in {@code '…'}. */
    STRING,
    /** A blob in {@code x'…'}. */
    BLOB,
    NUMBER,
    /** An operator or a piece of punctuation. */
    SYMBOL,
    /** Something that SQLite's own tokenizer refuses, such as a string that is never closed. */
    ILLEGAL
  }

  /** Where the token ends in the statement, exclusive. */
  public int end() {
    return start + text.length();
  }

  /** True for that bare word, in whatever case. */
  public boolean isWord(String word) {
    return kind == Kind.WORD && Identifiers.isSame(text, word);
  }

  /** True for that operator or piece of punctuation. */
  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** True where the token can be a name. */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** The name that the token stands for, or the content of a string: without the quotes. */
  public String name() {
    if (kind != Kind.QUOTED && kind != Kind.STRING) return text;
    String inner = text.substring(1, text.length() - 1);
    if (text.charAt(0) == '[') return inner;
    String quote = text.substring(0, 1);
    return inner.replace(quote + quote, quote);
  }

  /** The token's text in upper case, as keywords are compared. */
  public String upper() {
    return Identifiers.upper(text);
  }
}
