package dev.underpin.runner.postgresql;

import dev.underpin.introspect.DatabaseUrl;
import java.net.UnknownHostException;
import java.sql.SQLException;
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

  /** True where the network failed, and not what the URL says. */
  static boolean isOfNetwork(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause())
      if (cause instanceof java.io.IOException) return true;
    return false;
  }

  /** Why there is no connection. */
  static String cause(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) return "the host is not known";
      if (cause instanceof java.net.ConnectException) return "connection refused";
      if (cause instanceof java.net.SocketTimeoutException) return "no answer in time";
    }
    return firstLine(e);
  }
}
