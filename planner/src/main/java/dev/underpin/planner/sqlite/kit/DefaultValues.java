package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.List;

/** What a DEFAULT means outside of a definition. */
public final class DefaultValues {
  private DefaultValues() {}

  /**
   * True for what ADD COLUMN takes for the rows that exist: a literal, and neither an expression
   * nor the time of day.
   */
  public static boolean isConstant(SqlText value) {
    List<Token> tokens = Lexer.tokens(value.written());
    if (tokens.size() == 2 && (tokens.get(0).isSymbol("-") || tokens.get(0).isSymbol("+"))) {
      return tokens.get(1).kind() == Kind.NUMBER;
    }
    if (tokens.size() != 1) return false;
    Token token = tokens.get(0);
    return switch (token.kind()) {
      case STRING, BLOB, NUMBER, QUOTED -> true;
      case WORD -> token.isWord("NULL") || token.isWord("TRUE") || token.isWord("FALSE");
      case SYMBOL, ILLEGAL -> false;
    };
  }

  private static boolean isNull(SqlText value) {
    List<Token> tokens = Lexer.tokens(value.written());
    return tokens.size() == 1 && tokens.get(0).isWord("NULL");
  }

  /**
   * The default as an expression in a query, where a name in double quotes would be a column and
   * not the string that it is behind DEFAULT.
   */
  public static SqlText expression(SqlText value) {
    List<Token> tokens = Lexer.tokens(value.written());
    boolean quoted = tokens.size() == 1 && tokens.get(0).kind() == Kind.QUOTED;
    if (quoted) return TEMPLATE.fragment("{}", new Literal(tokens.get(0).name()));
    SqlText text = SqlText.of(value.written().strip());
    return isConstant(value) ? text : TEMPLATE.fragment("({})", text);
  }

  /** True where a column gives rows a value that is not NULL by itself. */
  public static boolean hasValue(Column column) {
    return column.defaultValue().filter(d -> !isNull(d)).isPresent();
  }
}
