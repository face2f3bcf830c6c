package dev.underpin.introspect.postgresql.connection;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Finds out whether something between the program and the server lends the server's sessions to
 * many clients. What one of them sets would be met by the next, and a lock of the session would
 * stay behind. Asked before anything is set.
 */
final class Pooler {
  /** In the URL: the pooler keeps a session for each client. */
  static final String PARAMETER = "pooler";

  /** What PgBouncer says to a parameter that the driver sends at the start. */
  private static final String REJECTED = "unsupported startup parameter";

  private Pooler() {}

  /**
   * Refuses a pooler. It gives each client a process id of its own, and not that of the server's
   * session.
   */
  static void refuse(DatabaseUrl url, Connection connection) throws SQLException {
    if ("session".equals(url.properties().get(PARAMETER))) return;
    String told = Integer.toString(connection.unwrap(PGConnection.class).getBackendPID());
    String[] real = {told};
    CatalogRows.first(connection, "SELECT pg_catalog.pg_backend_pid()", pid -> real[0] = pid);
    if (!real[0].equals(told)) throw refusal(url);
  }

  /** The refusal, where an error at the start says that a pooler answers. */
  static SQLException explained(DatabaseUrl url, SQLException error) {
    if (String.valueOf(error.getMessage()).contains(REJECTED)) throw refusal(url);
    return error;
  }

  private static UnderpinException refusal(DatabaseUrl url) {
    return UnderpinException.refused(
        "%s is a connection pooler, such as PgBouncer, which shares sessions: give the URL of the server itself (its port is usually 5432), or add pooler=session where each client has a session of its own."
            .formatted(url));
  }
}
