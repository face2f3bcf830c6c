package dev.underpin.runner.postgresql;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.runner.session.ConnectionFailure;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's words, short enough for a sentence. */
final class ServerMessages {
  private static final Pattern DENIED =
      Pattern.compile("permission denied for (database|schema|table|view|relation) (\\S+)");

  private ServerMessages() {}

  /** The first line, without the word that says it is an error. */
  static String firstLine(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse(message);
    return line.replaceFirst("^(FATAL|ERROR|PANIC): ", "");
  }

  /** Which GRANT is missing, as far as the server's words tell. */
  static String grant(DatabaseUrl url, String message) {
    Matcher denied = DENIED.matcher(message);
    if (!denied.find()) return "Ask its owner for a GRANT";
    String name = denied.group(2);
    String what =
        switch (denied.group(1)) {
          case "database" -> "CREATE ON DATABASE " + name;
          case "schema" -> "USAGE ON SCHEMA " + name;
          default ->
              Set.of("migrations", "steps", "models").contains(name)
                  ? "SELECT ON ALL TABLES IN SCHEMA underpin"
                  : "SELECT ON " + name;
        };
    String user = url.properties().getOrDefault("user", "");
    return "Its owner can give it: GRANT %s TO \"%s\"".formatted(what, user);
  }

  /** What may help where the server rejects a user. */
  static String adviceForUser(String message) {
    return message.contains("no encryption") || message.contains("SSL off")
        ? "It may take only connections with TLS: add sslmode=require to the URL."
        : message.contains("empty string")
            ? "Check user and password. A password file is used only where its owner alone may read it (chmod 600)."
            : "Check user and password.";
  }

  /** Why no connection was made, or why it was lost, where that is not the server's own answer. */
  static Optional<String> reason(DatabaseUrl url, SQLException e) {
    String state = SqlStates.of(e);
    if (!state.startsWith("08")) return Optional.empty();
    String message = firstLine(e);
    if (message.contains("does not support SSL"))
      return Optional.of(
          ConnectionFailure.withoutTls("sslmode=" + url.properties().get("sslmode")));
    Optional<String> network = ConnectionFailure.of(e);
    if (network.isPresent()) return network;
    if (message.contains("timed out")) return Optional.of(ConnectionFailure.NO_ANSWER);
    return message.contains("SSL connection") || message.contains("Protocol error")
        ? Optional.of(ConnectionFailure.isNo("PostgreSQL"))
        : Optional.empty();
  }
}
