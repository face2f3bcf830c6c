package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Limits;
import dev.underpin.runner.session.ReplicaWatch;
import dev.underpin.runner.session.Sleep;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a run back, where no transaction is open, while the server is too busy, a replica is too
 * far behind, or a person has paused it.
 */
public final class LoadWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE_POLL = Duration.ofMillis(250);

  private final Database database;

  /** That of the run: another one would not hold its lock. */
  private final Connection connection;

  private final Limits limits;
  private final Optional<ReplicaWatch> replicas;

  private LoadWatch(Database database, Limits limits, Optional<ReplicaWatch> replicas) {
    this.database = database;
    this.connection = database.connection();
    this.limits = limits;
    this.replicas = replicas;
  }

  /**
   * Find out, before anything is changed, whether the server can be held to the limits.
   *
   * @throws UnderpinException where it cannot
   */
  static LoadWatch start(Database database, Limits limits) {
    if (!limits.maxLoad().isEmpty())
      database.asking(
          () -> database.engineRunner().load(database.connection(), limits.maxLoad().keySet()));
    return new LoadWatch(
        database,
        limits,
        limits
            .maxLag()
            .map(
                lag ->
                    database.asking(
                        () ->
                            database
                                .engineRunner()
                                .replicas(database.connection(), limits.replicas()))));
  }

  /**
   * Wait until the run is not paused and no limit is exceeded.
   *
   * @throws UnderpinException where a limit is still exceeded after the time that the run may wait
   */
  void await(Run run, MigrationStep step) {
    awaitResumed(run, step);
    if (limits.maxLoad().isEmpty() && replicas.isEmpty()) return;
    WaitBudget budget = run.tries().budget();
    long start = System.nanoTime();
    long deadline = budget.deadline();
    boolean waited = false;
    for (Optional<String> why = exceeded(); why.isPresent(); why = exceeded()) {
      if (System.nanoTime() + POLL.toNanos() > deadline) throw tooLong(budget, why.get());
      run.listener().heldBack(step, why.get());
      Sleep.of(POLL);
      awaitResumed(run, step);
      waited = true;
    }
    if (waited) budget.waitedSince(start);
  }

  /** Wait for as long as the pause file exists: a person has said so, and it has no limit. */
  void awaitResumed(Run run, MigrationStep step) {
    if (limits.pauseFile().isEmpty()) return;
    Path file = limits.pauseFile().get();
    while (Files.exists(file)) {
      run.listener().heldBack(step, "paused until the file " + file + " is removed");
      Sleep.of(PAUSE_POLL);
      // A connection that nobody uses for hours may be closed on the way.
      database.asking(() -> Sql.value(connection, "SELECT 1"));
    }
  }

  private Optional<String> exceeded() {
    return database.asking(
        () -> {
          Optional<String> load = busy();
          return load.isPresent() ? load : behind();
        });
  }

  private Optional<String> busy() throws SQLException {
    if (limits.maxLoad().isEmpty()) return Optional.empty();
    Map<String, Long> now = database.engineRunner().load(connection, limits.maxLoad().keySet());
    return limits.maxLoad().entrySet().stream()
        .filter(most -> now.getOrDefault(most.getKey(), 0L) > most.getValue())
        .map(
            most ->
                "%s is %s, max_load is %s"
                    .formatted(most.getKey(), now.get(most.getKey()), most.getValue()))
        .findFirst();
  }

  private Optional<String> behind() throws SQLException {
    if (replicas.isEmpty()) return Optional.empty();
    Duration most = limits.maxLag().orElseThrow();
    return replicas.get().lags().stream()
        .filter(lag -> lag.behind().isEmpty() || lag.behind().get().compareTo(most) > 0)
        .map(
            lag ->
                "replica %s %s, max_lag is %s"
                    .formatted(
                        lag.replica(),
                        lag.behind().map(b -> "is " + words(b) + " behind").orElse(lag.why()),
                        words(most)))
        .findFirst();
  }

  private static UnderpinException tooLong(WaitBudget budget, String why) {
    return new UnderpinException(
        FindingCode.LIMIT_EXCEEDED,
        UnderpinException.Kind.TIMEOUT,
        "A limit was exceeded for %s: %s. --wait TIME waits longer."
            .formatted(words(budget.whole()), why),
        null);
  }

  private static String words(Duration time) {
    if (time.toMillis() % 1_000 == 0 || time.toSeconds() >= 60) return time.toSeconds() + " s";
    return time.toMillis() / 100 / 10.0 + " s";
  }

  @Override
  public void close() {
    replicas.ifPresent(ReplicaWatch::close);
  }
}
