package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.HistoryWriter.Beginning;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.runner.history.StepState;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Records in the history what happened without Underpin; never what the catalog contradicts. */
public record ResolveRun(Run run) {
  /**
   * Adopt the schema as it is.
   *
   * @param expected the schema as it was shown to the person who decided so
   * @param saved the migration that creates it in an empty database, where there is one
   * @param checksum of that migration's up.sql; empty without files
   */
  public HistoryEntry baseline(
      String id, Schema expected, Optional<Migration> saved, String checksum) {
    Optional<PartMarks> changed =
        saved
            .flatMap(Migration::changed)
            .or(() -> Optional.of(PartMarks.existing(Ownership.parts(expected))));
    LiveSchema live = run.live().owning(changed);
    String fingerprint =
        run.database().dialect().count(expected).text(EnumSet.allOf(SchemaObject.Kind.class));
    if (!live.is(fingerprint)) {
      throw UnderpinException.refused(
          FindingCode.SCHEMA_DIFFERS,
          "The live schema has changed since it was read%s. Try again."
              .formatted(differences(Optional.of(expected), live)));
    }
    if (run.database().asking(() -> HistoryReader.attempt(run.database(), id)).isPresent()) {
      throw UnderpinException.refused(
          "The history of " + run.database().url() + " has an entry " + id + " already.");
    }
    Migration empty =
        new Migration(
            id,
            run.database().engine().id(),
            "",
            new TreeSet<>(),
            fingerprint,
            fingerprint,
            List.of(),
            List.of());
    Migration recorded = saved.map(m -> endingAt(m, live)).orElse(empty);
    return add(recorded, changed, checksum, State.BASELINE, live);
  }

  private static Migration endingAt(Migration migration, LiveSchema live) {
    return migration.endingAt(live.count(), live.ownership());
  }

  public HistoryEntry resolveApplied(Migration migration, String checksum) {
    LiveSchema live = run.live().owning(migration.changed());
    Optional<Attempt> known =
        run.database().asking(() -> HistoryReader.attempt(run.database(), migration.id()));
    if (known.isPresent() && known.get().entry().state() == State.APPLIED)
      return known.get().entry();
    if (!live.proves(migration.to()))
      throw notThere(positioned(migration, known), known.flatMap(k -> k.entry().target()), live);
    Optional<Attempt> half = known.filter(k -> k.entry().state() == State.PARTIAL);
    if (half.isEmpty() || !half.get().entry().checksum().equals(checksum)) {
      half.ifPresent(
          h ->
              run.write(
                  () ->
                      run.journal()
                          .stopped(
                              h.seq(),
                              State.ROLLED_BACK,
                              Optional.empty(),
                              Optional.of("replaced by resolve"))));
      return add(endingAt(migration, live), migration.changed(), checksum, State.APPLIED, live);
    }
    return settle(half.get(), StepState.DONE, State.APPLIED, live);
  }

  public HistoryEntry resolveRolledBack(HistoryEntry entry) {
    LiveSchema live = run.live();
    Attempt attempt = run.attempt(entry.id());
    if (attempt.entry().state() == State.ROLLED_BACK) return attempt.entry();
    if (attempt.entry().state() == State.BASELINE) {
      throw UnderpinException.refused(
          entry.id() + " is the baseline; there is nothing to roll back.");
    }
    if (!live.is(entry.migration().from())) {
      throw UnderpinException.refused(
          FindingCode.SCHEMA_DIFFERS,
          "The live schema is not the one from before %s%s, so it was not rolled back.%s"
              .formatted(
                  entry.id(),
                  differences(attempt.entry().before(), live),
                  where(entry.migration(), live)));
    }
    return settle(attempt, StepState.UNDONE, State.ROLLED_BACK, live);
  }

  /** Take the live schema as what the entry left: it counts as applied, as far as it came. */
  public HistoryEntry accept(HistoryEntry entry) {
    LiveSchema live = run.live();
    Attempt attempt = run.attempt(entry.id());
    if (attempt.entry().state() == State.ROLLED_BACK) {
      throw UnderpinException.refused(
          entry.id() + " was rolled back, so the live schema cannot be what it left.");
    }
    attempt.unsettled().ifPresent(run::clearTool);
    attempt
        .unsettled()
        .ifPresent(
            p -> run.write(() -> run.journal().ended(attempt.seq(), p.step(), StepState.DONE, 0)));
    State state = attempt.entry().state() == State.BASELINE ? State.BASELINE : State.APPLIED;
    run.write(() -> run.journal().forgetExpected(attempt.seq()));
    return close(attempt, state, live);
  }

  /**
   * Record a migration as applied of which no step has to run here: the live schema is the one that
   * it leads to, or is past it.
   *
   * @param before the schema that was expected before
   */
  public HistoryEntry notNeeded(Migration migration, String checksum, Optional<Schema> before) {
    LiveSchema live = run.live().owning(migration.changed());
    Beginning beginning =
        new Beginning(
            endingAt(migration, live),
            checksum,
            State.APPLIED,
            StepState.PENDING,
            before,
            Optional.of(live.schema()),
            Optional.empty(),
            migration.changed(),
            Map.of());
    run.write(() -> run.journal().begin(beginning));
    return close(run.attempt(migration.id()), State.APPLIED, live);
  }

  /** As it was begun here, or would begin from what should be live. */
  private Migration positioned(Migration migration, Optional<Attempt> known) {
    Dialect dialect = run.database().dialect();
    return known
        .map(k -> k.entry().migration())
        .or(
            () ->
                run.database()
                    .asking(() -> HistoryReader.expected(run.database()))
                    .map(
                        schema ->
                            migration.startingAt(
                                dialect.count(schema), ProjectReader.ownership(run.database()))))
        .orElse(migration);
  }

  private UnderpinException notThere(
      Migration migration, Optional<Schema> target, LiveSchema live) {
    return UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        "The live schema is not the one that %s leads to%s, so it was not applied.%s"
            .formatted(migration.id(), differences(target, live), where(migration, live)));
  }

  /** Which step's end the live schema is, where it is one's. */
  private static String where(Migration migration, LiveSchema live) {
    if (live.is(migration.from())) return " It is the one from before step 1.";
    return migration.steps().stream()
        .filter(s -> live.proves(s.leaves()))
        .reduce((one, two) -> two)
        .map(s -> " It is the one that step " + s.number() + " leaves (" + s.title() + ").")
        .orElse(
            " It is not the one that any of its steps leaves either. What differs:  underpin drift");
  }

  private static String differences(Optional<Schema> expected, LiveSchema live) {
    String names = expected.map(e -> DifferenceNames.between(e, live.schema())).orElse("");
    return names.isEmpty() ? "" : " (" + names + ")";
  }

  private HistoryEntry add(
      Migration migration,
      Optional<PartMarks> changed,
      String checksum,
      State state,
      LiveSchema live) {
    run.write(
        () ->
            run.journal()
                .begin(
                    new Beginning(
                        migration,
                        checksum,
                        state,
                        StepState.DONE,
                        Optional.empty(),
                        Optional.of(live.schema()),
                        Optional.empty(),
                        changed,
                        Map.of())));
    Attempt added = run.attempt(migration.id());
    return close(added, state, live);
  }

  private HistoryEntry settle(Attempt attempt, StepState steps, State state, LiveSchema live) {
    run.write(
        () -> {
          if (state == State.ROLLED_BACK) run.journal().rolledBackBy(attempt.seq());
          for (MigrationStep step : attempt.entry().migration().steps()) {
            run.journal().ended(attempt.seq(), step, steps, 0);
          }
        });
    return close(attempt, state, live);
  }

  private HistoryEntry close(Attempt attempt, State state, LiveSchema live) {
    run.write(
        () ->
            run.journal()
                .stopped(attempt.seq(), state, Optional.of(live.schema()), Optional.empty()));
    return run.attempt(attempt.entry().id()).entry();
  }
}
