package dev.underpin.dialect.sqlite.parser;

import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import dev.underpin.dialect.sqlite.lexer.SqliteSyntaxException;
import dev.underpin.dialect.sqlite.lexer.Token;
import java.util.ArrayList;
import java.util.List;

/** Goes through the tokens of a statement from left to right. */
final class TokenCursor {
  private final String source;
  private final List<Token> tokens;
  private int at;

  TokenCursor(String source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  /** True where the tokens ahead are these bare words. */
  boolean sees(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) return false;
    }
    return true;
  }

  /** The bare word ahead, in upper case; empty where there is none. */
  String word() {
    boolean word = !atEnd() && tokens.get(at).kind() == Token.Kind.WORD;
    return word ? tokens.get(at).upper() : "";
  }

  boolean seesSymbol(String symbol) {
    return !atEnd() && tokens.get(at).isSymbol(symbol);
  }

  /** Take these bare words if they are ahead. */
  boolean take(String... words) {
    boolean seen = sees(words);
    if (seen) at += words.length;
    return seen;
  }

  boolean takeSymbol(String symbol) {
    boolean seen = seesSymbol(symbol);
    if (seen) at++;
    return seen;
  }

  Token next() {
    if (atEnd()) throw new SqliteSyntaxException("the statement ends too early");
    return tokens.get(at++);
  }

  /** A name; SQLite takes a string for one as well. */
  String name() {
    Token token = next();
    if (!token.isName() && token.kind() != Token.Kind.STRING) throw unexpected("a name", token);
    return token.name();
  }

  void expect(String... words) {
    if (!take(words)) throw expected(String.join(" ", words));
  }

  /** What stands between a parenthesis that opens here and the one that closes it. */
  List<Token> parenthesised() {
    if (!takeSymbol("(")) throw expected("(");
    int start = at;
    for (int depth = 1; depth > 0; at++) {
      if (atEnd()) throw new SqliteSyntaxException("a parenthesis is not closed");
      if (tokens.get(at).isSymbol("(")) depth++;
      if (tokens.get(at).isSymbol(")")) depth--;
    }
    return tokens.subList(start, at - 1);
  }

  /** The text of what {@link #parenthesised()} takes. */
  String parenthesisedText() {
    return text(parenthesised());
  }

  List<Token> rest() {
    List<Token> rest = tokens.subList(at, tokens.size());
    at = tokens.size();
    return rest;
  }

  String text(List<Token> part) {
    return ExpressionNormalizer.clean(source, part);
  }

  TokenCursor over(List<Token> part) {
    return new TokenCursor(source, part);
  }

  /** Cut at the commas that stand in no parentheses. */
  static List<List<Token>> split(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("(")) depth++;
      if (token.isSymbol(")")) depth--;
      if (depth == 0 && token.isSymbol(",")) {
        parts.add(tokens.subList(start, i));
        start = i + 1;
      }
    }
    parts.add(tokens.subList(start, tokens.size()));
    return parts;
  }

  SqliteSyntaxException expected(String what) {
    return atEnd()
        ? new SqliteSyntaxException("expected " + what + ", but the statement ends")
        : unexpected(what, tokens.get(at));
  }

  private static SqliteSyntaxException unexpected(String what, Token found) {
    return new SqliteSyntaxException(
        "expected " + what + " at character " + (found.start() + 1) + ", found: " + found.text());
  }
}
