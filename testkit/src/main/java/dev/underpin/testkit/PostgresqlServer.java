package dev.underpin.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL of one major version: the server of the environment variable {@code
 * UNDERPIN_TEST_POSTGRESQL_<major>}, else a container where Docker answers ({@code
 * UNDERPIN_TEST_DOCKER=no} says not to ask it), else the binaries of the build.
 */
final class PostgresqlServer implements TestServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final int major;
  private @Nullable URI running;
  private @Nullable TestServerException failure;
  private @Nullable Connection admin;

  PostgresqlServer(int major) {
    this.major = major;
  }

  int major() {
    return major;
  }

  @Override
  public String name() {
    return "postgresql " + major;
  }

  @Override
  public String engine() {
    return "postgresql";
  }

  @Override
  public TestDatabase newDatabase() {
    // The process id, because a server of the environment may serve several JVMs at once.
    String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    // Copying files is the only way before 15, and the quicker one for a small database since.
    admin(
        "CREATE DATABASE "
            + name
            + " TEMPLATE template0"
            + (major >= 15 ? " STRATEGY file_copy" : ""));
    URI url = withDatabase(server(), name);
    return new Database(this, url.toString(), jdbcUrl(url), name);
  }

  @Override
  public String toString() {
    return name();
  }

  /**
   * Where the server is, started if it is not yet. One that has failed to start fails every test at
   * once.
   */
  private synchronized URI server() {
    if (failure != null) {
      throw new TestServerException(failure.getMessage() + "", failure);
    }
    if (running == null) {
      try {
        URI url = start();
        checkVersion(url);
        running = url;
      } catch (TestServerException e) {
        failure = e;
        throw e;
      }
    }
    return running;
  }

  private URI start() {
    String variable = "UNDERPIN_TEST_POSTGRESQL_" + major;
    String url = System.getenv(variable);
    if (url != null && !url.isBlank()) {
      return URI.create(url.strip());
    }
    if (Docker.answers()) {
      return Docker.postgresql(major);
    }
    return EmbeddedPostgresql.start(major);
  }

  /** Tests that believe to have run on another version than they did are worth nothing. */
  private void checkVersion(URI url) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(url))) {
      int found = connection.getMetaData().getDatabaseMajorVersion();
      if (found != major) {
        throw new TestServerException(
            "Wanted PostgreSQL " + major + ", found " + found + " at " + shown(url));
      }
    } catch (SQLException e) {
      throw new TestServerException(
          "Cannot connect to " + name() + " at " + shown(url) + ": " + e.getMessage(), e);
    }
  }

  private synchronized void admin(String sql) {
    try {
      if (admin == null || !admin.isValid(5)) {
        admin = connected();
      }
      try (Statement statement = admin.createStatement()) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new TestServerException(name() + ": " + e.getMessage() + "\nin: " + sql, e);
    }
  }

  /**
   * A server that died under a test fails that test, and says why; the next one gets another
   * server.
   */
  private Connection connected() throws SQLException {
    try {
      return DriverManager.getConnection(jdbcUrl(server()));
    } catch (SQLException e) {
      if (running == null || !ServerProcess.hasEnded(running.getPort())) throw e;
      System.err.println(
          name() + " has ended by itself: " + ServerProcess.lastWords(running.getPort()));
      running = null;
      return DriverManager.getConnection(jdbcUrl(server()));
    }
  }

  /**
   * DROP DATABASE looks for connections, and where one is still on its way out it waits for a tenth
   * of a second before it looks again: what a test has just closed would cost that each time.
   */
  private synchronized void disconnectAll(String database) {
    String connected = " FROM pg_stat_activity WHERE datname = '" + database + "'";
    admin("SELECT pg_terminate_backend(pid)" + connected);
    admin(
        """
        DO $$ BEGIN
          FOR attempt IN 1..1000 LOOP
            PERFORM pg_stat_clear_snapshot();
            EXIT WHEN NOT EXISTS (SELECT 1 %s);
            PERFORM pg_sleep(0.001);
          END LOOP;
        END $$
        """
            .formatted(connected));
  }

  private static URI withDatabase(URI url, String database) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/" + database + query);
  }

  /**
   * The driver wants user and password among the parameters. Both forms are percent-encoded, so
   * they pass as they are.
   */
  private static String jdbcUrl(URI url) {
    String path =
        url.getRawPath() == null || url.getRawPath().length() < 2 ? "/postgres" : url.getRawPath();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    StringBuilder jdbc = new StringBuilder("jdbc:postgresql://" + url.getHost() + port + path);
    char separator = '?';
    if (url.getRawUserInfo() != null) {
      String[] userInfo = url.getRawUserInfo().split(":", 2);
      jdbc.append(separator).append("user=").append(userInfo[0]);
      separator = '&';
      if (userInfo.length > 1) {
        jdbc.append("&password=").append(userInfo[1]);
      }
    }
    if (url.getRawQuery() != null) {
      jdbc.append(separator).append(url.getRawQuery());
    }
    return jdbc.toString();
  }

  private static String shown(URI url) {
    return url.getHost() + ":" + url.getPort();
  }

  private final class Database extends TestDatabase {
    private final String name;

    Database(TestServer server, String url, String jdbcUrl, String name) {
      super(server, url, jdbcUrl);
      this.name = name;
    }

    @Override
    public ShellResult runScript(Path file) {
      return Psql.run(url(), file);
    }

    @Override
    public void close() {
      disconnectAll(name);
      admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
  }
}
