package dev.underpin.runner.sqlite;

import java.sql.SQLException;

/**
 * The result codes that matter here; <a href="https://www.sqlite.org/rescode.html">all of them</a>.
 */
final class ResultCodes {
  static final int BUSY = 5;
  static final int LOCKED = 6;
  static final int READONLY = 8;
  static final int CORRUPT = 11;
  static final int CANTOPEN = 14;
  static final int NOTADB = 26;

  private static final int PRIMARY = 0xff;

  private ResultCodes() {}

  /** The primary code; the extended ones (BUSY_SNAPSHOT …) say more than is needed. */
  static int of(SQLException e) {
    return e.getErrorCode() & PRIMARY;
  }

  static boolean isLocked(SQLException e) {
    return of(e) == BUSY || of(e) == LOCKED;
  }

  /** SQLite's own words, without the driver's around them: {@code [SQLITE_X] Title (words)}. */
  static String message(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    int open = message.indexOf('(');
    boolean wrapped = message.startsWith("[SQLITE_") && open > 0 && message.endsWith(")");
    return wrapped ? message.substring(open + 1, message.length() - 1) : message;
  }
}
