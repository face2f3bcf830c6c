package dev.underpin.introspect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Lends connections, as an application's pool does. One that is closed goes back to it, with the
 * settings with which it came.
 */
@FunctionalInterface
public interface ConnectionSource {
  /** One more connection, which the caller closes. */
  Connection lend() throws SQLException;
}
