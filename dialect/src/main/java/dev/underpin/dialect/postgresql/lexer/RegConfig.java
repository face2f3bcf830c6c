package dev.underpin.dialect.postgresql.lexer;

import java.util.List;
import java.util.Set;

/**
 * Where a string names a text search configuration or dictionary: {@code to_tsvector('english', a)}
 * or {@code 'english'::regconfig}.
 */
public final class RegConfig {
  /** The server's functions whose first argument may be one. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "to_tsvector",
          "to_tsquery",
          "plainto_tsquery",
          "phraseto_tsquery",
          "websearch_to_tsquery",
          "ts_headline",
          "ts_lexize",
          "ts_debug",
          "json_to_tsvector",
          "jsonb_to_tsvector");

  private RegConfig() {}

  /** True where the token is such a string. */
  public static boolean isAt(List<Token> tokens, int i) {
    if (tokens.get(i).kind() != Token.Kind.STRING || !tokens.get(i).text().startsWith("'"))
      return false;
    boolean cast =
        i + 2 < tokens.size()
            && tokens.get(i + 1).is("::")
            && (tokens.get(i + 2).word("regconfig") || tokens.get(i + 2).word("regdictionary"));
    boolean called =
        i > 1
            && tokens.get(i - 1).is("(")
            && tokens.get(i - 2).identifier()
            && FUNCTIONS.contains(tokens.get(i - 2).name());
    return cast || called;
  }

  /** The name in the string, with its namespace or without. */
  public static List<String> parts(Token string) {
    String text = string.text();
    return Identifiers.parts(text.substring(1, text.length() - 1).replace("''", "'"));
  }
}
