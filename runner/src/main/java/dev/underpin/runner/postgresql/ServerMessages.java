package dev.underpin.runner.postgresql;

import java.net.UnknownHostException;
import java.sql.SQLException;

/** The server's words, short enough for a sentence. */
final class ServerMessages {
  private ServerMessages() {}

  /** The first line, without the word that says it is an error. */
  static String firstLine(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse(message);
    return line.replaceFirst("^(FATAL|ERROR|PANIC): ", "");
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
