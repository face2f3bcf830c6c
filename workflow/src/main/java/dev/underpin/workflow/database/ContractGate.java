package dev.underpin.workflow.database;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the CONTRACT steps of a migration may run: some time after its other steps have ended, so
 * that the new version of the application is everywhere.
 *
 * @param after how long after; absent where nothing waits
 */
public record ContractGate(Optional<Duration> after) {
  /**
   * A migration whose CONTRACT steps may not run yet.
   *
   * @param until from when on they may; absent where the other steps have not ended
   */
  public record Waiting(String id, Optional<Instant> until) {}

  /** True where some steps of a migration wait for others. */
  public boolean guards(List<MigrationStep> steps) {
    return after.isPresent()
        && steps.stream().anyMatch(s -> s.phase() == Phase.CONTRACT)
        && steps.stream().anyMatch(s -> s.phase() != Phase.CONTRACT);
  }

  /**
   * What waits, empty where CONTRACT may run.
   *
   * @param done the numbers of the steps that have run
   * @param times when they have ended
   */
  public Optional<Waiting> waiting(
      String id,
      List<MigrationStep> steps,
      Collection<Integer> done,
      Map<Integer, Instant> times,
      Instant now) {
    if (!guards(steps)) return Optional.empty();
    // Once a CONTRACT step has run, the rest belongs to it.
    if (steps.stream().anyMatch(s -> isContract(s) && done.contains(s.number())))
      return Optional.empty();
    List<MigrationStep> before = steps.stream().filter(s -> !isContract(s)).toList();
    if (!before.stream().allMatch(s -> done.contains(s.number())))
      return Optional.of(new Waiting(id, Optional.empty()));
    Instant ended =
        before.stream()
            .map(s -> times.getOrDefault(s.number(), Instant.MIN))
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    // An earlier version kept no time of a step.
    if (ended.equals(Instant.MIN)) return Optional.empty();
    Instant until = ended.plus(after.orElse(Duration.ZERO));
    return now.isBefore(until)
        ? Optional.of(new Waiting(id, Optional.of(until)))
        : Optional.empty();
  }

  private static boolean isContract(MigrationStep step) {
    return step.phase() == Phase.CONTRACT;
  }
}
