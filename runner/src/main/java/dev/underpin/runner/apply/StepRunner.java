package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.HistoryWriter;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Runs one step, or its rollback, and records in the history that it has run. */
final class StepRunner {
  private static final int LONG = 300;

  private final Run run;
  private final long seq;

  /** What was run last: where something fails, that it was. */
  private String statement = "";

  private boolean forgiving;

  private boolean observing;
  private Optional<StepMeasure> measure = Optional.empty();
  private Optional<Observation> observation = Optional.empty();

  StepRunner(Run run, long seq) {
    this.run = run;
    this.seq = seq;
  }

  /** Which way a step is run. */
  enum Direction {
    UP(StepState.STARTED, StepState.DONE),
    DOWN(StepState.UNDOING, StepState.UNDONE);

    final StepState during;
    final StepState after;

    Direction(StepState during, StepState after) {
      this.during = during;
      this.after = after;
    }

    Mode mode(MigrationStep step) {
      return this == UP ? step.mode() : step.downMode();
    }

    List<String> statements(MigrationStep step) {
      return this == UP ? step.up() : step.down();
    }
  }

  /**
   * Run a step, or what remains of it.
   *
   * @param tableRows how many rows the table of its batches is estimated to have; -1 where unknown
   */
  void run(Progress progress, Direction direction, long tableRows) {
    run(progress, direction, tableRows, NOTHING);
  }

  /** What is looked at before the transaction of a step is committed, where it has one. */
  @FunctionalInterface
  interface Promise {
    void check();
  }

  private static final Promise NOTHING = () -> {};

  /** From now on a statement that finds its work done already is no failure. */
  void forgive() {
    forgiving = true;
  }

  /** From now on the history keeps what is observed of each step, but not of its rollback. */
  void observe() {
    observing = true;
  }

  void run(Progress progress, Direction direction, long tableRows, Promise promise) {
    MigrationStep step = progress.step();
    if (direction == Direction.UP) run.load().await(run, step);
    else run.load().awaitResumed(run, step);
    long began = System.nanoTime();
    boolean done = false;
    run.listener().started(step);
    try {
      if (observing) measure = Optional.of(StepMeasure.begin(run));
      run(step, progress, direction, tableRows, promise);
      observation.ifPresent(seen -> run.listener().observed(step, seen));
      run.tries().budget().progressed();
      done = true;
    } catch (SQLException e) {
      throw explained(run.database().explain(e), step, direction);
    } finally {
      if (!done) run.listener().failed(step);
    }
    run.listener().finished(step, Duration.ofNanos(System.nanoTime() - began));
  }

  private UnderpinException explained(
      UnderpinException e, MigrationStep step, Direction direction) {
    if (statement.isEmpty() || direction.statements(step).size() < 2) return e;
    String shown = statement.length() > LONG ? statement.substring(0, LONG) + " …" : statement;
    return new UnderpinException(
        e.code().orElse(null), e.kind(), e.getMessage() + " (in: " + shown + ")", e);
  }

  private void run(
      MigrationStep step, Progress progress, Direction direction, long tableRows, Promise promise)
      throws SQLException {
    switch (direction.mode(step)) {
      case TRANSACTION, DETACHED -> {
        if (isTogether(direction.statements(step))) inTransaction(step, direction, promise);
        else alone(progress, direction);
      }
      case ALONE -> alone(progress, direction);
      case BATCHES -> inBatches(progress, direction, tableRows);
      case BY_TOOL -> byTool(progress, direction);
    }
  }

  /** Rows are changed in a transaction everywhere, and so is a schema where the engine can. */
  private boolean isTogether(List<String> statements) {
    return run.session().isTransactional()
        || !statements.isEmpty()
            && statements.stream()
                .allMatch(sql -> HalfUndone.changesRows(sql, run.database().dialect()));
  }

  private static boolean verifies(MigrationStep step, Direction direction) {
    return direction == Direction.UP && !step.verifications().isEmpty();
  }

  private void verify(MigrationStep step, Direction direction) throws SQLException {
    if (verifies(step, direction)) new Verification(run.session().connection()).of(step);
  }

  private void inTransaction(MigrationStep step, Direction direction, Promise promise)
      throws SQLException {
    run.session().foresee(direction.statements(step));
    run.tries()
        .transaction(
            direction.mode(step),
            waiting(step),
            () -> {
              long rows = 0;
              for (String sql : direction.statements(step))
                rows += forgiving ? forgiven(step, sql) : execute(step, sql);
              verify(step, direction);
              end(step, direction, rows);
              promise.check();
              return rows;
            });
  }

  /** A statement of a transaction; where its work is done already, the transaction goes on. */
  private long forgiven(MigrationStep step, String sql) throws SQLException {
    Sql.execute(run.session().connection(), "SAVEPOINT underpin_forgiven");
    try {
      long rows = execute(step, sql);
      Sql.execute(run.session().connection(), "RELEASE SAVEPOINT underpin_forgiven");
      return rows;
    } catch (SQLException e) {
      if (run.session().classify(e) != EngineSession.Failure.ALREADY) throw e;
      Sql.execute(run.session().connection(), "ROLLBACK TO SAVEPOINT underpin_forgiven");
      return 0;
    }
  }

  /**
   * Statement by statement, recorded in the history before and after. Where an earlier run ended
   * between the two, the statement is run again; that the server finds it done already is then no
   * failure.
   */
  private void alone(Progress progress, Direction direction) throws SQLException {
    MigrationStep step = progress.step();
    boolean resumed = progress.state() == direction.during;
    if (!resumed) write(step, () -> run.journal().started(seq, step, direction.during));
    List<String> statements = direction.statements(step);
    int first = resumed ? progress.statementsDone() : 0;
    for (int i = first; i < statements.size(); i++) {
      int done = i + 1;
      try {
        alone(step, direction.mode(step), statements.get(i), forgiving || resumed && i == first);
      } catch (SQLException | UnderpinException e) {
        boolean nothingDone = i == 0 && run.session().abandonAlone(statements.get(i));
        if (nothingDone) forget(step, direction);
        throw e;
      }
      if (done < statements.size() || verifies(step, direction))
        write(step, () -> run.journal().statementDone(seq, step, done));
    }
    verify(step, direction);
    write(step, () -> end(step, direction, 0));
  }

  private void alone(MigrationStep step, Mode mode, String sql, boolean uncertain)
      throws SQLException {
    run.tries()
        .until(
            waiting(step),
            lockTimeout -> {
              boolean there =
                  run.session().prepareAlone(mode, sql, lockTimeout, run.options().lockBudget());
              if (there && uncertain) return 0L;
              try {
                return execute(step, sql);
              } catch (SQLException e) {
                if (uncertain && happened(e, step)) return 0L;
                throw e;
              } finally {
                run.session().doneAlone();
              }
            });
  }

  /** True where a statement that is run a second time fails because the first time did it. */
  private boolean happened(SQLException e, MigrationStep step) {
    return switch (run.session().classify(e)) {
      case LOCKED -> false;
      case ALREADY -> true;
      case OTHER -> run.live().proves(step.leaves());
    };
  }

  /** What the step did and what was observed of it become known together. */
  private void end(MigrationStep step, Direction direction, long rows) throws SQLException {
    run.journal().ended(seq, step, direction.after, rows);
    if (measure.isEmpty() || direction == Direction.DOWN) return;
    Observation seen = measure.get().observed(rows);
    run.journal().observed(seq, step, seen);
    observation = Optional.of(seen);
  }

  /** The first statement failed and left nothing: the step is as if it had not begun. */
  private void forget(MigrationStep step, Direction direction) throws SQLException {
    StepState before = direction == Direction.UP ? StepState.PENDING : StepState.DONE;
    write(step, () -> run.journal().ended(seq, step, before, 0));
  }

  /**
   * The tool's copy is made whole or not at all, and can be made again: where an earlier run has
   * ended in the middle, all of it is.
   */
  private void byTool(Progress progress, Direction direction) throws SQLException {
    MigrationStep step = progress.step();
    if (progress.state() != direction.during)
      write(step, () -> run.journal().started(seq, step, direction.during));
    try {
      for (String sql : direction.statements(step))
        run.session().runByTool(sql, run.options().lockTimeout(), run.options().limits());
    } catch (UnderpinException e) {
      forget(step, direction);
      throw e;
    }
    write(step, () -> end(step, direction, 0));
  }

  private void inBatches(Progress progress, Direction direction, long tableRows)
      throws SQLException {
    MigrationStep step = progress.step();
    boolean resumed = progress.state() == direction.during;
    if (!resumed) write(step, () -> run.journal().started(seq, step, direction.during));
    BatchWalk walk = new BatchWalk(run, seq, step, direction.statements(step), tableRows);
    long rows = 0;
    try {
      rows = resumed ? walk.from(progress.batchKey(), progress.rows()) : walk.fromTheStart();
    } catch (SQLException e) {
      // What the batches would change is gone.
      if (!forgiving || run.session().classify(e) != EngineSession.Failure.ALREADY) throw e;
    }
    long changed = rows;
    verify(step, direction);
    write(step, () -> end(step, direction, changed));
  }

  private void write(MigrationStep step, Run.Write write) throws SQLException {
    run.tries()
        .transaction(
            HistoryWriter.MODE,
            waiting(step),
            () -> {
              write.run();
              return true;
            });
  }

  private BiConsumer<String, Integer> waiting(MigrationStep step) {
    return (who, tries) -> run.listener().waiting(step, who, tries);
  }

  private long execute(MigrationStep step, String sql) throws SQLException {
    statement = sql;
    run.watch().begin(progress -> run.listener().working(step, progress));
    try {
      return run.session().execute(sql, (rows, total) -> run.listener().copied(step, rows, total));
    } finally {
      run.watch().end();
    }
  }
}
