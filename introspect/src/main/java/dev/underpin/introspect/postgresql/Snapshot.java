package dev.underpin.introspect.postgresql;

import dev.underpin.dialect.postgresql.PostgresSpelling;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A read-only transaction for the catalog queries, with the search path that deparsed text depends
 * on. Inside a transaction of the caller's it is that one, whose settings are put back.
 */
final class Snapshot implements AutoCloseable {
  private final Connection connection;
  private final boolean own;

  private Snapshot(Connection connection, boolean own) {
    this.connection = connection;
    this.own = own;
  }

  static Snapshot open(Connection connection, String namespace) throws SQLException {
    boolean own = connection.getAutoCommit();
    if (own) connection.setAutoCommit(false);
    Snapshot snapshot = new Snapshot(connection, own);
    try {
      String transaction =
          own
              ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; "
              : "SAVEPOINT underpin_read; ";
      Rows.execute(
          connection,
          transaction
              + "SET LOCAL search_path TO "
              + PostgresSpelling.identifier(namespace)
              + "; SET LOCAL lock_timeout TO '10s'");
      return snapshot;
    } catch (SQLException e) {
      snapshot.close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    if (own) {
      connection.rollback();
      connection.setAutoCommit(true);
    } else {
      Rows.execute(
          connection, "ROLLBACK TO SAVEPOINT underpin_read; RELEASE SAVEPOINT underpin_read");
    }
  }
}
