package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Step;
import java.util.Set;

/**
 * A step that does not know its place yet, with what decides it.
 *
 * <p>A step comes after those that create what it needs, after those that destroy what it recreates
 * (a name that must be free), and a step that releases something comes before the one that destroys
 * it. A step that must follow one of a later phase moves into that phase.
 *
 * @param rank where it stands among the steps of its phase when nothing else decides; small first
 */
public record UnorderedStep(
    Step step,
    int rank,
    Set<StepKey> creates,
    Set<StepKey> needs,
    Set<StepKey> releases,
    Set<StepKey> destroys) {
  public UnorderedStep {
    creates = Set.copyOf(creates);
    needs = Set.copyOf(needs);
    releases = Set.copyOf(releases);
    destroys = Set.copyOf(destroys);
  }

  /** Another step in the same place. */
  public UnorderedStep withStep(Step other) {
    return new UnorderedStep(other, rank, creates, needs, releases, destroys);
  }
}
