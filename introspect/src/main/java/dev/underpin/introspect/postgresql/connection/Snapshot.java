package dev.underpin.introspect.postgresql.connection;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.introspect.CatalogRows;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A read-only transaction for the catalog queries, with the search path that deparsed text depends
 * on. The server compiles no query: with many tables it would, and compiling takes longer than the
 * query. Inside a transaction of the caller's it is that one, whose settings are put back.
 */
public final class Snapshot implements AutoCloseable {
  private final Connection connection;
  private final boolean own;

  private Snapshot(Connection connection, boolean own) {
    this.connection = connection;
    this.own = own;
  }

  /**
   * Begins it.
   *
   * @param often true where the same queries are asked again soon: the server then keeps its plans,
   *     since making one takes longer than to look at a few tables
   */
  public static Snapshot open(
      Connection connection, Dialect dialect, String namespace, boolean often) throws SQLException {
    boolean own = connection.getAutoCommit() && !isInTransaction(connection);
    if (own) connection.setAutoCommit(false);
    Snapshot snapshot = new Snapshot(connection, own);
    try {
      String transaction =
          own
              ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; "
              : "SAVEPOINT underpin_read; ";
      CatalogRows.execute(
          connection,
          "%s%s; SET LOCAL lock_timeout TO '10s'; SET LOCAL jit TO off%s"
              .formatted(
                  transaction,
                  searchPath(dialect, CanonicalForm.identifier(namespace)),
                  often ? "; SET LOCAL plan_cache_mode TO force_generic_plan" : ""));
      return snapshot;
    } catch (SQLException e) {
      snapshot.close();
      throw e;
    }
  }

  /** True where a transaction was begun by SQL, which the driver's own setting does not tell. */
  private static boolean isInTransaction(Connection connection) throws SQLException {
    return connection.isWrapperFor(BaseConnection.class)
        && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
  }

  /**
   * The statement that sets the search path for the transaction. The driver throws its prepared
   * statements away when it sees {@code SET search_path}, and the server, which does not need that,
   * would plan every query again.
   *
   * @param path names as SQL writes them, with commas between
   */
  public static String searchPath(Dialect dialect, String path) {
    return "SELECT pg_catalog.set_config('search_path', " + dialect.literal(path) + ", true)";
  }

  @Override
  public void close() throws SQLException {
    if (own) {
      connection.rollback();
      connection.setAutoCommit(true);
    } else {
      CatalogRows.execute(
          connection, "ROLLBACK TO SAVEPOINT underpin_read; RELEASE SAVEPOINT underpin_read");
    }
  }
}
