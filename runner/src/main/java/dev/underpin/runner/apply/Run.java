package dev.underpin.runner.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.HistoryWriter;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Heartbeat;
import dev.underpin.runner.session.Limits;
import dev.underpin.runner.session.ProgressWatch;
import dev.underpin.runner.session.Sleep;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.finding.FindingCode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The only run on its database: from when it has the lock until it is closed.
 *
 * @param tries how locks are waited for
 * @param watch looks how far a long statement is
 * @param load waits while the server is too busy, or the run is paused
 */
public record Run(
    Database database,
    Scope scope,
    RunOptions options,
    RunListener listener,
    EngineSession session,
    HistoryWriter journal,
    LockRetry tries,
    Optional<Heartbeat> heartbeat,
    ProgressWatch watch,
    LoadWatch load,
    Clock clock)
    implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);
  private static final int ANSWERS_WITHIN_SECONDS = 2;

  /**
   * Wait until no other run works on the database, then create the history's tables if they are
   * missing.
   */
  public static Run begin(
      Database database, Scope scope, RunOptions options, RunListener listener, Clock clock) {
    database
        .asking(() -> database.engineRunner().whyReadOnly(database.connection()))
        .ifPresent(
            why -> {
              throw UnderpinException.refused(
                  FindingCode.READ_ONLY,
                  "Nothing can be changed in " + database.url() + ": " + why);
            });
    LoadWatch load = LoadWatch.start(database, options.limits());
    EngineSession session = started(database, scope, load);
    try {
      WaitBudget budget = new WaitBudget(options.lockBudget(), database.waited());
      database.asking(() -> queue(session, budget, listener));
      LockRetry tries = new LockRetry(session, options, budget);
      Run run =
          new Run(
              database,
              scope,
              options,
              listener,
              session,
              new HistoryWriter(database, clock, options.author(), options.runId()),
              tries,
              heartbeat(database, options),
              new ProgressWatch(database, session),
              load,
              clock);
      run.createHistory();
      run.keepProtection();
      run.keepChanges();
      return run;
    } catch (RuntimeException | Error e) {
      load.close();
      session.close();
      throw e;
    }
  }

  private static EngineSession started(Database database, Scope scope, LoadWatch load) {
    try {
      return database.asking(() -> database.engineRunner().start(database, scope));
    } catch (RuntimeException | Error e) {
      load.close();
      throw e;
    }
  }

  /** A server that is reached through a network may stop to answer. */
  private static Optional<Heartbeat> heartbeat(Database database, RunOptions options) {
    if (database.introspector().inMemory().isPresent()) return Optional.empty();
    database.asking(
        () -> {
          database.allowLongStatements(true);
          return true;
        });
    return Optional.of(Heartbeat.start(database, options.lockBudget()));
  }

  private static boolean queue(EngineSession session, WaitBudget budget, RunListener listener)
      throws SQLException {
    long start = System.nanoTime();
    long deadline = budget.deadline();
    boolean told = false;
    while (!session.tryLock()) {
      String holder = session.lockHolder();
      if (System.nanoTime() + POLL.toNanos() > deadline) {
        throw new UnderpinException(
            FindingCode.RUN_UNDER_WAY,
            Kind.TIMEOUT,
            "Another run works on this database, and it did not end in time: " + holder + ".",
            null);
      }
      if (!told) listener.queued(holder);
      told = true;
      Sleep.of(POLL);
    }
    if (told) budget.waitedSince(start);
    return true;
  }

  private void createHistory() {
    if (database.asking(() -> database.engineRunner().historyExists(session.connection()))) return;
    write(journal::createTables);
  }

  /** Whoever works on the database later must know, whatever URL leads there. */
  private void keepProtection() {
    options
        .protectedBy()
        .filter(name -> HistoryReader.protectedBy(database).isEmpty())
        .ifPresent(name -> write(() -> journal.protect(name)));
  }

  /** A rollback forgets the schema that an entry of an earlier version left. */
  private void keepChanges() {
    Map<Long, PartMarks> unsaid = ProjectReader.unsaid(database);
    if (unsaid.isEmpty()) return;
    write(
        () -> {
          for (Map.Entry<Long, PartMarks> entry : unsaid.entrySet())
            journal.keepChanged(entry.getKey(), entry.getValue());
        });
  }

  /** True where the statements of a step happen one by one. */
  boolean isAlone(Mode mode) {
    return mode == Mode.ALONE || mode != Mode.BATCHES && !session.isTransactional();
  }

  /** True where the server can no longer be asked through this session. */
  boolean isLost() {
    try {
      if (session.connection().isClosed()) return true;
      if (session.connection().isValid(ANSWERS_WITHIN_SECONDS)) return false;
      session.connection().close();
      return true;
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * A run on a connection of its own after this one's was lost. It waits for the lock, so that the
   * server has ended what this one was at.
   */
  Run again() {
    RunOptions soon =
        new RunOptions(
            options.until(),
            options.lockTimeout(),
            ENDED_WITHIN,
            options.largeTable(),
            options.protectedBy(),
            options.author(),
            options.runId(),
            Limits.NONE);
    return begin(database, scope, soon, RunListener.NONE, clock);
  }

  /** The live catalog. */
  LiveSchema live() {
    return LiveSchema.read(database, scope);
  }

  /**
   * The live catalog after statements were run, as far as they can have changed it. Drift elsewhere
   * is found when the whole is read, at the latest where the run ends.
   */
  LiveSchema live(LiveSchema before, List<String> statements) {
    return before.after(database, scope, statements);
  }

  /** The last attempt of a migration that is known to be in the history. */
  Attempt attempt(String id) {
    return database
        .asking(() -> HistoryReader.attempt(database, id))
        .orElseThrow(
            () ->
                UnderpinException.failed(
                    "The history of " + database.url() + " has no migration " + id + "."));
  }

  /** Remove what a tool has left of a step that it did not bring to its end. */
  void clearTool(Attempt.Progress unsettled) {
    MigrationStep step = unsettled.step();
    if (step.mode() == Mode.BY_TOOL) step.up().forEach(session::clearTool);
    if (step.downMode() == Mode.BY_TOOL) step.down().forEach(session::clearTool);
  }

  /** Something written to the history. */
  @FunctionalInterface
  public interface Write {
    void run() throws SQLException;
  }

  /** Write to the history, in a transaction that holds nothing else. */
  public void write(Write write) {
    database.asking(
        () ->
            tries.transaction(
                HistoryWriter.MODE,
                SILENT,
                () -> {
                  write.run();
                  return true;
                }));
  }

  /** For waits that are no step's. */
  public static final BiConsumer<String, Integer> SILENT = (who, tries) -> {};

  @Override
  public void close() {
    heartbeat.ifPresent(Heartbeat::close);
    watch.close();
    load.close();
    session.close();
  }
}
