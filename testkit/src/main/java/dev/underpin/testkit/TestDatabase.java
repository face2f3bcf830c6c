package dev.underpin.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A database of a test's own, dropped with everything in it when it is closed. */
public abstract class TestDatabase implements AutoCloseable {
  private final TestServer server;
  private final String url;
  private final String jdbcUrl;

  protected TestDatabase(TestServer server, String url, String jdbcUrl) {
    this.server = server;
    this.url = url;
    this.jdbcUrl = jdbcUrl;
  }

  /** The server that it lives on. */
  public TestServer server() {
    return server;
  }

  /** The engine's name in lower case, such as {@code postgresql}. */
  public String engine() {
    return server.engine();
  }

  /**
   * As a person would type it: {@code postgresql://postgres@127.0.0.1:21543/t1} or {@code
   * sqlite:/tmp/x/test.db}.
   */
  public String url() {
    return url;
  }

  /** A new connection, in autocommit and with the driver's defaults. The caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl);
  }

  /** Runs statements one by one, each in autocommit, on one connection. */
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new TestServerException(e.getMessage() + "\nin: " + sql, e);
        }
      }
    } catch (SQLException e) {
      throw new TestServerException("Cannot connect to " + url + ": " + e.getMessage(), e);
    }
  }

  /** The rows of a query, each value as the driver's text, on a connection of its own. */
  public List<List<@Nullable String>> rows(String query) {
    try (Connection connection = connect()) {
      return rows(connection, query);
    } catch (SQLException e) {
      throw new TestServerException("Cannot connect to " + url + ": " + e.getMessage(), e);
    }
  }

  /** The rows of a query, each value as the driver's text, on a connection that is open. */
  public static List<List<@Nullable String>> rows(Connection connection, String query) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new TestServerException(e.getMessage() + "\nin: " + query, e);
    }
  }

  /**
   * The first value of the first row of a query, as text; null where that value is, or where no row
   * came.
   */
  public @Nullable String value(String query) {
    List<List<@Nullable String>> rows = rows(query);
    return rows.isEmpty() ? null : rows.get(0).get(0);
  }

  /** Every row of every table that is not Underpin's own: see {@link TableDump}. */
  public SortedMap<String, List<String>> dump() {
    try (Connection connection = connect()) {
      return TableDump.of(connection);
    } catch (SQLException e) {
      throw new TestServerException("Cannot read the rows of " + url + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs a file of SQL through the engine's own shell ({@code psql}, {@code sqlite3}), as a person
   * would.
   */
  public abstract ShellResult runScript(Path file);

  /** Drops the database. What is still connected to it is thrown out. */
  @Override
  public abstract void close();

  @Override
  public String toString() {
    return server.name() + " at " + url;
  }
}
