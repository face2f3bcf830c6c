package dev.underpin.testkit;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that is reached by its address, and started when the first test asks for it. One that
 * has failed to start fails every test at once; one that died under a test fails that test and says
 * why, and the next test gets another.
 */
abstract class NetworkServer implements TestServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private @Nullable URI running;
  private @Nullable TestServerException failure;
  private @Nullable Connection admin;

  /** Start it, or find out where it runs. */
  abstract URI start();

  /**
   * Why a server is not the one that was wanted; empty where it is. Tests that believe to have run
   * on another version than they did are worth nothing.
   */
  abstract String mismatch(Connection connection) throws SQLException;

  /** The driver's URL for an address, both percent-encoded. */
  abstract String jdbcUrl(URI url);

  @Override
  public final String toString() {
    return name();
  }

  /** With the process id, because a server of the environment may serve several JVMs at once. */
  static String newName() {
    return "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
  }

  /** Where the server is. */
  final synchronized URI server() {
    if (failure != null) throw new TestServerException(failure.getMessage() + "", failure);
    if (running == null) {
      try {
        URI url = start();
        check(url);
        running = url;
      } catch (TestServerException e) {
        failure = e;
        throw e;
      }
    }
    return running;
  }

  private void check(URI url) {
    String shown = url.getHost() + ":" + url.getPort();
    try (Connection connection = DriverManager.getConnection(jdbcUrl(url))) {
      String mismatch = mismatch(connection);
      if (!mismatch.isEmpty())
        throw new TestServerException("Wanted " + name() + ", found " + mismatch + " at " + shown);
    } catch (SQLException e) {
      throw new TestServerException(
          "Cannot connect to " + name() + " at " + shown + ": " + e.getMessage(), e);
    }
  }

  /** Run a statement in no database of a test. */
  final synchronized void admin(String sql) {
    try {
      if (admin == null || !admin.isValid(5)) admin = connected();
      try (Statement statement = admin.createStatement()) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new TestServerException(name() + ": " + e.getMessage() + "\nin: " + sql, e);
    }
  }

  /** A connection to no database of a test; the caller closes it. */
  final synchronized Connection connected() throws SQLException {
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

  /** The server's address with another database. */
  final URI withDatabase(String database) {
    URI url = server();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/" + database + query);
  }
}
