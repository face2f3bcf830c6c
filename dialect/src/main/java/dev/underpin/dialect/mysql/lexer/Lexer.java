package dev.underpin.dialect.mysql.lexer;

import dev.underpin.dialect.mysql.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into tokens. Comments are left out; what stands in {@code /*! … *}{@code /} is code, and
 * its tokens are among the others.
 */
public final class Lexer {
  private static final List<String> SYMBOLS =
      List.of("<=>", "->>", "->", "<=", ">=", "<>", "!=", ":=", "||", "&&", "<<", ">>");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean inExecutableComment;

  private Lexer(String text) {
    this.text = text;
  }

  public static List<Token> tokens(String text) {
    return new Lexer(text).run();
  }

  private List<Token> run() {
    while (at < text.length()) next();
    return tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || c < ' ') {
      at++;
    } else if (isLineComment()) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*!", at) || text.startsWith("/*M!", at)) {
      openExecutableComment();
    } else if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length() : end + 2;
    } else if (inExecutableComment && text.startsWith("*/", at)) {
      inExecutableComment = false;
      at += 2;
    } else if (c == '`') {
      add(Kind.QUOTED, quotedEnd(at, false));
    } else if (c == '\'' || c == '"') {
      add(Kind.STRING, quotedEnd(at, true));
    } else if (isBits()) {
      add(Kind.BITS, quotedEnd(at + 1, false));
    } else if (isNumber()) {
      add(Kind.NUMBER, numberEnd());
    } else if (isNamePart(c)) {
      add(Kind.WORD, nameEnd(at));
    } else if (c == '@') {
      add(Kind.VARIABLE, variableEnd());
    } else {
      add(Kind.SYMBOL, at + symbolLength());
    }
  }

  /** Two dashes begin a comment only where white space follows, or nothing. */
  private boolean isLineComment() {
    if (text.charAt(at) == '#') return true;
    return text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ');
  }

  private void openExecutableComment() {
    at = text.indexOf('!', at) + 1;
    while (at < text.length() && isDigit(text.charAt(at))) at++;
    inExecutableComment = true;
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at));
    at = end;
  }

  /** Behind the closing quote; one that is missing is at the end of the text. */
  private int quotedEnd(int open, boolean escapes) {
    char quote = text.charAt(open);
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && escapes) {
        i++;
      } else if (c == quote) {
        if (i + 1 < text.length() && text.charAt(i + 1) == quote) i++;
        else return i + 1;
      }
    }
    return text.length();
  }

  private boolean isBits() {
    char c = text.charAt(at);
    return (c == 'x' || c == 'X' || c == 'b' || c == 'B')
        && at + 1 < text.length()
        && text.charAt(at + 1) == '\'';
  }

  /** A name may begin with a digit, so that what follows the digits decides. */
  private boolean isNumber() {
    char c = text.charAt(at);
    boolean fraction = c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
    if (!isDigit(c) && !fraction) return false;
    int end = numberEnd();
    return end == text.length() || !isNamePart(text.charAt(end));
  }

  private int numberEnd() {
    int i = at;
    if (text.startsWith("0x", at) || text.startsWith("0b", at)) {
      i += 2;
      while (i < text.length() && Character.digit(text.charAt(i), 16) >= 0) i++;
      return i;
    }
    while (i < text.length() && isDigit(text.charAt(i))) i++;
    if (i < text.length() && text.charAt(i) == '.') {
      i++;
      while (i < text.length() && isDigit(text.charAt(i))) i++;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int exponent = i + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) exponent++;
      if (exponent < text.length() && isDigit(text.charAt(exponent))) {
        i = exponent;
        while (i < text.length() && isDigit(text.charAt(i))) i++;
      }
    }
    return i;
  }

  private int nameEnd(int from) {
    int i = from;
    while (i < text.length() && isNamePart(text.charAt(i))) i++;
    return i;
  }

  private int variableEnd() {
    int i = at + 1;
    if (i < text.length() && text.charAt(i) == '@') i++;
    if (i < text.length() && "`'\"".indexOf(text.charAt(i)) >= 0) return quotedEnd(i, false);
    while (i < text.length() && (isNamePart(text.charAt(i)) || text.charAt(i) == '.')) i++;
    return i;
  }

  private int symbolLength() {
    for (String symbol : SYMBOLS) if (text.startsWith(symbol, at)) return symbol.length();
    return Character.charCount(text.codePointAt(at));
  }

  private static boolean isNamePart(char c) {
    return c == '_'
        || c == '$'
        || c >= 0x80
        || isDigit(c)
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
