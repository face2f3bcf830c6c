package dev.underpin.schema.yaml.sqltext;

import java.util.List;
import java.util.Optional;

/** Goes through the tokens of a SQL text from left to right. */
final class SqlCursor {
  private final String text;
  private final List<SqlToken> tokens;
  private int at;

  SqlCursor(String text) throws SqlTextException {
    this.text = text;
    this.tokens = SqlTokenizer.of(text);
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  Optional<SqlToken> peek() {
    return peek(0);
  }

  Optional<SqlToken> peek(int ahead) {
    return at + ahead < tokens.size() ? Optional.of(tokens.get(at + ahead)) : Optional.empty();
  }

  SqlToken next() throws SqlTextException {
    if (atEnd()) throw new SqlTextException("the text ends too early", text.length());
    return tokens.get(at++);
  }

  /** True where these words come next, in this order. */
  boolean sees(String... words) {
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (peek(i).filter(t -> t.isWord(word) || t.isSymbol(word)).isEmpty()) return false;
    }
    return true;
  }

  /** Go past these words if they come next. */
  boolean takes(String... words) {
    boolean seen = sees(words);
    if (seen) at += words.length;
    return seen;
  }

  /** Where the next token starts, or the end of the text. */
  int position() {
    return peek().map(SqlToken::start).orElse(text.length());
  }

  /** The index of the next token, to be given to {@link #textFrom}. */
  int mark() {
    return at;
  }

  /** The source text from a marked token to the one before the next. */
  String textFrom(int mark) {
    return at > mark ? text.substring(tokens.get(mark).start(), tokens.get(at - 1).end()) : "";
  }

  /** The same as {@link #textFrom}, with each stretch of space made one blank. */
  String oneLineFrom(int mark) {
    StringBuilder line = new StringBuilder();
    for (int i = mark; i < at; i++) {
      SqlToken token = tokens.get(i);
      if (i > mark && tokens.get(i - 1).end() < token.start()) line.append(' ');
      line.append(token.text());
    }
    return line.toString();
  }

  /** Go past one token, or past all up to the closing parenthesis or bracket where it opens one. */
  void skipOne() throws SqlTextException {
    int depth = 0;
    do {
      SqlToken token = next();
      if (token.isSymbol("(") || token.isSymbol("[")) depth++;
      if (token.isSymbol(")") || token.isSymbol("]")) depth--;
    } while (depth > 0);
  }

  /** The text inside the parentheses that come next. */
  String inParentheses() throws SqlTextException {
    if (!sees("("))
      throw new SqlTextException("an expression in parentheses is missing here", position());
    int open = position() + 1;
    skipOne();
    return text.substring(open, tokens.get(at - 1).start()).strip();
  }

  /** All that is left, as it is written. */
  String rest() {
    return text.substring(position());
  }

  /** A name, dotted or not, without its quotes. */
  String dottedName() throws SqlTextException {
    StringBuilder name = new StringBuilder();
    do {
      SqlToken token = next();
      if (!token.isName() && token.kind() != SqlToken.Kind.STRING) {
        throw new SqlTextException("a name is missing here", token.start());
      }
      name.append(name.isEmpty() ? "" : ".").append(token.value());
    } while (takes("."));
    return name.toString();
  }
}
