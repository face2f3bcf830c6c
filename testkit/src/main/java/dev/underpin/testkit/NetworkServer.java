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
 * has failed to start fails every test at once. One that ends by itself fails the tests that use it
 * and says why; the next new database starts it again.
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

  /** Run the statement that makes a new database. A server that has ended is started again. */
  final synchronized void create(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      if (running == null || !ServerProcess.hasEnded(running.getPort())) throw failed(sql, e);
      String said = ServerProcess.lastWords(running.getPort());
      System.err.println(
          "%s has ended by itself and is started again. Its last words: %s"
              .formatted(name(), said.substring(said.lastIndexOf('\n') + 1)));
      running = null;
      admin(sql);
    }
  }

  /** Run a statement in no database of a test. */
  final synchronized void admin(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private void execute(String sql) throws SQLException {
    if (admin == null || !admin.isValid(5)) admin = connected();
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What went wrong with a statement; where the server has ended, also how. */
  final synchronized TestServerException failed(String sql, SQLException e) {
    if (running != null && ServerProcess.hasEnded(running.getPort())) return ended(running, e);
    return new TestServerException(name() + ": " + e.getMessage() + "\nin: " + sql, e);
  }

  private TestServerException ended(URI server, @Nullable SQLException cause) {
    return new TestServerException(
        "%s has ended by itself while this test used it: %s"
            .formatted(name(), ServerProcess.lastWords(server.getPort())),
        cause);
  }

  /**
   * The test that uses a database fails where its server has ended and another test has got it
   * started again.
   *
   * @param database the address that the server had when the database was made
   */
  final synchronized void requireRunning(URI database) {
    if (running == null || running.getPort() != database.getPort()) throw ended(database, null);
  }

  /** A connection to no database of a test; the caller closes it. */
  final synchronized Connection connected() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(server()));
  }

  /** The server's address with another database. */
  final URI withDatabase(String database) {
    URI url = server();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/" + database + query);
  }
}
