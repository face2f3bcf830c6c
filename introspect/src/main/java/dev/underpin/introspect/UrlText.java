package dev.underpin.introspect;

import dev.underpin.schema.error.UnderpinException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of the URLs of servers: {@code scheme://user:password@host:port/database?key=value},
 * percent-encoded. Its errors are of the kind USAGE, and none of them shows a password.
 */
public final class UrlText {
  private static final String ENCODE =
      "Special characters in a user name or a password must be percent-encoded:"
          + " @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, & is %26, % is %25.";

  /** Parameters by which a URL, which may come from outside, would run code or touch files. */
  private static final Set<String> REFUSED =
      Set.of(
          "loggerfile",
          "loggerlevel",
          "logger",
          "socketfactory",
          "socketfactoryarg",
          "sslfactory",
          "sslfactoryarg",
          "sslhostnameverifier",
          "sslpasswordcallback",
          "xmlfactoryfactory",
          "authenticationpluginclassname",
          "queryinterceptors",
          "statementinterceptors",
          "connectionlifecycleinterceptors",
          "exceptioninterceptors",
          "propertiestransform",
          "clientinfoprovider",
          "queryinfocachefactory",
          "serverconfigcachefactory",
          "autodeserialize",
          "allowloadlocalinfile",
          "allowloadlocalinfileinpath",
          "allowurlinlocalinfile",
          "allowlocalinfile",
          "authenticationplugins",
          "defaultauthenticationplugin",
          "credentialtype",
          "useconfigs",
          "parseinfocachefactory",
          "loadbalancestrategy",
          "haloadbalancestrategy",
          "profilereventhandler",
          "geturl");

  /** The hosts of a driver's URL, behind a user and a password that it may have. */
  private static final Pattern SERVER =
      Pattern.compile("^[a-z:]+//(?:[^/?]*@)?([\\w.\\-:,\\[\\]]+)(?:[/?]|$)");

  /** The longest path that a Unix socket can have: the server cannot make a longer one either. */
  private static final int LONGEST_SOCKET = 107;

  private UrlText() {}

  /** The path of a Unix socket, or the error that it cannot be one. */
  public static String socket(String path) {
    if (path.startsWith("/") && path.length() <= LONGEST_SOCKET) return path;
    throw usage(
        "The path of a Unix socket begins with / and has at most %d characters."
            .formatted(LONGEST_SOCKET));
  }

  /**
   * Refuses a URL whose password may have a character that ends it: the rest of the password would
   * be taken for a host, a database or a parameter, and be shown.
   *
   * @param rest what follows the scheme and its slashes
   */
  public static void refuseUnencoded(String rest) {
    int end = 0;
    while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) end++;
    if (rest.indexOf('@', end) >= 0) throw usage("The URL has an @ after the host. " + ENCODE);
  }

  /** Percent-decoding as in a URI's path: a plus sign is a plus sign. */
  public static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw usage(
          "The URL has a % that begins no code of two hexadecimal digits; a percent sign itself is %25.");
    }
  }

  /** What {@link #decode} reads as the text. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The URL of another database on the same server: the same text with another path. */
  public static String inDatabase(String url, String name) {
    int question = url.indexOf('?');
    String address = question < 0 ? url : url.substring(0, question);
    String rest = question < 0 ? "" : url.substring(question);
    int authority = address.indexOf("//");
    if (authority < 0) throw usage("The URL names no server, so there is no other database on it.");
    int path = address.indexOf('/', authority + 2);
    return (path < 0 ? address : address.substring(0, path)) + "/" + encode(name) + rest;
  }

  /** What follows the question mark, decoded, in its order. The map may be changed. */
  public static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      if (equals < 0) throw usage("A parameter of the URL has no value. " + ENCODE);
      String key = decode(pair.substring(0, equals));
      parameters.put(key, decode(pair.substring(equals + 1)));
    }
    return allowed(parameters);
  }

  /** The parameters, where none of them would run code or touch files. */
  public static Map<String, String> allowed(Map<String, String> parameters) {
    for (String key : parameters.keySet()) {
      if (REFUSED.contains(key.toLowerCase(Locale.ROOT)))
        throw usage(
            "The URL has the parameter %s, which is not taken: it makes the driver load classes, or read or write files."
                .formatted(key));
    }
    return parameters;
  }

  /**
   * One host with its port; an IPv6 address is put into brackets.
   *
   * @param text decoded; the port may be missing, and the host too
   * @param usualPort the port where it names none
   */
  public static String hostAndPort(String text, String usualPort) {
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
      // falls through to the message, which does not show the text: it may be part of a password
    }
    throw usage("The port in the URL is not a number from 1 to 65535. " + ENCODE);
  }

  /** A URL as people may see it: without the password, and with parameters that are one masked. */
  public static String display(
      String scheme, String user, String hosts, String database, Map<String, String> parameters) {
    String shown =
        parameters.entrySet().stream()
            .map(
                e ->
                    e.getKey()
                        + "="
                        + (isSecret(e.getKey()) ? "***" : encode(e.getValue()).replace("%2F", "/")))
            .collect(Collectors.joining("&"));
    return scheme
        + "://"
        + encode(user)
        + "@"
        + hosts
        + "/"
        + encode(database)
        + (shown.isEmpty() ? "" : "?" + shown);
  }

  /**
   * The URL of a server to which somebody else has connected, without what that one has added.
   *
   * @param driverUrl the driver's, with what may be secret
   * @param database empty for none
   */
  public static DatabaseUrl ofOpen(
      String engineId, String driverUrl, String usualPort, String user, String database) {
    Matcher server = SERVER.matcher(driverUrl);
    String hosts =
        server.find()
            ? Arrays.stream(server.group(1).split(",", -1))
                .map(host -> hostAndPort(host, usualPort))
                .collect(Collectors.joining(","))
            : "localhost:" + usualPort;
    return new DatabaseUrl(
        engineId,
        "jdbc:" + engineId + "://" + hosts + "/" + encode(database),
        Map.of("user", user),
        display(engineId, user, hosts, database, Map.of()));
  }

  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.contains("password") || lower.contains("secret") || lower.contains("token");
  }

  /** An error in a URL. */
  public static UnderpinException usage(String message) {
    return new UnderpinException(UnderpinException.Kind.USAGE, message);
  }
}
