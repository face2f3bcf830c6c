package dev.underpin.runner.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.StepRunner.Direction;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.HistoryWriter;
import dev.underpin.runner.history.Prediction;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.message.RunMessages;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a migration, or what remains of it, and proves by the live catalog that each step did what
 * it promised.
 */
public record ApplyRun(Run run) {
  /**
   * Up to so many steps the catalog is looked at after each; for more, mostly new tables in an
   * empty database, that would take far longer than the steps, and it is looked at where the run
   * ends.
   */
  static final int LOOKED_AT_ONE_BY_ONE = 100;

  private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);

  /**
   * Run.
   *
   * @param expected the schema that should be live, where it is another one and that was allowed:
   *     it is drift until a person accepts it
   * @param predictions what is estimated of the steps, by their numbers
   */
  public HistoryEntry apply(
      Migration migration,
      String checksum,
      Optional<Schema> target,
      List<DataCheck> preChecks,
      Optional<Schema> expected,
      Map<Integer, Prediction> predictions) {
    refuseUnfit(migration);
    Optional<Attempt> known = known(migration.id());
    if (known.isPresent() && known.get().entry().state() == State.APPLIED) {
      run.listener().appliedByAnother(migration.id());
      return same(known.get(), migration, checksum).entry();
    }
    dismissWhatNeverBegan(migration, checksum);
    refuseOthersPartiallyApplied(migration);
    run.session().follow(migration.prologue());
    Optional<Attempt> half = known(migration.id()).filter(a -> a.entry().state() == State.PARTIAL);
    if (migration.steps().stream().anyMatch(s -> s.mode() == Mode.BY_TOOL))
      run.session().requireTool();
    half.flatMap(Attempt::unsettled).ifPresent(run::clearTool);
    LiveSchema live = run.live();
    Optional<MigrationStep> again = Optional.empty();
    if (half.isPresent()) again = resume(same(half.get(), migration, checksum), live);
    else begin(migration, checksum, target, preChecks, expected, predictions, live);
    // What belongs to the project is told by the entry that was written.
    return steps(run.attempt(migration.id()), LiveSchema.of(run.database(), live.catalog()), again);
  }

  private Optional<Attempt> known(String id) {
    return run.database().asking(() -> HistoryReader.attempt(run.database(), id));
  }

  private void refuseUnfit(Migration migration) {
    if (!migration.engineId().equals(run.database().engine().id())) {
      throw UnderpinException.refused(
          FindingCode.OTHER_ENGINE,
          "%s was made for %s, and %s is %s."
              .formatted(
                  migration.id(),
                  migration.engineId(),
                  run.database().url(),
                  run.database().engine()));
    }
    if (migration.engineVersion().isBlank()) return;
    Version needed = Version.parse(migration.engineVersion());
    if (run.database().engineRunner().runs(needed, run.database().engine().version())) return;
    throw UnderpinException.refused(
        FindingCode.OTHER_ENGINE,
        "%s needs %s %s or newer, and this is %s. Plan it again against this database."
            .formatted(migration.id(), migration.engineId(), needed, run.database().engine()));
  }

  private Attempt same(Attempt known, Migration migration, String checksum) {
    if (checksum.isEmpty()
        && !statements(known.entry().migration()).equals(statements(migration))) {
      throw UnderpinException.refused(
          FindingCode.RUN_UNDER_WAY,
          """
          Another run has begun another migration under the name %s in the same second. Nothing \
          was changed by this one. Plan it again."""
              .formatted(migration.id()));
    }
    if (known.entry().checksum().equals(checksum)) return known;
    throw UnderpinException.refused(
        FindingCode.MIGRATION_EDITED,
        """
        %s was %s with another up.sql: the file was edited since. Put the file back as it was, or \
        plan what you want now as a new migration."""
            .formatted(
                known.entry().id(), known.entry().state() == State.APPLIED ? "applied" : "begun"));
  }

  private static List<String> statements(Migration migration) {
    return migration.steps().stream().flatMap(step -> step.up().stream()).toList();
  }

  /** A run that ended before its first step is in nobody's way, nor is the file it was to run. */
  private void dismissWhatNeverBegan(Migration migration, String checksum) {
    for (Attempt attempt : run.database().asking(() -> HistoryReader.attempts(run.database()))) {
      HistoryEntry entry = attempt.entry();
      boolean toBeResumed = entry.id().equals(migration.id()) && entry.checksum().equals(checksum);
      if (entry.state() == State.PARTIAL && !attempt.hasBegun() && !toBeResumed) {
        record(attempt, State.ROLLED_BACK, Optional.empty(), Optional.of("It did not begin."));
      }
    }
  }

  private void refuseOthersPartiallyApplied(Migration migration) {
    for (Attempt other : run.database().asking(() -> HistoryReader.attempts(run.database()))) {
      boolean isPartial =
          other.entry().state() == State.PARTIAL && !other.entry().id().equals(migration.id());
      if (isPartial) {
        throw UnderpinException.refused(
            FindingCode.PARTIALLY_APPLIED,
            """
            %s is partially applied: %s. Finish it (underpin apply) or roll it back (%s) before %s \
            begins."""
                .formatted(
                    other.entry().id(),
                    RunMessages.remain(other.entry()),
                    RunMessages.rollback(other.entry()),
                    migration.id()));
      }
    }
  }

  private void begin(
      Migration migration,
      String checksum,
      Optional<Schema> target,
      List<DataCheck> preChecks,
      Optional<Schema> expected,
      Map<Integer, Prediction> predictions,
      LiveSchema live) {
    if (!live.is(migration.from())) {
      throw UnderpinException.refused(
          FindingCode.SCHEMA_DIFFERS,
          migration.id()
              + " was planned from another schema than the one that is live now. Nothing was changed.\n"
              + "What differs:  underpin drift\nThen plan it again.");
    }
    check(migration, preChecks);
    Optional<PartMarks> changed = migration.changed();
    refuseOthersParts(migration, changed, live.ownership());
    LiveSchema own = live.owning(changed);
    Migration here = migration.startingAt(own.count(), own.ownership());
    Optional<Schema> reached =
        target
            .map(own.ownership()::own)
            .filter(schema -> here.to().isEmpty() || leads(here, schema));
    // Apart: where a rename ends the transaction it is in, the entry and its steps still stand
    // together.
    run.write(() -> new TrashRenames(run).makeFor(migration.id(), live.catalog()));
    run.write(
        () ->
            run.journal()
                .begin(
                    new HistoryWriter.Beginning(
                        here,
                        checksum,
                        State.PARTIAL,
                        StepState.PENDING,
                        Optional.of(own.schema()),
                        reached,
                        expected,
                        changed,
                        predictions)));
  }

  /** Another project has made something since the migration was planned. */
  private void refuseOthersParts(
      Migration migration, Optional<PartMarks> changed, Ownership ownership) {
    String namespace = run.database().dialect().defaultNamespace();
    for (SchemaPart part : changed.orElse(PartMarks.NONE).marks().keySet()) {
      Optional<String> project = ownership.otherProject(part);
      if (project.isEmpty()) continue;
      throw UnderpinException.refused(
          FindingCode.OTHER_PROJECT,
          "%s changes %s, which belongs to the project \"%s\". Nothing was changed. Change it there, or take it out of this migration."
              .formatted(migration.id(), part.words(namespace), project.get()));
    }
  }

  /** True where a schema is the one that a migration leads to. */
  private boolean leads(Migration migration, Schema target) {
    Fingerprint count = run.database().dialect().count(target);
    return ExpectedSchema.parse(migration.to()).fits(count);
  }

  private void check(Migration migration, List<DataCheck> preChecks) {
    Map<String, DataCheck> probes = new LinkedHashMap<>();
    preChecks.forEach(p -> probes.put(p.id(), p));
    migration.steps().forEach(s -> s.checksBefore().forEach(p -> probes.putIfAbsent(p.id(), p)));
    if (probes.isEmpty()) return;
    List<DataCheckAnswer> found = found(List.copyOf(probes.values()));
    if (!found.isEmpty())
      throw RunMessages.violations(
          migration.id(), found, run.database().dialect().defaultNamespace());
  }

  private List<DataCheckAnswer> found(List<DataCheck> probes) {
    return run.database().answer(probes, CHECK_LIMIT).stream()
        .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
        .toList();
  }

  /**
   * Find out where the run before has stopped, and refuse to go on from anywhere else. A step is
   * given that is run again from the middle of its rollback.
   */
  private Optional<MigrationStep> resume(Attempt attempt, LiveSchema live) {
    Optional<Progress> unsettled = attempt.unsettled();
    Optional<MigrationStep> again = Optional.empty();
    if (unsettled.isPresent()) {
      again = settle(attempt, unsettled.get(), live);
    } else if (!isWhereItStopped(attempt, live)) {
      throw UnderpinException.refused(
          FindingCode.SCHEMA_DIFFERS, RunMessages.cannotContinue(attempt, live.schema()));
    }
    run.write(() -> run.journal().resumed(attempt.seq()));
    return again;
  }

  private static boolean isWhereItStopped(Attempt attempt, LiveSchema live) {
    return live.is(attempt.fingerprintAfter(attempt.lastInPlace()))
        && attempt.entry().left().map(l -> live.isAs(l, attempt.entry().migration())).orElse(true);
  }

  /**
   * A step that has begun is begun again where it stands, unless the catalog says that it is done;
   * one that was being undone is put on one side or the other, or is run again and given.
   */
  private Optional<MigrationStep> settle(Attempt attempt, Progress progress, LiveSchema live) {
    MigrationStep step = progress.step();
    String before = attempt.fingerprintAfter(step.number() - 1);
    boolean there = !step.leaves().equals(before) && live.proves(step.leaves());
    if (progress.state() == StepState.STARTED && !(there && isOneStatement(step)))
      return Optional.empty();
    if (!there && step.downMode() != Mode.BATCHES && !live.is(before)) {
      if (HalfUndone.canBeRunAgain(step, run.database().dialect())) {
        run.write(() -> run.journal().started(attempt.seq(), step, StepState.STARTED));
        return Optional.of(step);
      }
      throw UnderpinException.refused(
          FindingCode.PARTIALLY_APPLIED,
          """
          The rollback of %s stopped in the middle of step %s.
          Finish that first:  %s"""
              .formatted(
                  attempt.entry().id(), step.number(), RunMessages.rollback(attempt.entry())));
    }
    StepState state = there ? StepState.DONE : StepState.UNDONE;
    run.write(() -> run.journal().ended(attempt.seq(), step, state, 0));
    return Optional.empty();
  }

  /** One that is done where the catalog says so: two columns would exchange their names again. */
  private static boolean isOneStatement(MigrationStep step) {
    return step.mode() == Mode.ALONE && step.up().size() == 1 && step.verifications().isEmpty();
  }

  private HistoryEntry steps(Attempt attempt, LiveSchema start, Optional<MigrationStep> again) {
    String id = attempt.entry().id();
    StepRunner stepRunner = new StepRunner(run, attempt.seq());
    StepRunner forgiving = new StepRunner(run, attempt.seq());
    forgiving.forgive();
    boolean each = attempt.progress().size() <= LOOKED_AT_ONE_BY_ONE;
    LiveSchema live = start;
    if (each && live.isSmall()) stepRunner.observe();
    for (Progress progress : attempt.progress()) {
      MigrationStep step = progress.step();
      if (progress.state() == StepState.DONE) {
        run.listener().skipped(step);
      } else if (step.phase().compareTo(run.options().until()) <= 0) {
        boolean isAgain = again.filter(a -> a.number() == step.number()).isPresent();
        live = up(isAgain ? forgiving : stepRunner, attempt, progress, live, each);
      } else {
        return stop(run.attempt(id), State.PARTIAL, run.live());
      }
    }
    // After a step only what it can have changed was read.
    live = run.live();
    Attempt done = run.attempt(id);
    if (!live.is(done.entry().migration().to())) throw new StoppedRun(run).notTheTarget(done, live);
    return stop(done, State.APPLIED, live);
  }

  /** Run a step; the schema that it left, where each is looked at. */
  private LiveSchema up(
      StepRunner stepRunner, Attempt attempt, Progress progress, LiveSchema before, boolean each) {
    MigrationStep step = progress.step();
    StepCheck check = StepCheck.ofStep(run, attempt.entry(), before, step);
    LiveSchema after = before;
    try {
      if (each && before.isSmall())
        stepRunner.run(progress, Direction.UP, before.rows(step), check);
      else stepRunner.run(progress, Direction.UP, before.rows(step));
      if (each) after = check.after();
    } catch (UnderpinException e) {
      throw new StoppedRun(run).failed(attempt, step, before, e);
    }
    if (!each) return before;
    if (!after.keeps(step.leaves(), before))
      throw new StoppedRun(run)
          .notAsPromised(run.attempt(attempt.entry().id()), step, before, after);
    return after;
  }

  private HistoryEntry stop(Attempt attempt, State state, LiveSchema live) {
    record(attempt, state, Optional.of(live.schema()), Optional.empty());
    return run.attempt(attempt.entry().id()).entry();
  }

  private void record(Attempt attempt, State state, Optional<Schema> left, Optional<String> error) {
    run.write(() -> run.journal().stopped(attempt.seq(), state, left, error));
  }
}
