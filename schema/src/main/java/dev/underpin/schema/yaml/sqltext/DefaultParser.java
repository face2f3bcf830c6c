package dev.underpin.schema.yaml.sqltext;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells a default that is SQL from a bare word that somebody meant as text. */
public final class DefaultParser {
  /** Words that mean something by themselves in an expression, on one engine or another. */
  private static final Set<String> SQL_WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "unknown",
          "on",
          "off",
          "current_timestamp",
          "current_date",
          "current_time",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "system_user",
          "user",
          "current_role",
          "current_catalog",
          "current_schema",
          "utc_timestamp",
          "utc_date",
          "utc_time",
          "next",
          "not",
          "case",
          "array",
          "interval",
          "default",
          "maxvalue",
          "minvalue");

  private DefaultParser() {}

  /** True for an explicit NULL, which is the same as no default. */
  public static boolean isNull(String text) {
    return text.equalsIgnoreCase("null");
  }

  /** The text itself where it is nothing but words that SQL would take for names of columns. */
  public static Optional<String> bareWord(String text) throws SqlTextException {
    List<SqlToken> tokens = SqlTokenizer.of(text);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (i > 0 && token.isSymbol("::")) break;
      boolean joins = i > 0 && (token.isSymbol(".") || token.isSymbol("-"));
      boolean plain = token.kind() == SqlToken.Kind.WORD && !SQL_WORDS.contains(token.lower());
      if (!plain && !joins) return Optional.empty();
    }
    return tokens.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  public static String bareWordMessage(String text) {
    return "\"" + text + "\" is a bare word, which SQL takes for the name of a column";
  }

  /** The text as a SQL string. */
  public static String quoted(String text) {
    int cast = text.indexOf("::");
    String word = (cast < 0 ? text : text.substring(0, cast)).strip();
    return "'" + word.replace("'", "''") + "'";
  }
}
