package dev.underpin.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * PostgreSQL of one major version: the server of the environment variable {@code
 * UNDERPIN_TEST_POSTGRESQL_<major>}, else a container where Docker answers ({@code
 * UNDERPIN_TEST_DOCKER=no} says not to ask it), else the binaries of the build.
 */
class PostgresqlServer extends NetworkServer {
  private final int major;
  private final boolean replicates;

  PostgresqlServer(int major) {
    this(major, false);
  }

  private PostgresqlServer(int major, boolean replicates) {
    this.major = major;
    this.replicates = replicates;
  }

  /** The same with a log that a standby can follow; always from the build's binaries. */
  PostgresqlServer replicating() {
    return new PostgresqlServer(major, true);
  }

  int major() {
    return major;
  }

  @Override
  public String name() {
    return "postgresql " + major + (replicates ? " that replicates" : "");
  }

  @Override
  public String engine() {
    return "postgresql";
  }

  @Override
  public TestDatabase newDatabase() {
    String name = newName();
    // Copying files is the only way before 15, and the quicker one for a small database since.
    create(
        "CREATE DATABASE %s TEMPLATE template0%s"
            .formatted(name, major >= 15 ? " STRATEGY file_copy" : ""));
    URI url = withDatabase(name);
    return new Database(this, url, name);
  }

  @Override
  URI start() {
    if (replicates)
      return EmbeddedPostgresql.start(major, List.of("wal_level=replica", "max_wal_senders=5"));
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

  @Override
  String mismatch(Connection connection) throws SQLException {
    int found = connection.getMetaData().getDatabaseMajorVersion();
    return found == major ? "" : "PostgreSQL " + found;
  }

  /**
   * DROP DATABASE looks for connections, and where one is still on its way out it waits for a tenth
   * of a second before it looks again: what a test has just closed would cost that each time.
   */
  private void disconnectAll(String database) {
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

  /** The driver wants user and password among the parameters. */
  @Override
  String jdbcUrl(URI url) {
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

  private final class Database extends TestDatabase {
    private final URI address;
    private final String name;

    Database(TestServer server, URI address, String name) {
      super(server, address.toString(), PostgresqlServer.this.jdbcUrl(address));
      this.address = address;
      this.name = name;
    }

    @Override
    public ShellResult runScript(Path file) {
      return Psql.run(url(), file);
    }

    @Override
    public void close() {
      requireRunning(address);
      disconnectAll(name);
      admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
  }
}
