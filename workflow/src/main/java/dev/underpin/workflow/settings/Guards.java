package dev.underpin.workflow.settings;

import dev.underpin.planner.step.Risk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What must hold before a migration runs.
 *
 * @param maxRisk the highest risk that a step may have
 * @param requireAppliedIn the environments that must have applied a migration before
 * @param contractAfter how long after the other steps of a migration its CONTRACT steps may run
 */
public record Guards(
    Optional<Risk> maxRisk,
    List<RequiredEnvironment> requireAppliedIn,
    Optional<Duration> contractAfter) {
  /** Nothing must hold. */
  public static final Guards NONE = new Guards(Optional.empty(), List.of(), Optional.empty());

  public Guards {
    requireAppliedIn = List.copyOf(requireAppliedIn);
  }

  /** The same, with those of the top level where these say nothing. */
  Guards or(Guards top) {
    return new Guards(
        maxRisk.or(top::maxRisk),
        requireAppliedIn.isEmpty() ? top.requireAppliedIn() : requireAppliedIn,
        contractAfter.or(top::contractAfter));
  }

  /** The same with other environments. */
  Guards requiring(List<RequiredEnvironment> places) {
    return new Guards(maxRisk, places, contractAfter);
  }

  /** True where nothing must hold. */
  boolean isEmpty() {
    return equals(NONE);
  }

  /** The same with another highest risk, where one is given. */
  public Guards limited(Optional<Risk> max) {
    return new Guards(max.or(this::maxRisk), requireAppliedIn, contractAfter);
  }
}
