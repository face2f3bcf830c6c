package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.session.Sleep;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Walks a table along a key and changes it range by range, each range in a transaction of its own
 * together with the key it ends at. The upper edge of a range is looked up first, and the change is
 * then made between two keys: the plan for it does not depend on statistics, and a run that was
 * interrupted goes on behind the last key.
 *
 * <p>How many rows a range has follows from how long the last one took, so that nobody waits long
 * for a row.
 */
final class BatchWalk {
  private static final Duration AIM = Duration.ofMillis(250);
  private static final int FEWEST = 50;
  private static final int MOST = 100_000;
  private static final double GROWTH = 1.5;
  private static final double SHRINKING = 0.5;

  /** Of the time that a range took: so much is left to others before the next. */
  private static final double REST = 0.1;

  /**
   * Rows that others write between two runs of the statement are found too, but not so many times
   * in a row.
   */
  private static final int REPEATS = 5;

  private final Run run;
  private final long seq;
  private final MigrationStep step;
  private final Batch batch;
  private final List<String> statements;
  private final long tableRows;

  BatchWalk(Run run, long seq, MigrationStep step, List<String> statements, long tableRows) {
    this.run = run;
    this.seq = seq;
    this.step = step;
    this.batch =
        step.batch()
            .orElseThrow(
                () ->
                    UnderpinException.failed(
                        "Step " + step.number() + " runs in batches but does not say of what."));
    this.statements = statements;
    this.tableRows = tableRows;
  }

  /**
   * @return how many rows were changed
   */
  long fromTheStart() throws SQLException {
    return from(Optional.empty(), 0);
  }

  /**
   * @param lastKey where an earlier run got to, as SQL literals
   * @param rowsBefore how many rows it had changed
   * @return how many rows were changed, those before among them
   */
  long from(Optional<String> lastKey, long rowsBefore) throws SQLException {
    if (batch.key().isEmpty()) return range("", Optional.empty(), rowsBefore);
    Optional<String> low = lastKey;
    long rows = rowsBefore;
    long read = rowsBefore;
    long size = Math.max(1, batch.size());
    for (Optional<String> high = edge(low, size); high.isPresent(); high = edge(low, size)) {
      run.load().await(run, step);
      long began = System.nanoTime();
      rows = range(between(low, high.get()), high, rows);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      read += size;
      run.listener().batch(step, rows, read, tableRows);
      run.tries().budget().progressed();
      size = next(size, took);
      low = high;
      Sleep.of(Duration.ofNanos((long) (took.toNanos() * REST)));
    }
    return rows;
  }

  private long range(String condition, Optional<String> high, long rowsBefore) throws SQLException {
    return run.tries()
        .transaction(
            Mode.BATCHES,
            (who, tries) -> run.listener().waiting(step, who, tries),
            () -> {
              long rows = rowsBefore;
              for (String statement : statements) rows += change(within(statement, condition));
              if (high.isPresent()) run.journal().batchDone(seq, step, high.get(), rows);
              return rows;
            });
  }

  /** A row that the statement finds again after it has changed it would be changed for ever. */
  private long change(String sql) throws SQLException {
    long rows = Sql.execute(connection(), sql);
    long again = rows;
    for (int i = 0; again > 0 && i < REPEATS; i++) again = Sql.execute(connection(), sql);
    if (again == 0) return rows;
    throw UnderpinException.failed(
        """
        %s%s%s is still found by the condition of the backfill after the backfill has changed it \
        (does its expression yield NULL there?). Nothing of this batch was kept. The statement: %s"""
            .formatted(again, again == 1 ? " row of " : " rows of ", batch.table(), sql));
  }

  private String within(String statement, String condition) {
    int mark = statement.lastIndexOf(Batch.MARK);
    if (mark < 0) {
      throw UnderpinException.failed(
          "Step %s runs in batches, but its statement has no %s: %s"
              .formatted(step.number(), Batch.MARK, statement));
    }
    String range = condition.isEmpty() ? "" : "AND (" + condition + ")";
    return statement.substring(0, mark) + range + statement.substring(mark + Batch.MARK.length());
  }

  private String between(Optional<String> low, String high) {
    String above = low.map(key -> row() + " > (" + key + ") AND ").orElse("");
    return above + row() + " <= (" + high + ")";
  }

  /**
   * The key of the row that so many rows end with; of the last row where there are fewer; absent
   * where there is none.
   */
  private Optional<String> edge(Optional<String> low, long size) throws SQLException {
    String literals =
        batch.key().stream()
            .map(k -> run.session().literalOf(quoted(k)))
            .collect(Collectors.joining(", "));
    String from =
        run.database()
            .dialect()
            .sql(
                "SELECT {} FROM {}{}",
                SqlText.of(literals),
                batch.table(),
                low.map(key -> SqlText.of(" WHERE " + row() + " > (" + key + ")")));
    Optional<String> edge = key(from + order("") + " LIMIT 1 OFFSET " + (size - 1));
    return edge.isPresent() ? edge : key(from + order(" DESC") + " LIMIT 1");
  }

  private Optional<String> key(String sql) throws SQLException {
    List<List<Optional<String>>> rows = Sql.rows(connection(), sql);
    if (rows.isEmpty()) return Optional.empty();
    return Optional.of(
        rows.get(0).stream().map(v -> v.orElse("NULL")).collect(Collectors.joining(", ")));
  }

  private String row() {
    return batch.key().stream().map(this::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  private String order(String direction) {
    return batch.key().stream()
        .map(k -> quoted(k) + direction)
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  private String quoted(String column) {
    return run.database().dialect().quote(column);
  }

  private Connection connection() {
    return run.session().connection();
  }

  private static long next(long size, Duration took) {
    double wanted = size * (double) AIM.toNanos() / Math.max(1, took.toNanos());
    double bounded = Math.max(size * SHRINKING, Math.min(size * GROWTH, wanted));
    return Math.max(FEWEST, Math.min(MOST, Math.round(bounded)));
  }
}
