package dev.underpin.dialect.sqlite.canonical;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.ReservedWords;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Spellings of SQLite's texts. SQLite stores what it is given, so two spellings of one expression
 * are brought together here and by nothing else: keywords in upper case, function names in lower
 * case, names without needless quotes, one blank between tokens, no comments, no parentheses around
 * the whole. What changes a value is never touched: strings, numbers and the letters of a name stay
 * as they are.
 */
public final class ExpressionNormalizer {
  private ExpressionNormalizer() {}

  /** The canonical spelling of an expression. */
  public static String expression(String written) {
    return join(withoutOuterParentheses(Lexer.tokens(written)), ReservedWords::isOfExpressions);
  }

  /**
   * The canonical spelling of a column's default. A name there is a string (<a
   * href="https://sqlite.org/quirks.html#dblquote">documentation</a>).
   */
  public static String defaultValue(String written) {
    List<Token> tokens = withoutOuterParentheses(Lexer.tokens(written));
    boolean name =
        tokens.size() == 1
            && (tokens.get(0).kind() == Kind.QUOTED
                || tokens.get(0).kind() == Kind.WORD
                    && !isLiteral(written)
                    && !ReservedWords.isOfExpressions(tokens.get(0).text()));
    return name ? StringLiteral.of(tokens.get(0).name()) : expression(written);
  }

  /** The canonical spelling of a whole statement. SQLite does not keep {@code IF NOT EXISTS}. */
  public static String statement(String written) {
    List<Token> tokens = new ArrayList<>(Lexer.tokens(written));
    for (int i = 0; i + 2 < tokens.size() && i < 4; i++) {
      boolean unless =
          tokens.get(i).isWord("IF")
              && tokens.get(i + 1).isWord("NOT")
              && tokens.get(i + 2).isWord("EXISTS");
      if (unless) tokens.subList(i, i + 3).clear();
    }
    return join(tokens, ReservedWords::isKeyword);
  }

  /**
   * The canonical spelling of a declared type: lower case, single blanks, none before a
   * parenthesis. Other blanks count, since SQLite keeps them and shows them in {@code PRAGMA
   * table_info}.
   */
  public static String type(String written) {
    StringBuilder text = new StringBuilder();
    int end = -1;
    for (Token token : Lexer.tokens(written)) {
      if (end >= 0 && end < token.start() && !token.isSymbol("(")) text.append(' ');
      boolean exact = token.kind() == Kind.QUOTED || token.kind() == Kind.STRING;
      text.append(exact ? token.text() : Identifiers.lower(token.text()));
      end = token.end();
    }
    return text.toString();
  }

  /** The text as written, on one line: comments are gone, and blanks between tokens are single. */
  public static String clean(String written) {
    List<Token> tokens = Lexer.tokens(written);
    return tokens.isEmpty() ? "" : clean(written, tokens);
  }

  /** The stretch of a text that these tokens make up, on one line. */
  public static String clean(String source, List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    Token before = null;
    for (Token token : tokens) {
      if (before != null && before.end() < token.start()) text.append(' ');
      text.append(token.text());
      before = token;
    }
    return text.toString();
  }

  /**
   * What is wrong with an expression whatever it is used for, as the end of a sentence: a string
   * that is not closed, parentheses that do not match, a second statement.
   */
  public static Optional<String> flaw(String written) {
    int depth = 0;
    List<Token> tokens = Lexer.tokens(written);
    if (tokens.isEmpty()) return Optional.of("is empty");
    for (Token token : tokens) {
      if (token.kind() == Kind.ILLEGAL)
        return Optional.of(
            "has " + shortened(token.text()) + ", which is never closed or no number");
      if (token.isSymbol(";")) return Optional.of("has a semicolon");
      if (token.isSymbol("(")) depth++;
      if (token.isSymbol(")") && --depth < 0)
        return Optional.of("has a closing parenthesis too many");
    }
    return depth > 0 ? Optional.of("has a parenthesis that is not closed") : Optional.empty();
  }

  /** True where SQLite takes the text as a DEFAULT without parentheses. */
  public static boolean isLiteral(String written) {
    List<Token> tokens = Lexer.tokens(written);
    if (tokens.size() == 2 && (tokens.get(0).isSymbol("-") || tokens.get(0).isSymbol("+"))) {
      return tokens.get(1).kind() == Kind.NUMBER;
    }
    if (tokens.size() != 1) return false;
    Token token = tokens.get(0);
    return switch (token.kind()) {
      case STRING, BLOB, NUMBER, QUOTED -> true;
      case WORD ->
          switch (token.upper()) {
            case "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP" ->
                true;
            default -> false;
          };
      case SYMBOL, ILLEGAL -> false;
    };
  }

  /** Without the parentheses that enclose the whole; a subquery and a row value keep theirs. */
  static List<Token> withoutOuterParentheses(List<Token> tokens) {
    List<Token> rest = tokens;
    while (rest.size() > 2 && isEnclosed(rest)) rest = rest.subList(1, rest.size() - 1);
    return rest;
  }

  private static boolean isEnclosed(List<Token> tokens) {
    if (!tokens.get(0).isSymbol("(")) return false;
    Token first = tokens.get(1);
    if (first.isWord("SELECT") || first.isWord("WITH") || first.isWord("VALUES")) return false;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isSymbol("(")) depth++;
      if (token.isSymbol(")") && --depth == 0) return i == tokens.size() - 1;
      if (token.isSymbol(",") && depth == 1) return false;
    }
    return false;
  }

  private static String join(List<Token> tokens, Predicate<String> isKeyword) {
    StringBuilder text = new StringBuilder();
    boolean afterCall = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean call =
          i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("(") && isCallable(token, isKeyword);
      if (i > 0 && spaced(tokens.get(i - 1), token, afterCall)) text.append(' ');
      text.append(spelled(token, call, isKeyword));
      afterCall = call;
    }
    return text.toString();
  }

  private static boolean isCallable(Token token, Predicate<String> isKeyword) {
    return token.kind() == Kind.QUOTED
        || token.kind() == Kind.WORD && !isKeyword.test(token.text());
  }

  private static boolean spaced(Token before, Token token, boolean afterCall) {
    if (before.isSymbol("(") || token.isSymbol(")")) return false;
    if (token.isSymbol(",") || token.isSymbol(";")) return false;
    if (token.isSymbol(".")) return !before.isName();
    if (before.isSymbol(".")) return !token.isName() && !token.isSymbol("*");
    return !(afterCall && token.isSymbol("("));
  }

  private static String spelled(Token token, boolean call, Predicate<String> isKeyword) {
    return switch (token.kind()) {
      case WORD ->
          isKeyword.test(token.text())
              ? token.upper()
              : call ? Identifiers.lower(token.text()) : token.text();
      case QUOTED -> {
        String name = call ? Identifiers.lower(token.name()) : token.name();
        yield Lexer.isPlain(name) && !isKeyword.test(name) ? name : Identifiers.quote(name);
      }
      case BLOB -> Identifiers.lower(token.text());
      case STRING, NUMBER, SYMBOL, ILLEGAL -> token.text();
    };
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }
}
