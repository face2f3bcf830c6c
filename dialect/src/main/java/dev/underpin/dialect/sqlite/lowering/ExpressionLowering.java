package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.ReservedWords;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Translates what other engines' users write in a YAML that is meant for several engines, where
 * SQLite has the same under another name:
 *
 * <table>
 *   <caption>what is translated</caption>
 *   <tr><td>{@code now()}, {@code current_timestamp()}, {@code localtimestamp}, {@code transaction_timestamp()},
 *       {@code statement_timestamp()}, {@code clock_timestamp()}</td><td>{@code CURRENT_TIMESTAMP}</td></tr>
 *   <tr><td>{@code current_date()}, {@code curdate()}</td><td>{@code CURRENT_DATE}</td></tr>
 *   <tr><td>{@code current_time()}, {@code curtime()}, {@code localtime}</td><td>{@code CURRENT_TIME}</td></tr>
 *   <tr><td>{@code 'x'::type}</td><td>{@code 'x'}</td></tr>
 * </table>
 *
 * What SQLite does not have at all is an error that says what to write. Everything else is SQLite's
 * own.
 */
final class ExpressionLowering {
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("now", "CURRENT_TIMESTAMP"),
          Map.entry("current_timestamp", "CURRENT_TIMESTAMP"),
          Map.entry("localtimestamp", "CURRENT_TIMESTAMP"),
          Map.entry("transaction_timestamp", "CURRENT_TIMESTAMP"),
          Map.entry("statement_timestamp", "CURRENT_TIMESTAMP"),
          Map.entry("clock_timestamp", "CURRENT_TIMESTAMP"),
          Map.entry("current_date", "CURRENT_DATE"),
          Map.entry("curdate", "CURRENT_DATE"),
          Map.entry("current_time", "CURRENT_TIME"),
          Map.entry("curtime", "CURRENT_TIME"),
          Map.entry("localtime", "CURRENT_TIME"));
  private static final Map<String, String> WORDS =
      Map.of("localtimestamp", "CURRENT_TIMESTAMP", "localtime", "CURRENT_TIME");

  private static final Map<String, String> MISSING = new HashMap<>();

  static {
    String uuid =
        "Give SQLite a default of its own, such as { sqlite: lower(hex(randomblob(16))) }, or none.";
    for (String call :
        List.of(
            "gen_random_uuid",
            "uuid_generate_v4",
            "uuid_generate_v1",
            "uuidv4",
            "uuidv7",
            "uuid")) {
      MISSING.put(call, uuid);
    }
    MISSING.put(
        "nextval", "Number rows with `identity` on a column that is the whole primary key.");
  }

  private ExpressionLowering() {}

  /** The expression in SQLite's words; the text itself where nothing had to be translated. */
  static String lower(String written) {
    List<Token> tokens = Lexer.tokens(written);
    StringBuilder text = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean emptyCall =
          i + 2 < tokens.size()
              && tokens.get(i + 1).isSymbol("(")
              && tokens.get(i + 2).isSymbol(")");
      String word = token.kind() == Kind.WORD ? Identifiers.lower(token.text()) : "";
      Optional<String> translation =
          Optional.ofNullable(emptyCall ? CALLS.get(word) : WORDS.get(word));
      int last = emptyCall ? i + 2 : i;
      if (token.isSymbol("::") && i > 0 && isConstant(tokens.get(i - 1))) {
        last = castEnd(tokens, i);
        translation = Optional.of("");
      }
      if (translation.isEmpty()) continue;
      text.append(written, copied, token.start()).append(translation.get());
      copied = tokens.get(last).end();
      i = last;
    }
    return copied == 0 ? written : text.append(written.substring(copied)).toString();
  }

  /** What SQLite does not have, and what to do about it: the name, and the hint. */
  static Optional<Map.Entry<String, String>> missing(String written) {
    List<Token> tokens = Lexer.tokens(written);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("::"))
        return Optional.of(Map.entry("::", "Write cast(… as type)."));
      if (!tokens.get(i + 1).isSymbol("(") || !tokens.get(i).isName()) continue;
      String hint = MISSING.get(Identifiers.lower(tokens.get(i).name()));
      if (hint != null) return Optional.of(Map.entry(tokens.get(i).text() + "()", hint));
    }
    return Optional.empty();
  }

  private static boolean isConstant(Token token) {
    return token.kind() == Kind.STRING || token.kind() == Kind.NUMBER || token.isWord("NULL");
  }

  /** The last token of a cast's type: its words, and the length in parentheses. */
  private static int castEnd(List<Token> tokens, int cast) {
    List<Token> type = new ArrayList<>();
    int at = cast + 1;
    while (at < tokens.size() && isOfType(tokens.get(at), type)) type.add(tokens.get(at++));
    if (at < tokens.size() && tokens.get(at).isSymbol("(")) {
      while (at < tokens.size() && !tokens.get(at).isSymbol(")")) at++;
      at++;
    }
    return Math.min(at, tokens.size()) - 1;
  }

  private static boolean isOfType(Token token, List<Token> before) {
    if (!token.isName()) return false;
    if (token.kind() == Kind.QUOTED) return before.isEmpty() || token.text().equals("[]");
    return !ReservedWords.isOfExpressions(token.text());
  }
}
