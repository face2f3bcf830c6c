package dev.underpin.junit;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection that is closed with the test that it was opened for. */
record OpenConnection(Connection connection) implements AutoCloseable {
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
