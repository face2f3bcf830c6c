package dev.underpin.runner;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.apply.ApplyRun;
import dev.underpin.runner.apply.ResolveRun;
import dev.underpin.runner.apply.RollbackRun;
import dev.underpin.runner.apply.Run;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.Prediction;
import dev.underpin.runner.purge.PurgeReport;
import dev.underpin.runner.purge.PurgeRun;
import dev.underpin.runner.purge.RestoreRun;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Changes a live database and keeps its history. One run works on a database at a time; a second
 * waits for it, for as long as {@link RunOptions#lockBudget} says.
 *
 * <p>A run that ends anywhere, even by being killed, is a pause: the same call again finds out from
 * the history and the live catalog which steps have run, and continues.
 *
 * <p>Failures are {@link UnderpinException}s: REFUSED where nothing was done, TIMEOUT where a lock
 * could not be acquired, FAILED otherwise; the message says what is applied and what to do next.
 */
public record Runner(
    Database database, RunOptions options, Scope scope, RunListener listener, Clock clock) {
  /**
   * Run a migration, or go on with one that stopped. One that is applied already is left as it is.
   *
   * @param checksum of the LF-normalised up.sql; empty without files
   * @param target the schema it leads to, where it is known
   * @param preChecks what must not be in the data, beside what the steps themselves ask
   */
  public HistoryEntry apply(
      Migration migration, String checksum, Optional<Schema> target, List<DataCheck> preChecks) {
    return apply(migration, checksum, target, preChecks, Optional.empty(), Map.of());
  }

  /**
   * The same on a database that was changed by hand.
   *
   * @param expected the schema that should be live, where it is another one and that was allowed
   * @param predictions what is estimated of the steps, by their numbers; the history keeps it
   */
  public HistoryEntry apply(
      Migration migration,
      String checksum,
      Optional<Schema> target,
      List<DataCheck> preChecks,
      Optional<Schema> expected,
      Map<Integer, Prediction> predictions) {
    return alone(
        run ->
            new ApplyRun(run).apply(migration, checksum, target, preChecks, expected, predictions));
  }

  /** Wait until no other run is at work on the database. */
  public void awaitOthers() {
    alone(Function.identity());
  }

  /**
   * Roll back the executed steps of a migration, the last first.
   *
   * @param keepSteps the number of the last step that stays; 0 for none
   */
  public HistoryEntry rollback(HistoryEntry entry, int keepSteps) {
    return rollback(entry, keepSteps, Set.of());
  }

  /**
   * Roll back, also from a schema that is not the one that the steps left.
   *
   * @param allowed what a plan that leads back from there may do
   */
  public HistoryEntry rollback(HistoryEntry entry, int keepSteps, Set<Allow> allowed) {
    return alone(run -> new RollbackRun(run).rollback(entry, keepSteps, allowed));
  }

  /** Take the live schema as what a migration left. */
  public HistoryEntry accept(HistoryEntry entry) {
    return alone(run -> new ResolveRun(run).accept(entry));
  }

  /**
   * Adopt the schema as it is.
   *
   * @param live the schema as it was shown to the person who decided so
   * @param saved the migration that creates it in an empty database, where there is one
   * @param checksum of that migration's up.sql; empty without files
   */
  public HistoryEntry baseline(String id, Schema live, Optional<Migration> saved, String checksum) {
    return alone(run -> new ResolveRun(run).baseline(id, live, saved, checksum));
  }

  /**
   * Record that a migration was applied without the runner; refused where the live schema says
   * otherwise.
   */
  public HistoryEntry resolveApplied(Migration migration, String checksum) {
    return alone(run -> new ResolveRun(run).resolveApplied(migration, checksum));
  }

  /**
   * Record a migration as applied of which no step has to run on this database.
   *
   * @param before the schema that was expected before
   */
  public HistoryEntry notNeeded(Migration migration, String checksum, Optional<Schema> before) {
    return alone(run -> new ResolveRun(run).notNeeded(migration, checksum, before));
  }

  /**
   * Record that a migration was rolled back without the runner; refused where the live schema says
   * otherwise.
   */
  public HistoryEntry resolveRolledBack(HistoryEntry entry) {
    return alone(run -> new ResolveRun(run).resolveRolledBack(entry));
  }

  /**
   * Give something in the trash a name again.
   *
   * @param table the table's new name, or the table of the column
   * @param column the column's new name; absent for a whole table
   */
  public void restore(TrashItem item, QualifiedName table, Optional<String> column) {
    alone(
        run -> {
          new RestoreRun(run).restore(item, table, column);
          return run;
        });
  }

  /**
   * Drop what lies in the trash for good.
   *
   * @param olderThan only what has lain there for at least that long
   * @param dryRun true to only look, for which reading rights are enough
   */
  public PurgeReport purge(Optional<Duration> olderThan, boolean dryRun) {
    if (dryRun) return PurgeRun.preview(database, database.read(scope), olderThan, clock.instant());
    return alone(run -> new PurgeRun(run, clock.instant()).purge(olderThan));
  }

  private <T> T alone(Function<Run, T> work) {
    try (Run run = Run.begin(database, scope, options, listener, clock)) {
      return work.apply(run);
    }
  }
}
