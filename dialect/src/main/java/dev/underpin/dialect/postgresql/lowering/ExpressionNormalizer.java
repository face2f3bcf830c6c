package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.ReservedWords;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The textual canonical spelling of an expression: what can be said to be the same without a parser
 * of the whole grammar. Everything further is asked of the server.
 */
public final class ExpressionNormalizer {
  private static final Pattern NEGATIVE_NUMBER = Pattern.compile("'(-\\d+(?:\\.\\d+)?)'");
  private static final Set<String> NUMBER_CASTS = Set.of("integer", "bigint", "numeric");
  private static final Set<String> VALUE_WORDS =
      Set.of(
          "null",
          "true",
          "false",
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "current_role",
          "current_catalog",
          "user",
          "end");

  private ExpressionNormalizer() {}

  /** The canonical spelling of a condition or a value, without outer parentheses. */
  public static String canonical(String expression) {
    return print(
        withCastsOnElements(withRegclass(withoutOuterParentheses(Lexer.tokens(expression)))));
  }

  /**
   * The canonical spelling of a default: a lone constant loses the cast to the column's own type
   * that the server adds, and {@code NULL} is no default at all. Of a type with modifiers it is one
   * where it is written with a cast: the server keeps {@code NULL::character varying} of a {@code
   * varchar(20)} in its catalog and prints it.
   */
  public static Optional<String> canonicalDefault(String expression, String columnType) {
    String text = canonical(expression);
    List<Token> tokens = Lexer.tokens(text);
    if (tokens.isEmpty()) return Optional.of(text);
    boolean bare = tokens.size() == 1;
    Optional<TypeName> cast =
        !bare && tokens.get(1).is("::")
            ? TypeName.parse(text.substring(tokens.get(1).end()))
            : Optional.empty();
    if (!bare && cast.isEmpty()) return Optional.of(text);
    Token constant = tokens.get(0);
    boolean ownType = cast.isEmpty() || sameButForModifiers(cast.get(), columnType);
    if (constant.word("null") && ownType && BuiltInTypes.contains(columnType))
      return bare || !hasModifiers(columnType) ? Optional.empty() : Optional.of(text);
    if (constant.kind() != Kind.STRING || bare) return Optional.of(text);
    var negative = NEGATIVE_NUMBER.matcher(constant.text());
    if (negative.matches() && NUMBER_CASTS.contains(cast.get().toString()))
      return Optional.of(negative.group(1));
    return Optional.of(ownType ? constant.text() : text);
  }

  /** Tokens joined by one canonical use of white space. */
  public static String print(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    @Nullable Token previous = null;
    boolean afterUnary = false;
    for (Token token : tokens) {
      boolean close = afterUnary && token.kind() != Kind.OPERATOR; // two signs would be a comment
      if (previous != null && !close && spaceBetween(previous, token)) text.append(' ');
      text.append(canonicalToken(token));
      afterUnary = token.kind() == Kind.OPERATOR && isOperandExpectedAfter(previous);
      previous = token;
    }
    return text.toString();
  }

  private static String canonicalToken(Token token) {
    return switch (token.kind()) {
      case WORD, NUMBER -> token.text().toLowerCase(Locale.ROOT);
      case QUOTED -> Identifiers.quoteIfNeeded(token.name());
      case OPERATOR -> token.text().equals("!=") ? "<>" : token.text();
      case STRING -> canonicalString(token.text());
      case MARK, PARAMETER -> token.text();
    };
  }

  private static String canonicalString(String text) {
    char prefix = text.charAt(0);
    if (prefix != 'e' && prefix != 'E') return text;
    return text.indexOf('\\') < 0 ? text.substring(1) : "E" + text.substring(1);
  }

  private static boolean spaceBetween(Token previous, Token token) {
    boolean dotByNumber =
        previous.kind() == Kind.NUMBER && token.is(".")
            || previous.is(".") && token.kind() == Kind.NUMBER;
    if (dotByNumber) return true;
    if (token.kind() == Kind.MARK && ")],;.:::".contains(token.text())) return false;
    if (previous.kind() == Kind.MARK && "([.:::".contains(previous.text())) return false;
    if (token.is("[")) return false;
    if (token.is("(")) return !previous.identifier() || isReserved(previous);
    return true;
  }

  /** True where an operator after this token stands before its only operand, as in {@code -1}. */
  private static boolean isOperandExpectedAfter(@Nullable Token previous) {
    if (previous == null || previous.kind() == Kind.OPERATOR) return true;
    if (previous.kind() == Kind.MARK) return "([,".contains(previous.text());
    return isReserved(previous) && !VALUE_WORDS.contains(previous.name());
  }

  private static boolean isReserved(Token token) {
    return token.kind() == Kind.WORD && ReservedWords.neverColumn(token.name());
  }

  public static List<Token> withoutOuterParentheses(List<Token> tokens) {
    List<Token> rest = tokens;
    while (rest.size() > 2 && rest.get(0).is("(") && closing(rest, 0) == rest.size() - 1) {
      rest = rest.subList(1, rest.size() - 1);
    }
    return rest;
  }

  /** Where the parenthesis at an index is closed, or -1. */
  public static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      else if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return -1;
  }

  /** The server reads {@code nextval('s')} as {@code nextval('s'::regclass)}. */
  private static List<Token> withRegclass(List<Token> tokens) {
    List<Token> result = new ArrayList<>(tokens);
    for (int i = 0; i + 3 < result.size(); i++) {
      boolean call = result.get(i).word("nextval") && result.get(i + 1).is("(");
      if (call && result.get(i + 2).kind() == Kind.STRING && result.get(i + 3).is(")")) {
        result.add(i + 3, new Token(Kind.MARK, "::", 0));
        result.add(i + 4, new Token(Kind.WORD, "regclass", 0));
      }
    }
    return result;
  }

  /**
   * The server deparses {@code v IN ('a', 'b')} with a cast of the whole array, {@code (ARRAY['a',
   * 'b'])::text[]}, and reads that as casts of its elements. What was dropped and put back by its
   * own text would differ from what it was.
   */
  private static List<Token> withCastsOnElements(List<Token> tokens) {
    List<Token> result = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      int end = i + 2 < tokens.size() && tokens.get(i).is("(") ? castArray(tokens, i, result) : -1;
      if (end < 0) result.add(tokens.get(i++));
      else i = end;
    }
    return result;
  }

  /** Rewrites {@code (ARRAY[a, b])::type[]} that begins here; the index behind it, or -1. */
  private static int castArray(List<Token> tokens, int open, List<Token> result) {
    int close = closing(tokens, open);
    boolean array = tokens.get(open + 1).word("array") && tokens.get(open + 2).is("[");
    if (!array || close < 0 || close + 1 >= tokens.size() || !tokens.get(close + 1).is("::"))
      return -1;
    int typeEnd = close + 2;
    while (typeEnd < tokens.size()
        && (tokens.get(typeEnd).identifier() || tokens.get(typeEnd).is("."))) typeEnd++;
    boolean ofArray =
        typeEnd > close + 2
            && typeEnd + 1 < tokens.size()
            && tokens.get(typeEnd).is("[")
            && tokens.get(typeEnd + 1).is("]");
    if (!ofArray || !tokens.get(close - 1).is("]")) return -1;
    List<Token> type = tokens.subList(close + 2, typeEnd);
    result.addAll(tokens.subList(open + 1, open + 3));
    int depth = 0;
    int start = open + 3;
    for (int i = start; i < close; i++) {
      Token token = tokens.get(i);
      boolean last = i == close - 1;
      if (depth == 0 && (last || token.is(","))) {
        if (i > start) castElement(tokens.subList(start, i), type, result);
        result.add(token);
        start = i + 1;
      } else if (token.is("(") || token.is("[")) {
        depth++;
      } else if (token.is(")") || token.is("]")) {
        depth--;
      }
    }
    return typeEnd + 2;
  }

  private static void castElement(List<Token> element, List<Token> type, List<Token> result) {
    result.add(mark("("));
    result.addAll(element);
    result.add(mark(")"));
    result.add(mark("::"));
    result.addAll(type);
  }

  private static Token mark(String text) {
    return new Token(Kind.MARK, text, 0);
  }

  private static boolean hasModifiers(String columnType) {
    return TypeName.parse(columnType).map(type -> !type.modifiers().isEmpty()).orElse(false);
  }

  private static boolean sameButForModifiers(TypeName cast, String columnType) {
    return TypeName.parse(columnType)
        .map(type -> constantBase(type).equals(constantBase(cast)))
        .orElse(false);
  }

  /**
   * The server casts constants to the types without modifiers, two of which have names of their
   * own.
   */
  private static String constantBase(TypeName type) {
    String text = type.withoutModifiers().toString();
    return switch (text) {
      case "bpchar" -> "character";
      case "bpchar[]" -> "character[]";
      case "\"bit\"" -> "bit";
      default -> text;
    };
  }
}
