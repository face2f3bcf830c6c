package dev.underpin.dialect.postgresql.lexer;

import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into tokens by the server's own rules.
 *
 * <p>Rules: "Lexical Structure" in the PostgreSQL manual. What is not closed (a string, a comment)
 * reaches to the end of the text; it is the server that refuses it.
 */
public final class Lexer {
  private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
  private static final String LETS_SIGN_END_OPERATOR = "~!@#%^&|`?";

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** The tokens of a text, without white space and comments. */
  public static List<Token> tokens(String sql) {
    return new Lexer(sql).run();
  }

  private List<Token> run() {
    while (true) {
      skipBlanks();
      if (at >= sql.length()) return tokens;
      int start = at;
      Kind kind = next();
      tokens.add(new Token(kind, sql.substring(start, at), start));
    }
  }

  private Kind next() {
    char c = sql.charAt(at);
    if (c == '\'') return string(false);
    if (c == '"') return quoted('"', Kind.QUOTED);
    if (c == '$') return dollar();
    if (isDigit(c) || c == '.' && isDigit(peek(1))) return number();
    if (isIdentifierStart(c)) return word(c);
    if (OPERATOR_CHARACTERS.indexOf(c) >= 0) return operator();
    at += c == ':' && (peek(1) == ':' || peek(1) == '=') ? 2 : 1;
    return Kind.MARK;
  }

  private Kind word(char c) {
    char second = peek(1);
    if (second == '\'' && "eEbBxXnN".indexOf(c) >= 0) {
      at++;
      return string(c == 'e' || c == 'E');
    }
    if ((c == 'u' || c == 'U') && second == '&' && (peek(2) == '\'' || peek(2) == '"')) {
      at += 2;
      return sql.charAt(at) == '"' ? quoted('"', Kind.STRING) : string(false);
    }
    while (at < sql.length() && isIdentifierPart(sql.charAt(at))) at++;
    return Kind.WORD;
  }

  private Kind string(boolean backslashEscapes) {
    if (!backslashEscapes) return quoted('\'', Kind.STRING);
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '\\') at++;
      else if (c == '\'' && peek(1) == '\'') at++;
      else if (c == '\'') break;
    }
    at = Math.min(at + 1, sql.length());
    return Kind.STRING;
  }

  private Kind quoted(char quote, Kind kind) {
    for (at++; at < sql.length(); at++) {
      if (sql.charAt(at) != quote) continue;
      if (peek(1) != quote) break;
      at++;
    }
    at = Math.min(at + 1, sql.length());
    return kind;
  }

  private Kind dollar() {
    int p = at + 1;
    if (p < sql.length() && isDigit(sql.charAt(p))) {
      while (p < sql.length() && isDigit(sql.charAt(p))) p++;
      at = p;
      return Kind.PARAMETER;
    }
    while (p < sql.length() && isIdentifierPart(sql.charAt(p)) && sql.charAt(p) != '$') p++;
    if (p >= sql.length() || sql.charAt(p) != '$') {
      at++;
      return Kind.MARK;
    }
    String tag = sql.substring(at, p + 1);
    int close = sql.indexOf(tag, p + 1);
    at = close < 0 ? sql.length() : close + tag.length();
    return Kind.STRING;
  }

  private Kind number() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && "eE".indexOf(sql.charAt(at - 1)) >= 0 && isDigit(peek(1));
      if (!isDigit(c) && c != '.' && !Character.isLetter(c) && c != '_' && !exponentSign) break;
      at++;
    }
    return Kind.NUMBER;
  }

  /** An operator may end in + or - only where it also has one of a few other characters. */
  private Kind operator() {
    int end = at;
    boolean sign = false;
    while (end < sql.length() && OPERATOR_CHARACTERS.indexOf(sql.charAt(end)) >= 0) {
      if (sql.startsWith("--", end) || sql.startsWith("/*", end)) break;
      sign |= LETS_SIGN_END_OPERATOR.indexOf(sql.charAt(end)) >= 0;
      end++;
    }
    while (!sign && end > at + 1 && "+-".indexOf(sql.charAt(end - 1)) >= 0) end--;
    at = Math.max(end, at + 1);
    return Kind.OPERATOR;
  }

  private void skipBlanks() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) at++;
      else if (sql.startsWith("--", at)) lineComment();
      else if (sql.startsWith("/*", at)) blockComment();
      else return;
    }
  }

  private void lineComment() {
    while (at < sql.length() && sql.charAt(at) != '\n') at++;
  }

  /** Block comments nest. */
  private void blockComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifierStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 128;
  }

  private static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }
}
