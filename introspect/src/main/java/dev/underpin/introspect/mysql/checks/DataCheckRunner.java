package dev.underpin.introspect.mysql.checks;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.finding.FindingCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers questions about data, each within a time limit that the server itself keeps. */
public record DataCheckRunner(Connection connection, boolean mariaDb, Duration limit) {
  private static final int SAMPLES = 3;
  private static final int QUERY_INTERRUPTED = 1317;
  private static final int QUERY_TIMEOUT = 3024;
  private static final int STATEMENT_TIMEOUT = 1969;
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** Access denied to a database, a statement, a table, a column, an operation or a routine. */
  private static final Set<Integer> NO_PRIVILEGE = Set.of(1044, 1045, 1142, 1143, 1227, 1370);

  public List<DataCheckAnswer> answer(List<DataCheck> probes) throws SQLException {
    List<DataCheckAnswer> answers = new ArrayList<>();
    long seconds = Math.max(1, limit.toSeconds());
    CatalogRows.execute(
        connection,
        "SET @underpin_wait = @@lock_wait_timeout, lock_wait_timeout = %s, %s"
            .formatted(seconds, timeout()));
    try {
      for (DataCheck probe : probes) answers.add(answer(probe));
    } finally {
      if (!connection.isClosed())
        CatalogRows.execute(connection, "SET lock_wait_timeout = @underpin_wait, " + noTimeout());
    }
    return List.copyOf(answers);
  }

  /** The server's limit for a SELECT: seconds on MariaDB, milliseconds on MySQL. */
  private String timeout() {
    return mariaDb
        ? "max_statement_time = " + limit.toMillis() / 1000.0
        : "max_execution_time = " + Math.max(1, limit.toMillis());
  }

  private String noTimeout() {
    return mariaDb ? "max_statement_time = 0" : "max_execution_time = 0";
  }

  private DataCheckAnswer answer(DataCheck probe) throws SQLException {
    try {
      return ask(probe);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      if (probe.asksToCompute() && isAboutData(e) || isWrong(probe, e))
        return DataCheckAnswer.stopped(probe, reason(e));
      return new DataCheckAnswer(probe, 0, List.of(), Optional.of(reason(e)));
    }
  }

  /**
   * The first rows come first, since they alone tell that there is a violation: where counting all
   * of them takes too long, the count is what was seen.
   */
  private DataCheckAnswer ask(DataCheck probe) throws SQLException {
    List<String> samples = new ArrayList<>();
    CatalogRows.first(
        connection,
        "SELECT * FROM (" + probe.sql() + "\n) AS found LIMIT " + SAMPLES,
        samples::add);
    if (samples.size() < SAMPLES)
      return new DataCheckAnswer(probe, samples.size(), samples, Optional.empty());
    long[] count = {samples.size()};
    try {
      CatalogRows.first(
          connection,
          "SELECT count(*) FROM (" + probe.sql() + "\n) AS found",
          n -> count[0] = Long.parseLong(n));
    } catch (SQLException e) {
      if (!isTimeout(e)) throw e;
    }
    return new DataCheckAnswer(probe, count[0], samples, Optional.empty());
  }

  /** A value that cannot be computed with (class 22), or a subquery with more than one row. */
  private static boolean isAboutData(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.equals("21000");
  }

  /** A backfill is written by a person: what the server cannot read in it is the finding. */
  private static boolean isWrong(DataCheck probe, SQLException e) {
    return probe.finding().code() == FindingCode.BACKFILL_FAILS
        && String.valueOf(e.getSQLState()).startsWith("42")
        && !NO_PRIVILEGE.contains(e.getErrorCode());
  }

  private static boolean isTimeout(SQLException e) {
    return e.getErrorCode() == QUERY_TIMEOUT
        || e.getErrorCode() == STATEMENT_TIMEOUT
        || e.getErrorCode() == QUERY_INTERRUPTED;
  }

  private String reason(SQLException e) {
    if (isTimeout(e)) return "time limit " + seconds();
    if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) return "the table is locked";
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^\\(conn=\\d+\\) ", "");
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
