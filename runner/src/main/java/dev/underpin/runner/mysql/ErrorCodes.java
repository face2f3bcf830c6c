package dev.underpin.runner.mysql;

import java.sql.SQLException;
import java.util.Set;

/**
 * The error numbers that matter here, the same in both servers where both have them (<a
 * href="https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html">all of
 * them</a>).
 */
final class ErrorCodes {
  static final int TOO_MANY_CONNECTIONS = 1040;
  static final int NOT_ALLOWED_IN = 1044;
  static final int WRONG_PASSWORD = 1045;
  static final int NO_DATABASE_CHOSEN = 1046;
  static final int NO_DATABASE = 1049;
  static final int SHUTDOWN = 1053;
  static final int UNKNOWN_COLUMN = 1054;
  static final int NO_TABLE = 1146;
  static final int LOCK_WAIT_TIMEOUT = 1205;
  static final int DEADLOCK = 1213;
  static final int READ_ONLY = 1290;
  static final int QUERY_INTERRUPTED = 1317;
  static final int READ_ONLY_TRANSACTION = 1792;
  static final int READ_ONLY_MODE = 1836;
  static final int TLS_REQUIRED = 3159;
  static final int NOT_LOCKED_AT_ONCE = 3572;

  /** Somebody else has the lock: the same statement may work in a moment. */
  static final Set<Integer> LOCKED = Set.of(LOCK_WAIT_TIMEOUT, DEADLOCK, NOT_LOCKED_AT_ONCE);

  /** Of tables, rights on columns, routines, triggers, views. */
  static final Set<Integer> NO_PRIVILEGE = Set.of(1142, 1143, 1227, 1370, 1419);

  /**
   * There already, or gone already: tables, columns, keys, foreign keys, checks, routines,
   * triggers, events, partitions, and MariaDB's views and sequences.
   */
  private static final Set<Integer> ALREADY =
      Set.of(
          1050,
          1051,
          UNKNOWN_COLUMN,
          1060,
          1061,
          1068,
          1091,
          1146,
          1176,
          1304,
          1305,
          1359,
          1360,
          1505,
          1507,
          1517,
          1537,
          1539,
          1826,
          3821,
          3822,
          3940,
          4091,
          4092);

  private ErrorCodes() {}

  /** True where a statement failed because what it does is done. */
  static boolean isAlready(SQLException e) {
    // MariaDB's only words for a foreign key that there is.
    boolean sameKey = e.getErrorCode() == 1005 && message(e).contains("errno: 121 ");
    return sameKey || ALREADY.contains(e.getErrorCode());
  }

  /** True for a connection that is not had, or was lost. */
  static boolean isConnection(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08") || isOtherProtocol(e);
  }

  /**
   * True where what answers does not speak the servers' protocol: its first bytes are taken for the
   * length of a packet, and MySQL's driver takes none above 64 kB before the greeting.
   */
  static boolean isOtherProtocol(SQLException e) {
    String message = message(e);
    return e.getErrorCode() == 0 && message.contains("> 65,535")
        || message.startsWith("Could not connect") && message.contains("received packet size");
  }

  /** The first line, without what the driver puts before it. */
  static String message(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message).replaceFirst("^\\(conn=-?\\d+\\) ", "");
  }
}
