package dev.underpin.introspect.mysql;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code mysql://user:password@host:3306/database?parameter=value}, the same with {@code
 * mariadb:}, and the {@code jdbc:} form of both. What is left open is taken from the environment as
 * the servers' own clients do: {@code MYSQL_HOST}, {@code MYSQL_TCP_PORT}, {@code MYSQL_PWD}.
 * Parameters are the driver's.
 */
final class Urls {
  private final String engineId;
  private final Map<String, String> environment;

  /**
   * @param engineId the engine, which is the word before the first colon too
   */
  Urls(String engineId, Map<String, String> environment) {
    this.engineId = engineId;
    this.environment = environment;
  }

  Optional<DatabaseUrl> parse(String url) {
    String text = url.strip();
    String bare = text.regionMatches(true, 0, "jdbc:", 0, 5) ? text.substring(5) : text;
    String scheme = engineId + "://";
    return bare.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(rest(bare.substring(scheme.length())))
        : Optional.empty();
  }

  private DatabaseUrl rest(String rest) {
    int question = rest.indexOf('?');
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
    int slash = address.indexOf('/');
    String authority = slash < 0 ? address : address.substring(0, slash);
    String database = slash < 0 ? "" : decode(address.substring(slash + 1));
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : authority.substring(0, at);
    String hosts = hosts(at < 0 ? authority : authority.substring(at + 1));
    int colon = userInfo.indexOf(':');
    String user =
        Optional.of(decode(colon < 0 ? userInfo : userInfo.substring(0, colon)))
            .filter(u -> !u.isEmpty())
            .or(() -> Optional.ofNullable(parameters.get("user")))
            .orElseGet(() -> System.getProperty("user.name", "root"));
    Optional<String> password =
        (colon < 0 ? Optional.<String>empty() : Optional.of(decode(userInfo.substring(colon + 1))))
            .or(() -> Optional.ofNullable(parameters.get("password")))
            .or(() -> env("MYSQL_PWD"));
    parameters.remove("user");
    parameters.remove("password");
    Map<String, String> properties = new LinkedHashMap<>(parameters);
    properties.put("user", user);
    password.ifPresent(p -> properties.put("password", p));
    return new DatabaseUrl(
        engineId,
        "jdbc:" + engineId + "://" + hosts + "/" + encode(database),
        properties,
        display(user, hosts, database, parameters));
  }

  private String display(
      String user, String hosts, String database, Map<String, String> parameters) {
    String shown =
        parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + (isSecret(e.getKey()) ? "***" : encode(e.getValue())))
            .collect(Collectors.joining("&"));
    return engineId
        + "://"
        + encode(user)
        + "@"
        + hosts
        + "/"
        + encode(database)
        + (shown.isEmpty() ? "" : "?" + shown);
  }

  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.contains("password") || lower.contains("secret") || lower.contains("token");
  }

  /** One host or several with commas, as the drivers take them; each with its port. */
  private String hosts(String text) {
    String usualPort = env("MYSQL_TCP_PORT").orElse("3306");
    String hosts = text.isEmpty() ? env("MYSQL_HOST").orElse("localhost") : text;
    return Arrays.stream(hosts.split(",", -1))
        .map(host -> host(decode(host), usualPort))
        .collect(Collectors.joining(","));
  }

  private static String host(String text, String usualPort) {
    int colon = text.lastIndexOf(':');
    boolean ipv6 = text.startsWith("[") ? text.endsWith("]") : text.indexOf(':') != colon;
    boolean hasPort = colon >= 0 && !ipv6;
    String name = hasPort ? text.substring(0, colon) : text;
    String port = hasPort && colon + 1 < text.length() ? text.substring(colon + 1) : usualPort;
    if (name.isEmpty()) name = "localhost";
    if (ipv6 && !name.startsWith("[")) name = "[" + name + "]";
    return name + ":" + port(port);
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
            + "\" is not a port number. A special character in a user name or a password (@ : / ?) must be"
            + " percent-encoded: @ is %40.");
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
