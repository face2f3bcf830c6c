package dev.underpin.schema.yaml.sqltext;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What follows the table in the statement that creates a policy.
 *
 * @param command all, select, insert, update or delete
 * @param roles to whom it applies; {@code public} is everyone
 * @param using which rows are seen, as SQL
 * @param check which rows may be written, as SQL
 */
public record PolicyForm(
    boolean restrictive,
    String command,
    List<String> roles,
    Optional<String> using,
    Optional<String> check) {
  /** What is a role, and no name of one. */
  private static final List<String> WORDS =
      List.of("public", "current_user", "session_user", "current_role");

  public PolicyForm {
    roles = List.copyOf(roles);
  }

  /** The text that means this, as the server writes it. */
  public String sql(UnaryOperator<String> quote) {
    List<String> to = new ArrayList<>();
    for (String role : roles)
      to.add(WORDS.contains(role) ? role.toUpperCase(Locale.ROOT) : quote.apply(role));
    return "AS "
        + (restrictive ? "RESTRICTIVE" : "PERMISSIVE")
        + " FOR "
        + command.toUpperCase(Locale.ROOT)
        + " TO "
        + String.join(", ", to)
        + using.map(u -> " USING (" + u + ")").orElse("")
        + check.map(c -> " WITH CHECK (" + c + ")").orElse("");
  }

  /** What a text means; absent where it is no such text. */
  public static Optional<PolicyForm> read(String text) {
    try {
      return read(new SqlCursor(text));
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private static Optional<PolicyForm> read(SqlCursor cursor) throws SqlTextException {
    boolean restrictive = cursor.takes("as", "restrictive");
    if (!restrictive) cursor.takes("as", "permissive");
    String command = cursor.takes("for") ? cursor.next().lower() : "all";
    List<String> roles = new ArrayList<>();
    if (cursor.takes("to")) {
      do {
        SqlToken role = cursor.next();
        roles.add(role.kind() == SqlToken.Kind.WORD ? role.lower() : role.value());
      } while (cursor.takes(","));
    } else {
      roles.add("public");
    }
    Optional<String> using =
        cursor.takes("using") ? Optional.of(cursor.inParentheses()) : Optional.empty();
    Optional<String> check =
        cursor.takes("with", "check") ? Optional.of(cursor.inParentheses()) : Optional.empty();
    return cursor.atEnd()
        ? Optional.of(new PolicyForm(restrictive, command, roles, using, check))
        : Optional.empty();
  }
}
