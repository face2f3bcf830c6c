package dev.underpin.runner.apply;

import dev.underpin.runner.history.Observation;
import dev.underpin.runner.session.StepView;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a step is measured by, from before its first statement on.
 *
 * @param start as {@link System#nanoTime} counts, which no change of the clock disturbs
 * @param waited how long the run had waited for locks by then
 */
record StepMeasure(Run run, Instant began, long start, Duration waited, StepView view) {
  static StepMeasure begin(Run run) throws SQLException {
    return new StepMeasure(
        run,
        run.clock().instant().truncatedTo(ChronoUnit.MILLIS),
        System.nanoTime(),
        run.tries().budget().all(),
        run.session().view());
  }

  /** Its statements have run. */
  Observation observed(long rows) throws SQLException {
    return new Observation(
        began,
        run.clock().instant().truncatedTo(ChronoUnit.MILLIS),
        Duration.ofNanos(System.nanoTime() - start),
        run.tries().budget().all().minus(waited),
        rows,
        view.now());
  }
}
