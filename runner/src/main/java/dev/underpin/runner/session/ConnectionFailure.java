package dev.underpin.runner.session;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a server cannot be reached, and what to do: the same words for every engine. */
public final class ConnectionFailure {
  private static final String WAIT = "--wait 30s waits for a server that is starting.";

  /** No packet comes back. */
  public static final String NO_ANSWER =
      "no answer in time. A firewall may drop the packets, or host and port are not those of a server. "
          + WAIT;

  private static final String CLOSED =
      "the connection was closed at once. Another program may use this port, or a proxy has no server behind it. "
          + WAIT;

  private ConnectionFailure() {}

  /** What answers speaks another protocol. */
  public static String isNo(String product) {
    return "what answers there is no %s server. Check host and port.".formatted(product);
  }

  /** The server has no TLS, and the URL wants it. */
  public static String withoutTls(String setting) {
    return "it has no TLS, which the URL asks for. Remove %s from the URL, or turn TLS on at the server."
        .formatted(setting);
  }

  /** The reason, as far as the network tells it. */
  public static Optional<String> of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Optional<String> reason = reason(cause);
      if (reason.isPresent()) return reason;
    }
    return Optional.empty();
  }

  private static Optional<String> reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof UnknownHostException)
      return Optional.of("the host is not known. Check its name in the URL.");
    if (cause instanceof NoRouteToHostException || message.contains("network is unreachable"))
      return Optional.of("the network has no way to this host. Check host, network and VPN.");
    if (cause instanceof SocketTimeoutException
        || cause instanceof ConnectException && message.contains("timed out"))
      return Optional.of(NO_ANSWER);
    if (cause instanceof NoSuchFileException
        || cause instanceof SocketException && message.contains("no such file"))
      return Optional.of("there is no such socket. Check its path. " + WAIT);
    if (cause instanceof ConnectException)
      return Optional.of("connection refused. No server listens there. " + WAIT);
    if (cause instanceof SSLException)
      return Optional.of(
          "TLS failed: %s. Check the certificates and the TLS parameters of the URL."
              .formatted(firstLine(cause)));
    boolean closed =
        cause instanceof EOFException
            || cause instanceof IOException
                && (message.contains("reset") || message.contains("end of stream"));
    return closed ? Optional.of(CLOSED) : Optional.empty();
  }

  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
