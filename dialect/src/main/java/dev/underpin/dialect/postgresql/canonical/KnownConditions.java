package dev.underpin.dialect.postgresql.canonical;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.ReservedWords;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.dialect.postgresql.lowering.BuiltInTypes;
import dev.underpin.dialect.postgresql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.postgresql.lowering.TypeName;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the server deparses the conditions that most checks and partial indexes have: comparisons of
 * a column with constants, joined by AND or by OR. With it a table need not be made on the server
 * only to learn that {@code status = 'new'} is {@code (status)::text = 'new'::text} where {@code
 * status} is a {@code varchar}.
 *
 * <p>An operator that somebody defined for the same types could make the server read another one,
 * so this is only ever used to recognize what is live, never instead of asking.
 */
record KnownConditions(Table table) {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

  /** The numbers that are surely an {@code integer}. */
  private static final int DIGITS = 9;

  /**
   * @param condition in the canonical spelling that is known without a server
   * @return what the server makes of it, canonical too; absent for whatever is not sure
   */
  Optional<String> deparsed(String condition) {
    List<Token> tokens = Lexer.tokens(condition);
    String joint = joint(tokens);
    if (joint.isEmpty()) return comparison(tokens);
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      if (i < tokens.size() && !tokens.get(i).word(joint)) continue;
      List<Token> own = ExpressionNormalizer.withoutOuterParentheses(tokens.subList(start, i));
      Optional<String> part = comparison(own);
      if (part.isEmpty()) return Optional.empty();
      parts.add(own.size() == 1 ? part.get() : "(" + part.get() + ")");
      start = i + 1;
    }
    return Optional.of(String.join(" " + joint + " ", parts));
  }

  /** The one word that joins the parts; a mixture of both is refused by the parts themselves. */
  private static String joint(List<Token> tokens) {
    if (tokens.stream().anyMatch(t -> t.word("and"))) return "and";
    return tokens.stream().anyMatch(t -> t.word("or")) ? "or" : "";
  }

  private Optional<String> comparison(List<Token> tokens) {
    if (tokens.isEmpty()) return Optional.empty();
    boolean not = tokens.get(0).word("not");
    if (not && tokens.size() != 2) return Optional.empty();
    Token name = tokens.get(not ? 1 : 0);
    Optional<String> type = type(name);
    if (type.isEmpty()) return Optional.empty();
    if (not || tokens.size() == 1)
      return type.filter("boolean"::equals).map(b -> (not ? "not " : "") + column(name));
    if (tokens.get(1).word("is")) return nullTest(column(name), tokens);
    if (tokens.size() == 3
        && tokens.get(1).kind() == Kind.OPERATOR
        && COMPARISONS.contains(tokens.get(1).text())) {
      return constant(tokens.get(2), type.get())
          .map(c -> operand(name, type.get()) + " " + tokens.get(1).text() + " " + c);
    }
    return tokens.get(1).word("in") ? membership(name, type.get(), tokens) : Optional.empty();
  }

  private static Optional<String> nullTest(String column, List<Token> tokens) {
    if (tokens.size() == 3 && tokens.get(2).word("null")) return Optional.of(column + " is null");
    boolean not = tokens.size() == 4 && tokens.get(2).word("not") && tokens.get(3).word("null");
    return not ? Optional.of(column + " is not null") : Optional.empty();
  }

  /** {@code column IN (a, b)}, which becomes {@code = ANY} of an array, or one comparison. */
  private static Optional<String> membership(Token name, String type, List<Token> tokens) {
    boolean list = tokens.size() > 4 && tokens.get(2).is("(");
    if (!list || !tokens.get(tokens.size() - 1).is(")")) return Optional.empty();
    List<Token> values = new ArrayList<>();
    for (int i = 3; i < tokens.size(); i++) {
      boolean value = i % 2 == 1;
      if (value) values.add(tokens.get(i));
      else if (!tokens.get(i).is(i == tokens.size() - 1 ? ")" : ",")) return Optional.empty();
    }
    List<String> constants =
        values.stream().map(v -> element(v, type)).flatMap(Optional::stream).toList();
    if (constants.size() != values.size()) return Optional.empty();
    String operand = operand(name, type);
    if (values.size() == 1) return constant(values.get(0), type).map(c -> operand + " = " + c);
    String array = constants.stream().collect(Collectors.joining(", ", "ARRAY[", "]"));
    String cast = type.equals("character varying") ? "(" + array + ")::text[]" : array;
    return Optional.of(ExpressionNormalizer.canonical(operand + " = ANY (" + cast + ")"));
  }

  private static Optional<String> element(Token token, String type) {
    if (type.equals("character varying"))
      return constant(token, type).map(c -> token.text() + "::character varying");
    return type.equals("text") || type.equals("integer") ? constant(token, type) : Optional.empty();
  }

  /** A {@code varchar} has no comparison of its own and is compared as text. */
  private static String operand(Token name, String type) {
    return type.equals("character varying") ? "(" + column(name) + ")::text" : column(name);
  }

  private static String column(Token name) {
    return Identifiers.quoteIfNeeded(name.name());
  }

  private static Optional<String> constant(Token token, String type) {
    if (token.kind() == Kind.NUMBER) {
      boolean whole = token.text().matches("0|[1-9]\\d{0," + (DIGITS - 1) + "}");
      if (whole && WHOLE_NUMBERS.contains(type)) return Optional.of(token.text());
      return whole && type.equals("numeric")
          ? Optional.of("(" + token.text() + ")::numeric")
          : Optional.empty();
    }
    if (token.kind() == Kind.STRING) {
      boolean simple = token.text().charAt(0) == '\'' && token.text().indexOf('\\') < 0;
      boolean text = type.equals("text") || type.equals("character varying");
      return simple && text ? Optional.of(token.text() + "::text") : Optional.empty();
    }
    boolean truth = token.word("true") || token.word("false");
    return truth && type.equals("boolean")
        ? Optional.of(ExpressionNormalizer.print(List.of(token)))
        : Optional.empty();
  }

  /** The type of the column, without modifiers, where it is one of the server's own. */
  private Optional<String> type(Token name) {
    if (!name.identifier() || name.kind() == Kind.WORD && ReservedWords.neverColumn(name.name()))
      return Optional.empty();
    return table
        .column(name.name())
        .map(Column::type)
        .filter(BuiltInTypes::contains)
        .flatMap(TypeName::parse)
        .filter(type -> !type.array())
        .map(type -> type.withoutModifiers().toString());
  }
}
