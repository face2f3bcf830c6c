package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lowers what another engine's SQL says to what MySQL and MariaDB say. */
final class ExpressionLowering {
  private static final Map<String, String> MISSING =
      Map.of(
          "gen_random_uuid", "Write uuid().",
          "uuid_generate_v4", "Write uuid().",
          "to_timestamp", "Write from_unixtime(…).",
          "date_trunc", "Write date_format(…).",
          "string_agg", "Write group_concat(…).");

  private ExpressionLowering() {}

  /** A constant without the cast behind it: {@code 'x'::text} is {@code 'x'}. */
  static String lower(String written) {
    List<Token> tokens = Lexer.tokens(written);
    StringBuilder text = new StringBuilder();
    int copied = 0;
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (!isConstant(tokens.get(i)) || !isCast(tokens, i + 1)) continue;
      text.append(written, copied, tokens.get(i).end());
      int last = typeEnd(tokens, i + 3);
      copied = tokens.get(last).end();
      i = last;
    }
    return copied == 0 ? written : text.append(written.substring(copied)).toString();
  }

  /** What is not there, and what to do about it: the name, and the hint. */
  static Optional<Map.Entry<String, String>> missing(String lowered) {
    List<Token> tokens = Lexer.tokens(lowered);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (isCast(tokens, i)) return Optional.of(Map.entry("::", "Write cast(… as type)."));
      String hint = MISSING.get(tokens.get(i).lower());
      if (hint != null && tokens.get(i + 1).is("("))
        return Optional.of(Map.entry(tokens.get(i).text() + "()", hint));
    }
    return Optional.empty();
  }

  private static boolean isConstant(Token token) {
    return token.kind() == Kind.STRING || token.kind() == Kind.NUMBER || token.word("null");
  }

  private static boolean isCast(List<Token> tokens, int i) {
    return i + 1 < tokens.size()
        && tokens.get(i).is(":")
        && tokens.get(i + 1).is(":")
        && tokens.get(i).end() == tokens.get(i + 1).start();
  }

  /** The last token of a cast's type: its words, and the length in parentheses. */
  private static int typeEnd(List<Token> tokens, int first) {
    int last = first;
    while (last + 1 < tokens.size() && isOfType(tokens.get(last + 1))) last++;
    if (last + 1 < tokens.size() && tokens.get(last + 1).is("(")) {
      while (last + 1 < tokens.size() && !tokens.get(last).is(")")) last++;
    }
    return last;
  }

  private static boolean isOfType(Token token) {
    return switch (token.lower()) {
      case "varying", "precision", "with", "without", "time", "zone" -> true;
      default -> false;
    };
  }
}
