package dev.underpin.introspect.postgresql.connection;

import dev.underpin.dialect.postgresql.PostgresDialectProvider;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.UrlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the URLs that libpq and the JDBC driver take. What they leave open is taken from the
 * environment as libpq does ({@code PGHOST}, {@code PGPORT}, {@code PGUSER}, {@code PGDATABASE},
 * {@code PGPASSWORD}, a service file and a password file). A host that begins with a slash is the
 * folder of the server's Unix socket.
 */
public record PostgresUrls(Map<String, String> environment) {
  private static final List<String> SCHEMES = List.of("postgresql:", "postgres:");

  /** libpq's names of parameters that the driver calls otherwise. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode",
          "keepalives", "tcpKeepAlive",
          "schema", "currentSchema");

  private static final String USUAL_SCHEMA = "public";

  public Optional<DatabaseUrl> parse(String url) {
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
    UrlText.refuseUnencoded(rest.startsWith("//") ? rest.substring(2) : rest);
    int question = rest.indexOf('?');
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters =
        UrlText.parameters(question < 0 ? "" : rest.substring(question + 1));
    take(parameters, "service")
        .or(() -> env("PGSERVICE"))
        .ifPresent(
            service ->
                ServiceFile.parameters(environment, service).forEach(parameters::putIfAbsent));
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
    Optional<String> socket = socket(hosts, defaultPort);
    String hostPorts = socket.isPresent() ? "localhost:" + defaultPort : hosts(hosts, defaultPort);
    int colon = userInfo.indexOf(':');
    String user =
        (userInfo.isEmpty()
                ? Optional.<String>empty()
                : Optional.of(UrlText.decode(colon < 0 ? userInfo : userInfo.substring(0, colon))))
            .filter(u -> !u.isEmpty())
            .or(() -> take(parameters, "user"))
            .or(() -> env("PGUSER"))
            .orElseGet(() -> System.getProperty("user.name", "postgres"));
    parameters.remove("user");
    Optional<String> password =
        (colon < 0
                ? Optional.<String>empty()
                : Optional.of(UrlText.decode(userInfo.substring(colon + 1))))
            .or(() -> take(parameters, "password"))
            .or(() -> env("PGPASSWORD"));
    parameters.remove("password");
    String database =
        Optional.of(UrlText.decode(path))
            .filter(p -> !p.isEmpty())
            .or(() -> take(parameters, "dbname"))
            .or(() -> env("PGDATABASE"))
            .orElse(user);
    // What the address says comes before what a service says.
    for (String key : List.of("host", "port", "dbname")) parameters.remove(key);
    Map<String, String> properties = new LinkedHashMap<>();
    parameters.forEach((key, value) -> properties.put(DRIVER_NAMES.getOrDefault(key, key), value));
    refuseOtherSchema(properties.getOrDefault("currentSchema", USUAL_SCHEMA));
    properties.put("user", user);
    socket.ifPresent(file -> useSocket(file, properties));
    String home = socket.isPresent() ? UrlText.decode(hosts) : hostPorts;
    password
        .or(() -> filed(home, defaultPort, database, user))
        .ifPresent(p -> properties.put("password", p));
    String jdbc = "jdbc:postgresql://" + hostPorts + "/" + UrlText.encode(database);
    return new DatabaseUrl(
        PostgresDialectProvider.ENGINE_ID,
        jdbc,
        properties,
        socket.isPresent()
            ? UrlText.display(
                "postgresql", user, "", database, bySocket(parameters, hosts, defaultPort))
            : UrlText.display("postgresql", user, hostPorts, database, parameters));
  }

  /** A name without a schema is taken for one of public, whatever the URL says. */
  private static void refuseOtherSchema(String searched) {
    String first = searched.split(",", 2)[0].strip().replace("\"", "");
    if (first.equals(USUAL_SCHEMA)) return;
    throw UrlText.usage(
        "The URL begins the search path with the schema %s, and a table without a schema is taken for one of public. Leave the parameter out, and declare the tables with their schema: %s.orders"
            .formatted(first, first));
  }

  /**
   * The password that a file has. Several hosts are left to the driver; an empty password keeps it
   * from a file that libpq would not use.
   */
  private Optional<String> filed(String host, String port, String database, String user) {
    PasswordFile file = PasswordFile.of(environment);
    if (file.isOpenToOthers()) return Optional.of("");
    if (host.contains(",")) return Optional.empty();
    int colon = host.startsWith("/") ? -1 : host.lastIndexOf(':');
    return colon < 0
        ? file.password(host, port, database, user)
            .or(() -> file.password("localhost", port, database, user))
        : file.password(host.substring(0, colon), host.substring(colon + 1), database, user);
  }

  /** A host that is a folder is that of the server's socket, which has the port in its name. */
  private static Optional<String> socket(String hosts, String port) {
    String folder = UrlText.decode(hosts);
    if (!folder.startsWith("/") || folder.contains(",")) return Optional.empty();
    UrlText.hostAndPort("localhost:" + port, port);
    return Optional.of(UrlText.socket(folder.replaceFirst("/+$", "") + "/.s.PGSQL." + port));
  }

  /** What the URL says of the socket is shown as psql takes it. */
  private static Map<String, String> bySocket(
      Map<String, String> parameters, String folder, String port) {
    Map<String, String> shown = new LinkedHashMap<>(parameters);
    shown.put("host", UrlText.decode(folder));
    if (!port.equals("5432")) shown.put("port", port);
    return shown;
  }

  /** The server has no TLS there. */
  private static void useSocket(String path, Map<String, String> properties) {
    properties.put(DatabaseUrl.SOCKET, path);
    properties.put("socketFactory", UnixSocketFactory.class.getName());
    properties.put("socketFactoryArg", path);
    properties.put("sslmode", "disable");
    properties.put("gssEncMode", "disable");
  }

  private static String hosts(String hosts, String defaultPort) {
    List<String> result = new ArrayList<>();
    for (String one : hosts.split(",", -1)) {
      String host = UrlText.decode(one);
      if (host.startsWith("/"))
        throw UrlText.usage("A Unix socket is the only host of a URL, where it has one.");
      result.add(UrlText.hostAndPort(host, defaultPort));
    }
    return String.join(",", result);
  }

  private static Optional<String> take(Map<String, String> parameters, String key) {
    return Optional.ofNullable(parameters.remove(key)).filter(v -> !v.isEmpty());
  }

  private Optional<String> env(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }
}
