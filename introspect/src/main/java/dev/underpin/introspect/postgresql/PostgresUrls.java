package dev.underpin.introspect.postgresql;

import dev.underpin.dialect.postgresql.PostgresDialectProvider;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the URLs that libpq and the JDBC driver take. What they leave open is taken from the
 * environment as libpq does ({@code PGHOST}, {@code PGPORT}, {@code PGUSER}, {@code PGDATABASE},
 * {@code PGPASSWORD}); a password file is the driver's to read.
 */
final class PostgresUrls {
  private static final List<String> SCHEMES = List.of("postgresql:", "postgres:");
  private static final Set<String> SECRETS = Set.of("password", "sslpassword");

  /** libpq's names of parameters that the driver calls otherwise. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode",
          "keepalives", "tcpKeepAlive",
          "schema", "currentSchema");

  private final Map<String, String> environment;

  PostgresUrls(Map<String, String> environment) {
    this.environment = environment;
  }

  Optional<DatabaseUrl> parse(String url) {
    String text = url.strip();
    String bare = text.regionMatches(true, 0, "jdbc:", 0, 5) ? text.substring(5) : text;
    for (String scheme : SCHEMES) {
      if (bare.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return Optional.of(parseRest(bare.substring(scheme.length())));
      }
    }
    return Optional.empty();
  }

  private DatabaseUrl parseRest(String rest) {
    int question = rest.indexOf('?');
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
    String authority = "";
    String path = address;
    if (address.startsWith("//")) {
      int slash = address.indexOf('/', 2);
      authority = slash < 0 ? address.substring(2) : address.substring(2, slash);
      path = slash < 0 ? "" : address.substring(slash + 1);
    } else if (address.startsWith("/")) {
      path = address.substring(1);
    }
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : authority.substring(0, at);
    String hosts = at < 0 ? authority : authority.substring(at + 1);
    if (hosts.isEmpty())
      hosts = take(parameters, "host").or(() -> env("PGHOST")).orElse("localhost");
    String defaultPort = take(parameters, "port").or(() -> env("PGPORT")).orElse("5432");
    String hostPorts = hosts(hosts, defaultPort);
    int colon = userInfo.indexOf(':');
    String user =
        (userInfo.isEmpty()
                ? Optional.<String>empty()
                : Optional.of(decode(colon < 0 ? userInfo : userInfo.substring(0, colon))))
            .filter(u -> !u.isEmpty())
            .or(() -> take(parameters, "user"))
            .or(() -> env("PGUSER"))
            .orElseGet(() -> System.getProperty("user.name", "postgres"));
    parameters.remove("user");
    Optional<String> password =
        (colon < 0 ? Optional.<String>empty() : Optional.of(decode(userInfo.substring(colon + 1))))
            .or(() -> take(parameters, "password"))
            .or(() -> env("PGPASSWORD"));
    parameters.remove("password");
    String database =
        Optional.of(decode(path))
            .filter(p -> !p.isEmpty())
            .or(() -> take(parameters, "dbname"))
            .or(() -> env("PGDATABASE"))
            .orElse(user);
    Map<String, String> properties = new LinkedHashMap<>();
    parameters.forEach((key, value) -> properties.put(DRIVER_NAMES.getOrDefault(key, key), value));
    properties.put("user", user);
    password.ifPresent(p -> properties.put("password", p));
    String jdbc = "jdbc:postgresql://" + hostPorts + "/" + encode(database);
    return new DatabaseUrl(
        PostgresDialectProvider.ENGINE_ID,
        jdbc,
        properties,
        display(user, hostPorts, database, parameters));
  }

  private static String display(
      String user, String hosts, String database, Map<String, String> parameters) {
    String shown =
        parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + (secret(e.getKey()) ? "***" : encode(e.getValue())))
            .collect(Collectors.joining("&"));
    return "postgresql://"
        + encode(user)
        + "@"
        + hosts
        + "/"
        + encode(database)
        + (shown.isEmpty() ? "" : "?" + shown);
  }

  private static boolean secret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SECRETS.contains(lower) || lower.contains("password") || lower.contains("secret");
  }

  private static String hosts(String hosts, String defaultPort) {
    List<String> result = new ArrayList<>();
    for (String one : hosts.split(",", -1)) {
      String host = decode(one);
      if (host.startsWith("/")) {
        throw usage(
            "A Unix socket ("
                + host
                + ") cannot be reached from Java; name the server by host and port.");
      }
      int colon = host.lastIndexOf(':');
      boolean ipv6 = host.startsWith("[") ? host.endsWith("]") : host.indexOf(':') != colon;
      boolean hasPort = colon >= 0 && !ipv6;
      String name = hasPort ? host.substring(0, colon) : host;
      String port = hasPort && colon + 1 < host.length() ? host.substring(colon + 1) : defaultPort;
      if (name.isEmpty()) name = "localhost";
      if (ipv6 && !name.startsWith("[")) name = "[" + name + "]";
      result.add(name + ":" + port(port));
    }
    return String.join(",", result);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) return port;
    } catch (NumberFormatException e) {
      // falls through to the message, which shows the text
    }
    throw usage(
        "\""
            + text
            + "\" is not a port number. A special character in a user name or a password"
            + " (@ : / ?) must be percent-encoded: @ is %40.");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String key = decode(equals < 0 ? pair : pair.substring(0, equals));
      parameters.put(key, equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static Optional<String> take(Map<String, String> parameters, String key) {
    return Optional.ofNullable(parameters.remove(key)).filter(v -> !v.isEmpty());
  }

  private Optional<String> env(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }

  /** Percent-decoding as in a URI's path: a plus sign is a plus sign. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw usage(
          "The URL has a % that begins no code of two hexadecimal digits; a percent sign itself is %25.");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static UnderpinException usage(String message) {
    return new UnderpinException(UnderpinException.Kind.USAGE, message);
  }
}
