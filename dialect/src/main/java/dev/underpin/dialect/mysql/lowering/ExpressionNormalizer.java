package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.ReservedWords;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The cheap canonical spelling of expressions: what can be known without a server. Names in
 * backquotes and small letters, key words in small letters, strings in single quotes and without
 * the character set that the server writes before them, no parentheses around the whole.
 */
public final class ExpressionNormalizer {
  /** All the ways to say now; the server prints one of them. */
  private static final Set<String> NOW =
      Set.of("current_timestamp", "now", "localtime", "localtimestamp");

  /** What is something else each time or, like now, soon. */
  private static final Set<String> UNSTEADY =
      Set.of(
          "rand",
          "uuid",
          "uuid_short",
          "random_bytes",
          "sys_guid",
          "sysdate",
          "curdate",
          "current_date",
          "curtime",
          "current_time",
          "utc_date",
          "utc_time",
          "utc_timestamp",
          "unix_timestamp",
          "last_insert_id",
          "nextval",
          "lastval",
          "select");

  private ExpressionNormalizer() {}

  /** True where nothing in it is another each time. */
  public static boolean isSteady(String text) {
    return Lexer.tokens(text).stream()
        .filter(t -> t.kind() == Kind.WORD)
        .noneMatch(t -> UNSTEADY.contains(t.lower()) || NOW.contains(t.lower()));
  }

  /** The canonical spelling; idempotent. */
  public static String canonical(String text) {
    return print(withoutOuterParentheses(Lexer.tokens(text)));
  }

  /** The text without the parentheses around the whole of it. */
  public static String unwrapped(String text) {
    List<Token> tokens = withoutOuterParentheses(Lexer.tokens(text));
    return tokens.isEmpty()
        ? text
        : text.substring(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
  }

  /**
   * The same text for people, and for every reader of SQL: without what the server writes around
   * and before its parts, and without a backslash before a quote.
   */
  public static String readable(String text) {
    List<Token> tokens = withoutOuterParentheses(Lexer.tokens(text));
    if (tokens.isEmpty()) return text;
    StringBuilder result = new StringBuilder();
    int copied = tokens.get(0).start();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean introducer = isIntroducer(tokens, i);
      if (!introducer && token.kind() != Kind.STRING) continue;
      result.append(text, copied, token.start());
      if (!introducer) result.append(StringLiteral.of(token.value()));
      copied = introducer ? tokens.get(i + 1).start() : token.end();
    }
    return result.append(text, copied, tokens.get(tokens.size() - 1).end()).toString();
  }

  static List<Token> withoutOuterParentheses(List<Token> tokens) {
    List<Token> inner = tokens;
    while (inner.size() > 2 && inner.get(0).is("(") && closing(inner, 0) == inner.size() - 1) {
      inner = inner.subList(1, inner.size() - 1);
    }
    return inner;
  }

  /** True for {@code current_timestamp} in any of its spellings, with or without a precision. */
  static boolean isNow(List<Token> tokens) {
    if (tokens.isEmpty() || !NOW.contains(tokens.get(0).lower())) return false;
    if (tokens.size() == 1) return !tokens.get(0).word("now");
    boolean called = tokens.get(1).is("(") && tokens.get(tokens.size() - 1).is(")");
    return called
        && (tokens.size() == 3 || tokens.size() == 4 && tokens.get(2).kind() == Kind.NUMBER);
  }

  /** The canonical spelling of now, in the precision that is said. */
  static String now(List<Token> tokens) {
    return now(tokens.size() == 4 ? Integer.parseInt(tokens.get(2).text()) : 0);
  }

  static String now(int fraction) {
    return "current_timestamp" + (fraction == 0 ? "" : "(" + fraction + ")");
  }

  private static String print(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      if (isIntroducer(tokens, i) || isAroundNumber(tokens, i)) continue;
      if (i > 0) text.append(' ');
      text.append(print(tokens, i));
    }
    return text.toString();
  }

  private static String print(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
    return switch (token.kind()) {
      case STRING -> StringLiteral.of(token.value());
      case QUOTED -> called ? Identifiers.lower(token.name()) : name(token);
      case WORD -> called || ReservedWords.isReserved(token.text()) ? token.lower() : name(token);
      case SYMBOL -> symbol(token.text());
      case BITS, NUMBER, VARIABLE -> token.lower();
    };
  }

  private static String name(Token token) {
    return Identifiers.quote(Identifiers.lower(token.name()));
  }

  private static String symbol(String symbol) {
    return switch (symbol) {
      case "!=" -> "<>";
      case "&&" -> "and";
      default -> symbol;
    };
  }

  /** The server writes before a string which character set it was sent in. */
  private static boolean isIntroducer(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    return token.kind() == Kind.WORD
        && token.text().startsWith("_")
        && i + 1 < tokens.size()
        && tokens.get(i + 1).kind() == Kind.STRING
        && (token.word("_utf8mb4") || isAscii(tokens.get(i + 1).text()));
  }

  /** MySQL prints {@code -(9)} at first, and {@code -9} once it has altered the table. */
  private static boolean isAroundNumber(List<Token> tokens, int i) {
    int open = tokens.get(i).is("(") ? i : i - 2;
    return open > 0
        && open + 2 < tokens.size()
        && tokens.get(open - 1).is("-")
        && tokens.get(open).is("(")
        && tokens.get(open + 1).kind() == Kind.NUMBER
        && tokens.get(open + 2).is(")")
        && (i == open || i == open + 2);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  public static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return tokens.size();
  }

  /** Everything between commas of the outermost level. */
  public static List<List<Token>> items(List<Token> tokens) {
    List<List<Token>> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")")) depth--;
      if (tokens.get(i).is(",") && depth == 0) {
        items.add(tokens.subList(start, i));
        start = i + 1;
      }
    }
    items.add(tokens.subList(start, tokens.size()));
    return items;
  }
}
