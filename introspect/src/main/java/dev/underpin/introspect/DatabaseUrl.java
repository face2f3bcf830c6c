package dev.underpin.introspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a database is and how to reach it. {@link #toString} never shows a password.
 *
 * @param engineId the engine the URL speaks of
 * @param jdbcUrl the driver's URL, without user and password
 * @param properties what the driver is given beside it, user and password among them
 * @param display the URL for people, with every secret masked
 * @param source who lends the connections; absent where the driver opens them
 */
public record DatabaseUrl(
    String engineId,
    String jdbcUrl,
    Map<String, String> properties,
    String display,
    Optional<ConnectionSource> source) {
  /** The property that has the path of a Unix socket. */
  public static final String SOCKET = "unixSocket";

  public DatabaseUrl {
    properties = Map.copyOf(properties);
  }

  /** One whose connections the driver opens. */
  public DatabaseUrl(
      String engineId, String jdbcUrl, Map<String, String> properties, String display) {
    this(engineId, jdbcUrl, properties, display, Optional.empty());
  }

  /** The same, with connections that somebody lends. */
  public DatabaseUrl lentBy(ConnectionSource lender) {
    return new DatabaseUrl(engineId, jdbcUrl, properties, display, Optional.of(lender));
  }

  /** The path of the Unix socket, where the server is reached by one. */
  public Optional<String> socket() {
    return Optional.ofNullable(properties.get(SOCKET));
  }

  /** Another database on the same server. */
  public DatabaseUrl inDatabase(String name) {
    String server = jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1);
    return new DatabaseUrl(engineId, server + name, properties, display, source);
  }

  /** The same with one more thing that the driver is told. */
  public DatabaseUrl with(String property, String value) {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent(property, value);
    return new DatabaseUrl(engineId, jdbcUrl, all, display, source);
  }

  /** The same for a command line, where a mask would be taken for a password. */
  public String displayWithoutPassword() {
    return display.replace(":***@", "@");
  }

  @Override
  public String toString() {
    return display;
  }
}
