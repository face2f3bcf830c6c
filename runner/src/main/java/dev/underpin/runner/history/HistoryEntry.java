package dev.underpin.runner.history;

import dev.underpin.planner.migration.Migration;
import dev.underpin.schema.model.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the history says of one migration.
 *
 * @param migration the migration as it was run, with the inverse of every step
 * @param checksum of the LF-normalised up.sql; empty for one that was run without files
 * @param executed the numbers of the steps that have happened and were not undone
 * @param before the schema it began with, as introspected
 * @param target the schema it leads to, where it was known when it began
 * @param left the schema that the last executed step left, as introspected
 * @param previous the id of the entry in force before it, or {@link #START}: where a rollback of it
 *     ends, however often it is run
 * @param appliedBy who began it; absent where an earlier version did
 * @param rolledBackBy who rolled it back last
 * @param run the run that worked on it last; absent where an earlier version did
 * @param times when each executed step has ended, by its number
 */
public record HistoryEntry(
    Migration migration,
    State state,
    String checksum,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Set<Integer> executed,
    Optional<Schema> before,
    Optional<Schema> target,
    Optional<Schema> left,
    Optional<String> error,
    String previous,
    Optional<Author> appliedBy,
    Optional<Author> rolledBackBy,
    Optional<String> run,
    Map<Integer, Instant> times) {
  /** What comes before the first migration, as {@code rollback --to} takes it. */
  public static final String START = "START";

  /** How far it has come. */
  public enum State {
    /** Every step has happened. */
    APPLIED,
    /**
     * Some steps have happened, and it can go on: a phase limit, a failure or a crash stopped it.
     */
    PARTIAL,
    /** It was rolled back. */
    ROLLED_BACK,
    /** Adopted as it was found, nothing was run. */
    BASELINE
  }

  public HistoryEntry {
    executed = Set.copyOf(executed);
    times = Map.copyOf(times);
  }

  /** The migration's id. */
  public String id() {
    return migration.id();
  }

  /** The numbers of the steps that remain. */
  public List<Integer> remaining() {
    return migration.steps().stream()
        .map(s -> s.number())
        .filter(n -> !executed.contains(n))
        .toList();
  }
}
