package dev.underpin.workflow.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Edit;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.history.Prediction;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.plan.Predictions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One migration to run, with what the runner must know.
 *
 * @param edits what of its files is not as it was saved
 * @param needed false where it is only recorded
 * @param drifted the schema that should be live, where it is another one and that was allowed
 */
record PlannedRun(
    Migration migration,
    String checksum,
    Optional<Schema> target,
    List<Integer> done,
    Scope scope,
    List<Edit> edits,
    boolean needed,
    Optional<Schema> drifted) {
  PlannedRun(
      Migration migration,
      String checksum,
      Optional<Schema> target,
      List<Integer> done,
      Scope scope) {
    this(migration, checksum, target, done, scope, List.of(), true, Optional.empty());
  }

  PlannedRun notNeeded() {
    return new PlannedRun(migration, checksum, target, done, scope, edits, false, drifted);
  }

  PlannedRun from(Optional<Schema> expected) {
    return new PlannedRun(migration, checksum, target, done, scope, edits, needed, expected);
  }

  PlannedRun withEdits(List<Edit> other) {
    return new PlannedRun(migration, checksum, target, done, scope, other, needed, drifted);
  }

  PlannedRun withoutPromises() {
    Migration open = migration.withoutPromises("", migration.allowed());
    return new PlannedRun(open, checksum, Optional.empty(), done, scope, edits, needed, drifted);
  }

  /** True where nothing of it has run. */
  boolean begins() {
    return needed && done.isEmpty();
  }

  /** What is estimated of its steps from the tables before; nothing where it goes on. */
  Map<Integer, Prediction> predictions(Optional<Catalog> before) {
    return begins()
        ? before.map(catalog -> Predictions.of(migration, catalog)).orElse(Map.of())
        : Map.of();
  }

  /** True where all that is left of it is for later phases. */
  boolean waitsAfter(Phase until) {
    return !left(Phase.CONTRACT).isEmpty() && left(until).isEmpty();
  }

  /** The steps that are left up to a phase. */
  List<MigrationStep> left(Phase until) {
    return migration.steps().stream()
        .filter(s -> !done.contains(s.number()) && s.phase().compareTo(until) <= 0)
        .toList();
  }
}
