package dev.underpin.dialect.postgresql.references;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lowering.TypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server calls the column of an index that is an expression: {@code FigureIndexColname} in
 * its source. A function gives its name, a cast that of its operand or else of its type, all else
 * is {@code expr}.
 */
final class ExpressionName {
  /** The names in the catalog of types that have another one in SQL. */
  private static final Map<String, String> CATALOG =
      Map.ofEntries(
          Map.entry("integer", "int4"),
          Map.entry("smallint", "int2"),
          Map.entry("bigint", "int8"),
          Map.entry("boolean", "bool"),
          Map.entry("real", "float4"),
          Map.entry("double precision", "float8"),
          Map.entry("character varying", "varchar"),
          Map.entry("character", "bpchar"),
          Map.entry("bit varying", "varbit"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("time without time zone", "time"));

  private static final Map<String, String> TRIMS =
      Map.of("both", "btrim", "leading", "ltrim", "trailing", "rtrim");

  private ExpressionName() {}

  static String of(String expression) {
    return name(expression, Lexer.tokens(expression)).orElse("expr");
  }

  private static Optional<String> name(String text, List<Token> tokens) {
    int size = tokens.size();
    if (size == 0) return Optional.empty();
    if (isWrapped(tokens)) return name(text, tokens.subList(1, size - 1));
    if (tokens.get(0).word("not")) return Optional.empty();
    if (tokens.get(0).word("case")) return Optional.of(ofCase(text, tokens));
    if (tokens.get(0).word("array") && size > 1 && tokens.get(1).is("["))
      return Optional.of("array");
    if (tokens.get(0).word("trim") && size > 2 && TRIMS.containsKey(tokens.get(2).name()))
      return Optional.of(TRIMS.get(tokens.get(2).name()));
    int cast = lastOutside(tokens, "::");
    if (cast > 0) {
      if (!isOperand(tokens.subList(0, cast))) return Optional.empty();
      return firm(text, tokens.subList(0, cast))
          .or(() -> type(text.substring(tokens.get(cast).end(), tokens.get(size - 1).end())));
    }
    int open = 0;
    while (open < size && (tokens.get(open).identifier() || tokens.get(open).is("."))) open++;
    if (open == 0) return Optional.empty();
    boolean call = open < size && tokens.get(open).is("(") && close(tokens, open) == size - 1;
    boolean oneName = isDotted(tokens.subList(0, open));
    return oneName && (call || open == size)
        ? Optional.of(tokens.get(open - 1).name())
        : Optional.empty();
  }

  /**
   * The name of what is the value in all other cases; the name of a type counts for nothing here.
   */
  private static String ofCase(String text, List<Token> tokens) {
    int from = tokens.size();
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).word("case")) depth++;
      else if (tokens.get(i).word("end")) depth--;
      else if (depth == 1 && tokens.get(i).word("else")) from = i + 1;
    }
    if (from >= tokens.size() - 1) return "case";
    List<Token> otherwise = tokens.subList(from, tokens.size() - 1);
    return firm(text, otherwise).orElse("case");
  }

  /**
   * A name that is not that of the type of a cast, nor that of a CASE: others come before those.
   */
  private static Optional<String> firm(String text, List<Token> tokens) {
    List<Token> value = tokens;
    int cast = lastOutside(value, "::");
    while (cast > 0 || isWrapped(value)) {
      value = cast > 0 ? value.subList(0, cast) : value.subList(1, value.size() - 1);
      cast = lastOutside(value, "::");
    }
    if (value.isEmpty() || value.get(0).word("null") || value.get(0).word("case"))
      return Optional.empty();
    return name(text, value);
  }

  private static boolean isWrapped(List<Token> tokens) {
    return !tokens.isEmpty() && tokens.get(0).is("(") && close(tokens, 0) == tokens.size() - 1;
  }

  /** A name, a call or parentheses: nothing that an operator joins. */
  private static boolean isOperand(List<Token> tokens) {
    int at = 0;
    int size = tokens.size();
    if (tokens.get(0).kind() == Token.Kind.STRING || tokens.get(0).kind() == Token.Kind.NUMBER)
      return size == 1;
    while (at < size && (tokens.get(at).identifier() || tokens.get(at).is("."))) at++;
    if (!isDotted(tokens.subList(0, at)) && at > 0) return false;
    if (at == size) return true;
    if (tokens.get(at).is("::")) return isOperand(tokens.subList(0, at));
    if (!tokens.get(at).is("(")) return false;
    int close = close(tokens, at);
    return close == size - 1 || close < size - 1 && tokens.get(close + 1).is("::");
  }

  /** {@code name} or {@code schema.name}. */
  private static boolean isDotted(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) if (tokens.get(i).is(".") != (i % 2 == 1)) return false;
    return tokens.size() % 2 == 1;
  }

  private static Optional<String> type(String type) {
    return TypeName.parse(type.strip())
        .map(
            t -> {
              String base = t.tail().isEmpty() ? t.base() : t.base() + " " + t.tail();
              return CATALOG.getOrDefault(base, CATALOG.getOrDefault(t.base(), t.base()));
            })
        .map(name -> Lexer.tokens(name))
        .filter(tokens -> !tokens.isEmpty())
        .map(tokens -> tokens.get(tokens.size() - 1).name());
  }

  /** Where the mark is outside of all parentheses, the last one; -1 where it is not. */
  private static int lastOutside(List<Token> tokens, String mark) {
    int depth = 0;
    int last = -1;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(") || token.is("[")) depth++;
      else if (token.is(")") || token.is("]")) depth--;
      else if (depth == 0 && token.is(mark)) last = i;
    }
    return last;
  }

  /** Where the parenthesis is closed; the end where it is not. */
  private static int close(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      else if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return tokens.size();
  }
}
