package dev.underpin.introspect.sqlite.connection;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.finding.FindingCode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in a person's words what SQLite reports with its <a
 * href="https://sqlite.org/rescode.html">result codes</a>.
 */
public final class SqliteErrors {
  private static final int ERROR = 1;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int NOMEM = 7;
  private static final int READONLY = 8;
  private static final int INTERRUPT = 9;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int CANTOPEN = 14;
  private static final int TOOBIG = 18;
  private static final int MISMATCH = 20;
  private static final int NOTADB = 26;

  private SqliteErrors() {}

  /** The error that stopped the opening of a database. */
  static UnderpinException onOpening(String database, SQLException error) {
    return switch (primary(error)) {
      case BUSY, LOCKED ->
          new UnderpinException(
              FindingCode.LOCK_NOT_ACQUIRED,
              Kind.TIMEOUT,
              "%s is locked by another process, which did not release it in time. Try again when that process has ended."
                  .formatted(database),
              error);
      case NOTADB ->
          failed(
              FindingCode.NO_CONNECTION,
              database + " is not a SQLite database (or it is encrypted).",
              error);
      case CORRUPT -> failed(null, damaged(database, error), error);
      case READONLY -> failed(FindingCode.READ_ONLY, database + " can only be read.", error);
      case CANTOPEN, IOERR, NOMEM ->
          failed(
              FindingCode.NO_CONNECTION,
              database + " cannot be opened: " + message(error) + ".",
              error);
      default -> failed(null, database + ": " + message(error) + ".", error);
    };
  }

  static boolean isReadOnly(SQLException error) {
    return primary(error) == READONLY;
  }

  /** A file with a transaction to undo, for who may not write. */
  static UnderpinException cutOff(String database, SQLException error) {
    return failed(
        FindingCode.READ_ONLY,
        database
            + " can only be read, and somebody who changed it was cut off in a transaction. That is undone when a program opens it with the right to write: run this without mode=ro, or as a user who may write.",
        error);
  }

  /** What is said of a damaged file, with how to find out more. */
  public static String damaged(String database, SQLException error) {
    return """
    %s is damaged: %s. How far it goes says  PRAGMA integrity_check;  and what can still be \
    read is written as SQL by the shell's  .recover  (restore a backup where there is one)."""
        .formatted(database, message(error));
  }

  public static boolean isInterrupt(SQLException error) {
    return primary(error) == INTERRUPT;
  }

  /** A function that does not take a value, or a value that is of another kind than it must be. */
  public static boolean isAboutData(SQLException error) {
    int code = primary(error);
    return code == ERROR || code == TOOBIG || code == MISMATCH;
  }

  public static boolean isBusy(SQLException error) {
    return primary(error) == BUSY || primary(error) == LOCKED;
  }

  /**
   * SQLite's own message, out of the frame the driver puts round it: {@code [SQLITE_ERROR] … (the
   * message)}.
   */
  public static String message(SQLException error) {
    String text = String.valueOf(error.getMessage());
    int open = text.startsWith("[") ? text.indexOf(" (") : -1;
    return open > 0 && text.endsWith(")") ? text.substring(open + 2, text.length() - 1) : text;
  }

  /** The primary result code: the low byte of the extended one. */
  private static int primary(SQLException error) {
    return error.getErrorCode() & 0xFF;
  }

  private static UnderpinException failed(
      @Nullable FindingCode code, String message, SQLException error) {
    return new UnderpinException(code, Kind.FAILED, message, error);
  }
}
