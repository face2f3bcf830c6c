package dev.underpin.runner.history;

import dev.underpin.planner.migration.MigrationStep;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One time that a migration was begun: the history's entry with what only the runner needs.
 *
 * @param seq the entry's place in the history
 * @param number how many times the migration has been begun, this one included
 * @param token what its names in the trash carry
 * @param purged when and what of its trash was dropped for good
 */
public record Attempt(
    long seq,
    int number,
    String token,
    Optional<Purged> purged,
    HistoryEntry entry,
    List<Progress> progress) {
  public Attempt {
    progress = List.copyOf(progress);
  }

  /** What of a migration's trash is gone for good, and since when. */
  public record Purged(String at, String what) {}

  /**
   * How far a step has come.
   *
   * @param statementsDone how many of its statements have happened, where each stands by itself
   * @param batchKey the last key of the last batch, as SQL literals
   * @param rows how many rows it has changed so far
   * @param endedAt when it, or its rollback, has ended
   */
  public record Progress(
      MigrationStep step,
      StepState state,
      int statementsDone,
      Optional<String> batchKey,
      long rows,
      Optional<Instant> endedAt) {}

  /** The step that was under way when the run ended without saying how. */
  public Optional<Progress> unsettled() {
    return progress.stream()
        .filter(p -> p.state() == StepState.STARTED || p.state() == StepState.UNDOING)
        .findFirst();
  }

  /** True where it counts as applied and none of its steps had to run here. */
  public boolean isOnlyRecorded() {
    return entry.state() == HistoryEntry.State.APPLIED && !progress.isEmpty() && !hasBegun();
  }

  /** True where a step of it was ever begun. */
  public boolean hasBegun() {
    return progress.stream().anyMatch(p -> p.state() != StepState.PENDING);
  }

  /** Those that are in place, the last first. */
  public List<Progress> inPlaceBackwards() {
    return progress.stream()
        .filter(p -> p.state().inPlace())
        .sorted(Comparator.comparing((Progress p) -> p.step().number()).reversed())
        .toList();
  }

  /** The fingerprint of the schema that the steps up to a number leave. */
  public String fingerprintAfter(int number) {
    return entry.migration().steps().stream()
        .filter(s -> s.number() <= number)
        .max(Comparator.comparing(MigrationStep::number))
        .map(MigrationStep::leaves)
        .orElse(entry.migration().from());
  }

  /** The number of the last step in place; 0 where none is. */
  public int lastInPlace() {
    return progress.stream()
        .filter(p -> p.state().inPlace())
        .mapToInt(p -> p.step().number())
        .max()
        .orElse(0);
  }
}
