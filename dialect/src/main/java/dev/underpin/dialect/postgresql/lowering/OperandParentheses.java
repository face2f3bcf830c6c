package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import java.util.List;

/** Puts expressions into parentheses where the grammar takes only an operand ({@code b_expr}). */
public final class OperandParentheses {
  private OperandParentheses() {}

  /** The text itself where it is a constant, a call or a cast of one; else in parentheses. */
  public static String parenthesized(String expression) {
    String text = expression.strip();
    List<Token> tokens = Lexer.tokens(text);
    boolean plain = isOperand(tokens) && tokens.get(tokens.size() - 1).end() == text.length();
    return plain ? text : "(" + closed(text) + ")";
  }

  /**
   * The text, behind which a parenthesis may stand: a comment to the end of the line would eat it.
   */
  public static String closed(String expression) {
    return expression.contains("--") ? expression + "\n" : expression;
  }

  private static boolean isOperand(List<Token> tokens) {
    if (tokens.isEmpty()) return false;
    int i = 0;
    Token first = tokens.get(0);
    boolean sign = first.is("-") && tokens.size() == 2 && tokens.get(1).kind() == Kind.NUMBER;
    if (sign) return true;
    if (first.is("(")) {
      i = ExpressionNormalizer.closing(tokens, 0) + 1;
      if (i == 0) return false;
    } else if (first.kind() == Kind.STRING || first.kind() == Kind.NUMBER) {
      i = 1;
    } else if (first.identifier()) {
      i = path(tokens);
      if (i < tokens.size() && tokens.get(i).is("(")) {
        int close = ExpressionNormalizer.closing(tokens, i);
        if (close < 0) return false;
        i = close + 1;
      }
    } else {
      return false;
    }
    if (i == tokens.size()) return true;
    return tokens.get(i).is("::") && TypeName.parse(rest(tokens, i + 1)).isPresent();
  }

  private static int path(List<Token> tokens) {
    int i = 1;
    while (i + 1 < tokens.size() && tokens.get(i).is(".") && tokens.get(i + 1).identifier()) i += 2;
    return i;
  }

  private static String rest(List<Token> tokens, int from) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens.subList(from, tokens.size())) text.append(token.text()).append(' ');
    return text.toString();
  }
}
