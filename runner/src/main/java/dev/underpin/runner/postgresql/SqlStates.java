package dev.underpin.runner.postgresql;

import java.sql.SQLException;
import java.util.Set;

/**
 * The error codes that matter here; <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">all of them</a>.
 */
final class SqlStates {
  static final String CANNOT_CONNECT = "08001";
  static final String CONNECTION_GONE = "08003";
  static final String REJECTED = "08004";
  static final String CONNECTION_FAILURE = "08006";
  static final String NOT_ALLOWED_IN = "28000";
  static final String WRONG_PASSWORD = "28P01";
  static final String NO_DATABASE = "3D000";
  static final String READ_ONLY = "25006";
  static final String NO_PRIVILEGE = "42501";
  static final String TOO_MANY_CONNECTIONS = "53300";
  static final String LOCK_NOT_AVAILABLE = "55P03";
  static final String SERIALIZATION = "40001";
  static final String DEADLOCK = "40P01";
  static final String CANCELED = "57014";
  static final String ADMIN_SHUTDOWN = "57P01";
  static final String CANNOT_CONNECT_NOW = "57P03";

  /** Somebody else has the lock: the same statement may work in a moment. */
  static final Set<String> LOCKED = Set.of(LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION);

  /**
   * Duplicate schema, table, object, column, function, primary key, partition, identity; undefined
   * schema, table, object, column, function. Some are said of more: what was run is looked at in
   * the end.
   */
  static final Set<String> ALREADY =
      Set.of(
          "42P06", "42P07", "42710", "42701", "42723", "42P16", "42809", "55000", "3F000", "42P01",
          "42704", "42703", "42883");

  private SqlStates() {}

  static String of(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
