package dev.underpin.runner.sqlite;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.runner.session.EngineSession.Copying;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * How far a statement is that copies a table. While it runs nobody can ask SQLite, and what it has
 * written is not in the file yet. But SQLite tells how many instructions it has carried out (<a
 * href="https://sqlite.org/c3ref/progress_handler.html">documentation</a>), and each row takes
 * about as many as every other.
 */
final class CopyProgress extends ProgressHandler {
  /** About a hundredth of a second of SQLite's work. */
  private static final int INSTRUCTIONS = 200_000;

  /** How a rebuild's copy begins, and nothing else of it. */
  private static final String COPY = "INSERT OR ABORT INTO ";

  private static final long SILENCE = 200_000_000;

  private final long rows;
  private final long perRow;
  private final Copying copying;
  private long calls;
  private long lastTold = System.nanoTime();

  private CopyProgress(long rows, long perRow, Copying copying) {
    this.rows = rows;
    this.perRow = perRow;
    this.copying = copying;
  }

  /** Run a statement, and say how far it is where it copies many rows. */
  static long execute(Connection connection, String statement, Copying copying)
      throws SQLException {
    long rows = rows(connection, statement);
    // Each row takes at least a handful of instructions.
    OptionalLong perRow =
        rows > INSTRUCTIONS / 10 ? RowCost.of(connection, statement) : OptionalLong.empty();
    if (perRow.isEmpty()) return Sql.execute(connection, statement);
    SQLiteConnection driver = connection.unwrap(SQLiteConnection.class);
    ProgressHandler.setHandler(
        driver, INSTRUCTIONS, new CopyProgress(rows, perRow.getAsLong(), copying));
    try {
      return Sql.execute(connection, statement);
    } finally {
      ProgressHandler.clearHandler(driver);
    }
  }

  /** As many as a rebuild's own guard has counted; 0 where it has not: counting takes its time. */
  private static long rows(Connection connection, String statement) throws SQLException {
    if (!statement.startsWith(COPY)) return 0;
    for (String table : DiskSpace.copied(List.of(statement))) {
      Optional<String> guard =
          Sql.value(
              connection,
              "SELECT name FROM temp.sqlite_schema WHERE name LIKE 'underpin!_%!_guard' ESCAPE '!'");
      if (guard.isEmpty()) return 0;
      return Sql.value(
              connection,
              "SELECT \"before\" FROM temp." + Identifiers.quote(guard.get()) + " WHERE \"of\" = ?",
              "rows of " + table)
          .map(Long::parseLong)
          .orElse(0L);
    }
    return 0;
  }

  /** Called by SQLite in the middle of its work: the connection must not be used here. */
  @Override
  protected int progress() {
    calls++;
    long now = System.nanoTime();
    if (now - lastTold >= SILENCE) {
      lastTold = now;
      copying.copied(calls * INSTRUCTIONS / perRow, rows);
    }
    return 0;
  }
}
