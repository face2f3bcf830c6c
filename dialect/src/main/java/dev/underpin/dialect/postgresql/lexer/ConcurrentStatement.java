package dev.underpin.dialect.postgresql.lexer;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Statements that take a weaker lock with the word CONCURRENTLY, and then cannot run in a
 * transaction (<a href="https://www.postgresql.org/docs/current/sql-createindex.html">CREATE
 * INDEX</a>, DROP INDEX, REINDEX, REFRESH MATERIALIZED VIEW, ALTER TABLE … DETACH PARTITION).
 */
public final class ConcurrentStatement {
  private static final String WORD = "concurrently";
  private static final Set<String> FIRST = Set.of("create", "drop", "reindex", "refresh", "alter");

  private ConcurrentStatement() {}

  /** The statement without that word; any other statement as it is. */
  public static String inTransaction(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    if (tokens.isEmpty() || !FIRST.contains(tokens.get(0).text().toLowerCase(Locale.ROOT)))
      return statement;
    return tokens.stream()
        .filter(token -> token.word(WORD))
        .findFirst()
        .map(
            token ->
                statement.substring(0, token.start())
                    + statement.substring(token.start() + token.text().length()))
        .orElse(statement);
  }
}
