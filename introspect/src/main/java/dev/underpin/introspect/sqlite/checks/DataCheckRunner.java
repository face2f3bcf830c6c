package dev.underpin.introspect.sqlite.checks;

import dev.underpin.introspect.sqlite.connection.SqliteErrors;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Asks questions about data, each for no longer than it is given, and without a right to write. */
public record DataCheckRunner(Connection connection, Duration limit) {
  /** How many keys of offending rows are shown. */
  private static final int SAMPLES = 5;

  /**
   * How many of SQLite's instructions pass between two looks at the clock: well under a
   * millisecond.
   */
  private static final int INSTRUCTIONS = 10_000;

  public List<DataCheckAnswer> answer(List<DataCheck> probes) throws SQLException {
    List<DataCheckAnswer> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      try {
        for (DataCheck probe : probes) answers.add(answer(probe));
      } finally {
        statement.execute("PRAGMA query_only = OFF");
      }
    }
    return answers;
  }

  private DataCheckAnswer answer(DataCheck probe) throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    ProgressHandler.setHandler(
        connection.unwrap(SQLiteConnection.class),
        INSTRUCTIONS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() > end ? 1 : 0;
          }
        });
    // What the library refuses while it reads the question is ours; what stops it at a row is a
    // finding.
    try (PreparedStatement question = connection.prepareStatement(probe.sql())) {
      return ask(question, probe);
    } catch (SQLException e) {
      return new DataCheckAnswer(probe, 0, List.of(), Optional.of(reason(e)));
    } finally {
      ProgressHandler.clearHandler(connection.unwrap(SQLiteConnection.class));
    }
  }

  private DataCheckAnswer ask(PreparedStatement question, DataCheck probe) throws SQLException {
    try (ResultSet result = question.executeQuery()) {
      long count = 0;
      List<String> samples = new ArrayList<>();
      for (; result.next(); count++)
        if (count < SAMPLES) samples.add(String.valueOf(result.getString(1)));
      return new DataCheckAnswer(probe, count, samples, Optional.empty());
    } catch (SQLException e) {
      if (!probe.asksToCompute() || !SqliteErrors.isAboutData(e)) throw e;
      return DataCheckAnswer.stopped(probe, SqliteErrors.message(e));
    }
  }

  private String reason(SQLException e) {
    if (SqliteErrors.isInterrupt(e)) return "time limit " + readable(limit);
    if (SqliteErrors.isBusy(e)) return "the database is locked";
    return SqliteErrors.message(e);
  }

  private static String readable(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
