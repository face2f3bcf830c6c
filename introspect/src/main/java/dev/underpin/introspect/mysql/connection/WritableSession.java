package dev.underpin.introspect.mysql.connection;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.introspect.CatalogRows;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A session in which something may be made for a while; read-only again when it is closed, if it
 * was.
 */
public final class WritableSession implements AutoCloseable {
  private final Connection connection;
  private final boolean wasReadOnly;

  private WritableSession(Connection connection, boolean wasReadOnly) {
    this.connection = connection;
    this.wasReadOnly = wasReadOnly;
  }

  public static WritableSession open(Connection connection, MysqlFlavor flavor)
      throws SQLException {
    String variable = flavor.isMariaDb() ? "tx_read_only" : "transaction_read_only";
    boolean[] readOnly = {false};
    CatalogRows.first(connection, "SELECT @@" + variable, value -> readOnly[0] = value.equals("1"));
    if (readOnly[0]) CatalogRows.execute(connection, "SET SESSION TRANSACTION READ WRITE");
    return new WritableSession(connection, readOnly[0]);
  }

  @Override
  public void close() throws SQLException {
    if (wasReadOnly && !connection.isClosed())
      CatalogRows.execute(connection, "SET SESSION TRANSACTION READ ONLY");
  }
}
