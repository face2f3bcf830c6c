package dev.underpin.introspect.postgresql.checks;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.finding.FindingCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers questions about data, each in a read-only transaction of its own and within a time limit.
 */
public record DataCheckRunner(Connection connection, Duration limit) {
  private static final int SAMPLES = 3;
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NO_PRIVILEGE = "42501";

  /** No cast, a domain's check, a domain's NOT NULL, a subquery with more than one row. */
  private static final Set<String> ABOUT_DATA = Set.of("42846", "23514", "23502", "21000");

  public List<DataCheckAnswer> answer(List<DataCheck> probes) throws SQLException {
    List<DataCheckAnswer> answers = new ArrayList<>();
    for (DataCheck probe : probes) answers.add(answer(probe));
    return List.copyOf(answers);
  }

  private DataCheckAnswer answer(DataCheck probe) throws SQLException {
    boolean own = connection.getAutoCommit();
    if (own) connection.setAutoCommit(false);
    try {
      CatalogRows.execute(
          connection,
          (own ? "SET TRANSACTION READ ONLY; SAVEPOINT underpin_probe" : "SAVEPOINT underpin_probe")
              + "; SET LOCAL statement_timeout TO "
              + Math.max(1, limit.toMillis())
              + "; SET LOCAL lock_timeout TO "
              + Math.max(1, limit.toMillis()));
      return ask(probe);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      if (probe.asksToCompute() && isAboutData(e) || isWrong(probe, e))
        return DataCheckAnswer.stopped(probe, reason(e));
      return new DataCheckAnswer(probe, 0, List.of(), Optional.of(reason(e)));
    } finally {
      if (!connection.isClosed()) finish(own);
    }
  }

  private void finish(boolean own) throws SQLException {
    if (own) {
      connection.rollback();
      connection.setAutoCommit(true);
    } else {
      CatalogRows.execute(
          connection, "ROLLBACK TO SAVEPOINT underpin_probe; RELEASE SAVEPOINT underpin_probe");
    }
  }

  /**
   * The first rows come first, since they alone tell that there is a violation: where counting all
   * of them takes too long, the count is what was seen.
   */
  private DataCheckAnswer ask(DataCheck probe) throws SQLException {
    List<String> samples = new ArrayList<>();
    String found = " FROM (" + probe.sql() + "\n) AS found";
    CatalogRows.first(connection, "SELECT *" + found + " LIMIT " + SAMPLES, samples::add);
    if (samples.size() < SAMPLES)
      return new DataCheckAnswer(probe, samples.size(), samples, Optional.empty());
    List<String> count = new ArrayList<>();
    Savepoint before = connection.setSavepoint();
    try {
      CatalogRows.first(connection, "SELECT count(*)" + found, count::add);
    } catch (SQLException e) {
      if (!QUERY_CANCELED.equals(e.getSQLState())) throw e;
      connection.rollback(before);
      count.add(Integer.toString(samples.size()));
    }
    return new DataCheckAnswer(probe, Long.parseLong(count.get(0)), samples, Optional.empty());
  }

  /**
   * A value that cannot be cast or computed with (class 22), that a domain does not accept, or
   * types between which there is no cast.
   */
  private static boolean isAboutData(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || ABOUT_DATA.contains(state);
  }

  /** A backfill is written by a person: what the server cannot read in it is the finding. */
  private static boolean isWrong(DataCheck probe, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return probe.finding().code() == FindingCode.BACKFILL_FAILS
        && state.startsWith("42")
        && !state.equals(NO_PRIVILEGE);
  }

  private String reason(SQLException e) {
    if (QUERY_CANCELED.equals(e.getSQLState())) return "time limit " + seconds();
    if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) return "the table is locked";
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^ERROR: ", "");
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
