package dev.underpin.runner.session;

import dev.underpin.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Another session of the server in words. Its values are its own: no literal of its statement gets
 * into a message or the history.
 */
public final class OtherSession {
  private static final int LONG = 100;

  private OtherSession() {}

  /**
   * The first session that a query finds.
   *
   * @param sql selects what the session is, in words, and its statement
   */
  public static Optional<String> find(
      Connection connection, Dialect dialect, String sql, Object... values) throws SQLException {
    List<List<Optional<String>>> rows = Sql.rows(connection, sql, values);
    if (rows.isEmpty()) return Optional.empty();
    List<Optional<String>> row = rows.get(0);
    String statement = row.get(1).map(text -> masked(dialect, text)).orElse("");
    return row.get(0).map(who -> statement.isEmpty() ? who : who + ": " + statement);
  }

  /** A statement, shortened, with a question mark for each literal. */
  static String masked(Dialect dialect, String statement) {
    boolean namesInDoubleQuotes = dialect.quote("a").startsWith("\"");
    String text =
        dialect.tokens(statement).stream()
            .map(token -> isLiteral(token, namesInDoubleQuotes) ? "?" : token)
            .collect(Collectors.joining(" "));
    return text.length() > LONG ? text.substring(0, LONG) : text;
  }

  private static boolean isLiteral(String token, boolean namesInDoubleQuotes) {
    char first = token.charAt(0);
    return Character.isDigit(first)
        || first == '.' && token.length() > 1
        || first == '"' && !namesInDoubleQuotes
        || token.indexOf('\'') >= 0 && first != '"' && first != '`'
        || first == '$' && token.length() > 1 && !Character.isDigit(token.charAt(1));
  }
}
