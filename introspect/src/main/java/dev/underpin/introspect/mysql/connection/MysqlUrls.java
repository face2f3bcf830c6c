package dev.underpin.introspect.mysql.connection;

import dev.underpin.dialect.mysql.MariaDbDialectProvider;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.UrlText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code mysql://user:password@host:3306/database?parameter=value}, the same with {@code
 * mariadb:}, and the {@code jdbc:} form of both. What is left open is taken from the environment as
 * the servers' own clients do: {@code ~/.my.cnf}, then {@code MYSQL_HOST}, {@code MYSQL_TCP_PORT},
 * {@code MYSQL_PWD}. Parameters are the driver's, but for {@code socket}, the path of the server's
 * Unix socket.
 */
public final class MysqlUrls {
  private final String engineId;
  private final Map<String, String> environment;

  /**
   * @param engineId the engine, which is the word before the first colon too
   */
  public MysqlUrls(String engineId, Map<String, String> environment) {
    this.engineId = engineId;
    this.environment = environment;
  }

  public Optional<DatabaseUrl> parse(String url) {
    String text = url.strip();
    String bare = text.regionMatches(true, 0, "jdbc:", 0, 5) ? text.substring(5) : text;
    String scheme = engineId + "://";
    return bare.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(rest(bare.substring(scheme.length())))
        : Optional.empty();
  }

  private DatabaseUrl rest(String rest) {
    UrlText.refuseUnencoded(rest);
    int question = rest.indexOf('?');
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters =
        UrlText.parameters(question < 0 ? "" : rest.substring(question + 1));
    int slash = address.indexOf('/');
    String authority = slash < 0 ? address : address.substring(0, slash);
    String database = slash < 0 ? "" : UrlText.decode(address.substring(slash + 1));
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? "" : authority.substring(0, at);
    String named = at < 0 ? authority : authority.substring(at + 1);
    OptionFile file = OptionFile.of(environment);
    Optional<String> socket = socket(parameters).or(() -> socket(file, named)).map(UrlText::socket);
    String hosts = hosts(socket.isPresent() ? "localhost" : named, file);
    int colon = userInfo.indexOf(':');
    String user =
        Optional.of(UrlText.decode(colon < 0 ? userInfo : userInfo.substring(0, colon)))
            .filter(u -> !u.isEmpty())
            .or(() -> Optional.ofNullable(parameters.get("user")))
            .or(() -> file.get("user"))
            .orElseGet(() -> System.getProperty("user.name", "root"));
    Optional<String> password =
        (colon < 0
                ? Optional.<String>empty()
                : Optional.of(UrlText.decode(userInfo.substring(colon + 1))))
            .or(() -> Optional.ofNullable(parameters.get("password")))
            .or(() -> file.get("password"))
            .or(() -> env("MYSQL_PWD"));
    parameters.remove("user");
    parameters.remove("password");
    Map<String, String> properties = new LinkedHashMap<>(parameters);
    properties.put("user", user);
    socket.ifPresent(path -> useSocket(path, properties));
    socket.ifPresent(path -> parameters.put("socket", path));
    password.ifPresent(p -> properties.put("password", p));
    return new DatabaseUrl(
        engineId,
        "jdbc:" + engineId + "://" + hosts + "/" + UrlText.encode(database),
        properties,
        UrlText.display(engineId, user, socket.isPresent() ? "" : hosts, database, parameters));
  }

  /** What the servers' own clients, the drivers and other programs call it. */
  private static Optional<String> socket(Map<String, String> parameters) {
    List<String> paths =
        Stream.of("socket", "unix_socket", "localSocket", DatabaseUrl.SOCKET)
            .flatMap(key -> Optional.ofNullable(parameters.remove(key)).stream())
            .toList();
    return paths.stream().findFirst();
  }

  /** That of the file, where neither names a host. */
  private static Optional<String> socket(OptionFile file, String named) {
    return named.isEmpty() && file.get("host").isEmpty() ? file.get("socket") : Optional.empty();
  }

  /** Nobody listens between the two, so a password needs no TLS. */
  private void useSocket(String path, Map<String, String> properties) {
    boolean mariaDb = engineId.equals(MariaDbDialectProvider.ENGINE_ID);
    properties.put(DatabaseUrl.SOCKET, path);
    properties.put(
        "socketFactory",
        mariaDb ? MariaDbSocketFactory.class.getName() : MysqlSocketFactory.class.getName());
    properties.putIfAbsent("sslMode", mariaDb ? "disable" : "DISABLED");
    properties.putIfAbsent("allowPublicKeyRetrieval", "true");
  }

  /** One host or several with commas, as the drivers take them; each with its port. */
  private String hosts(String text, OptionFile file) {
    Optional<String> filed = text.isEmpty() ? file.get("host") : Optional.empty();
    String usualPort =
        filed.flatMap(h -> file.get("port")).or(() -> env("MYSQL_TCP_PORT")).orElse("3306");
    String hosts = text.isEmpty() ? filed.or(() -> env("MYSQL_HOST")).orElse("localhost") : text;
    return Arrays.stream(hosts.split(",", -1))
        .map(host -> UrlText.hostAndPort(UrlText.decode(host), usualPort))
        .collect(Collectors.joining(","));
  }

  private Optional<String> env(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }
}
