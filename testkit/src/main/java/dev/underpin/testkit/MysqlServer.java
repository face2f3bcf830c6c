package dev.underpin.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * MySQL or MariaDB of one version: the server of an environment variable ({@code
 * UNDERPIN_TEST_MYSQL_8_0}, {@code UNDERPIN_TEST_MARIADB_11_4} …), else a container where Docker
 * answers ({@code UNDERPIN_TEST_DOCKER=no} says not to ask it), else unpacked binaries.
 */
final class MysqlServer extends NetworkServer {
  private final String engine;
  private final String version;
  private final String image;
  private final MysqlBinaries binaries;
  private final String kind;

  private MysqlServer(String engine, String version, String image, MysqlBinaries binaries) {
    this(engine, version, image, binaries, "");
  }

  private MysqlServer(
      String engine, String version, String image, MysqlBinaries binaries, String kind) {
    this.kind = kind;
    this.engine = engine;
    this.version = version;
    this.image = image;
    this.binaries = binaries;
  }

  /** MySQL 8.0. */
  static MysqlServer mysql80() {
    return new MysqlServer("mysql", "8.0", "mysql:8.0", new OracleMysql());
  }

  /** The newest MySQL that can be had. */
  static MysqlServer newestMysql() {
    return new MysqlServer("mysql", "newest", "mysql:latest", new DebianMysql());
  }

  /**
   * MariaDB.
   *
   * @param series such as {@code 11.4}
   */
  static MysqlServer mariaDb(String series) {
    return new MysqlServer("mariadb", series, "mariadb:" + series, new MariaDbBinaries(series));
  }

  /** The same, with the names of tables in small letters; always from the unpacked binaries. */
  MysqlServer withSmallNames() {
    return new MysqlServer(
        engine, version, image, new LowerCaseNamesServer(binaries), " with small names");
  }

  /** The same with a log that another server can follow; always from the unpacked binaries. */
  MysqlServer replicating(int id) {
    return new MysqlServer(
        engine, version, image, new ReplicatingServer(binaries, id), " that replicates " + id);
  }

  @Override
  public String name() {
    return engine + " " + version + kind;
  }

  @Override
  public String engine() {
    return engine;
  }

  /** In utf8mb4, which MariaDB 10.11 would not choose by itself. */
  @Override
  public TestDatabase newDatabase() {
    String name = newName();
    create("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    return new Database(this, withDatabase(name), name);
  }

  @Override
  URI start() {
    String url =
        System.getenv("UNDERPIN_TEST_" + name().toUpperCase(Locale.ROOT).replaceAll("[ .]", "_"));
    if (url != null && !url.isBlank()) {
      return URI.create(url.strip());
    }
    if (kind.isEmpty() && Docker.answers()) {
      return Docker.mysql(engine, image);
    }
    return URI.create(engine + "://root@127.0.0.1:" + EmbeddedMysql.start(name(), binaries));
  }

  @Override
  String mismatch(Connection connection) throws SQLException {
    String found = connection.getMetaData().getDatabaseProductVersion();
    boolean mariaDb = found.toLowerCase(Locale.ROOT).contains("mariadb");
    boolean right =
        mariaDb == engine.equals("mariadb")
            && (version.equals("newest")
                ? !found.startsWith("8.")
                : found.startsWith(version + "."));
    return right ? "" : found;
  }

  @Override
  String jdbcUrl(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String[] user = String.valueOf(url.getRawUserInfo()).split(":", 2);
    return "jdbc:%s://%s:%s%s?user=%s%s%s%s"
        .formatted(
            url.getScheme(),
            url.getHost(),
            url.getPort() < 0 ? 3306 : url.getPort(),
            path,
            user[0],
            user.length > 1 ? "&password=" + user[1] : "",
            url.getScheme().equals("mysql") ? "&allowPublicKeyRetrieval=true" : "",
            url.getRawQuery() == null ? "" : "&" + url.getRawQuery());
  }

  private final class Database extends TestDatabase {
    private final URI address;
    private final String name;

    Database(TestServer server, URI address, String name) {
      super(server, address.toString(), MysqlServer.this.jdbcUrl(address));
      this.address = address;
      this.name = name;
    }

    @Override
    public ShellResult runScript(Path file) {
      return engine.equals("mariadb")
          ? MysqlShell.mariaDb(address, file)
          : MysqlShell.mysql(address, file);
    }

    /** A connection that a test has left open would hold locks that the DROP waits for. */
    @Override
    public void close() {
      requireRunning(address);
      disconnectAll(name);
      admin("DROP DATABASE IF EXISTS " + name);
    }
  }

  private void disconnectAll(String database) {
    String others = "SELECT id FROM information_schema.processlist WHERE db = '" + database + "'";
    try (Connection connection = connected();
        Statement statement = connection.createStatement();
        var found = statement.executeQuery(others)) {
      while (found.next()) {
        try (Statement kill = connection.createStatement()) {
          kill.execute("KILL " + found.getLong(1));
        } catch (SQLException e) {
          continue; // it has gone by itself
        }
      }
    } catch (SQLException e) {
      throw failed(others, e);
    }
  }
}
