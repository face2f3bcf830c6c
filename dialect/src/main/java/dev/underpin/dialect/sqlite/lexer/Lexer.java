package dev.underpin.dialect.sqlite.lexer;

import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQLite's SQL into tokens by the rules of its own tokenizer. Never fails: what SQLite would
 * refuse becomes an {@link Kind#ILLEGAL} token.
 */
public final class Lexer {
  private static final List<String> LONG_SYMBOLS =
      List.of("->>", "||", "->", "<<", ">>", "<=", ">=", "<>", "!=", "==", "::");

  private final String sql;
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** The tokens of a text, without blanks and comments. */
  public static List<Token> tokens(String sql) {
    Lexer tokenizer = new Lexer(sql);
    List<Token> tokens = new ArrayList<>();
    for (tokenizer.skipBlanks(); tokenizer.at < sql.length(); tokenizer.skipBlanks())
      tokens.add(tokenizer.next());
    return tokens;
  }

  /** True where a name needs no quotes as far as its characters go; it may still be a keyword. */
  public static boolean isPlain(String name) {
    return !name.isEmpty()
        && isWordStart(name.charAt(0))
        && name.chars().allMatch(c -> isWordPart((char) c));
  }

  private Token next() {
    int start = at;
    Kind kind = scan();
    return new Token(kind, sql.substring(start, at), start);
  }

  private Kind scan() {
    char c = sql.charAt(at);
    if ((c == 'x' || c == 'X') && peek(1) == '\'') return blob();
    if (isWordStart(c)) return word();
    if (isDigit(c) || c == '.' && isDigit(peek(1))) return number();
    return switch (c) {
      case '\'' -> quoted('\'', Kind.STRING);
      case '"', '`' -> quoted(c, Kind.QUOTED);
      case '[' -> bracketed();
      default -> symbol();
    };
  }

  private Kind word() {
    while (at < sql.length() && isWordPart(sql.charAt(at))) at++;
    return Kind.WORD;
  }

  private Kind blob() {
    at++;
    int start = at;
    Kind kind = quoted('\'', Kind.BLOB);
    if (kind == Kind.ILLEGAL) return kind;
    String digits = sql.substring(start + 1, at - 1);
    boolean whole =
        digits.length() % 2 == 0 && digits.chars().allMatch(d -> Character.digit(d, 16) >= 0);
    return whole ? Kind.BLOB : Kind.ILLEGAL;
  }

  /**
   * Digits, hexadecimal digits, a fraction, an exponent; since 3.46 with {@code _} between digits.
   */
  private Kind number() {
    if (sql.charAt(at) == '0'
        && (peek(1) == 'x' || peek(1) == 'X')
        && Character.digit(peek(2), 16) >= 0) {
      at += 2;
      while (at < sql.length()
          && (Character.digit(sql.charAt(at), 16) >= 0 || sql.charAt(at) == '_')) at++;
    } else {
      digits();
      if (at < sql.length() && sql.charAt(at) == '.') {
        at++;
        digits();
      }
      if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (isDigit(peek(1 + sign))) {
          at += 1 + sign;
          digits();
        }
      }
    }
    if (at < sql.length() && isWordPart(sql.charAt(at))) {
      word();
      return Kind.ILLEGAL;
    }
    return Kind.NUMBER;
  }

  private void digits() {
    while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '_')) at++;
  }

  private Kind quoted(char quote, Kind kind) {
    for (at++; at < sql.length(); at++) {
      if (sql.charAt(at) != quote) continue;
      if (peek(1) != quote) {
        at++;
        return kind;
      }
      at++;
    }
    return Kind.ILLEGAL;
  }

  private Kind bracketed() {
    int close = sql.indexOf(']', at);
    at = close < 0 ? sql.length() : close + 1;
    return close < 0 ? Kind.ILLEGAL : Kind.QUOTED;
  }

  private Kind symbol() {
    for (String symbol : LONG_SYMBOLS) {
      if (sql.startsWith(symbol, at)) {
        at += symbol.length();
        return Kind.SYMBOL;
      }
    }
    at++;
    return Kind.SYMBOL;
  }

  private void skipBlanks() {
    while (at < sql.length()) {
      if (isBlank(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        return;
      }
    }
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\uFEFF';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Letters of ASCII, {@code _}, and everything outside ASCII, as SQLite has it. */
  private static boolean isWordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80 && c != '\uFEFF';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }
}
