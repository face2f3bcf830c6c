import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database of one measurement, on the server of a URL as the command line takes it. It is
 * created, and dropped in the end.
 */
record Database(URI server, String name) implements AutoCloseable {
  static final String PREFIX = "underpin_load_";

  static Database create(String server, String name) throws SQLException {
    Database database = new Database(URI.create(server), PREFIX + name);
    try (Connection connection = connect(database.jdbc(database.server.getPath()))) {
      execute(connection, "DROP DATABASE IF EXISTS " + database.name);
      execute(connection, "CREATE DATABASE " + database.name);
    }
    return database;
  }

  boolean isPostgresql() {
    return server.getScheme().startsWith("postgres");
  }

  /** The setting that says how many rows a recursive query may have, on MySQL and MariaDB. */
  String recursionLimit() {
    return server.getScheme().equals("mysql") ? "cte_max_recursion_depth" : "max_recursive_iterations";
  }

  /** The URL that Underpin takes. */
  String url() {
    return server.getScheme() + "://" + server.getRawAuthority() + "/" + name + query();
  }

  Connection connect() throws SQLException {
    return connect(jdbc("/" + name));
  }

  private String jdbc(String path) {
    String[] user = server.getUserInfo() == null ? new String[0] : server.getUserInfo().split(":", 2);
    StringBuilder url =
        new StringBuilder("jdbc:")
            .append(isPostgresql() ? "postgresql" : "mariadb")
            .append("://")
            .append(server.getHost())
            .append(server.getPort() < 0 ? "" : ":" + server.getPort())
            .append(path)
            .append("?ApplicationName=load");
    if (user.length > 0) url.append("&user=").append(user[0]);
    if (user.length > 1) url.append("&password=").append(user[1]);
    return url.toString();
  }

  private String query() {
    return server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection connection = connect(jdbc(server.getPath()))) {
      execute(connection, "DROP DATABASE IF EXISTS " + name + (isPostgresql() ? " WITH (FORCE)" : ""));
    }
  }
}
