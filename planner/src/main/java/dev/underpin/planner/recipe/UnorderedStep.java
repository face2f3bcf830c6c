package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Step;
import java.util.HashSet;
import java.util.Set;

/**
 * A step that does not know its place yet, with what decides it.
 *
 * <p>A step comes after those that create what it needs, after those that destroy what it recreates
 * (a name that must be free), and a step that releases something comes before the one that destroys
 * it. A step that must follow one of a later phase moves into that phase.
 *
 * @param rank where it stands among the steps of its phase when nothing else decides; small first
 * @param together steps that share such a key are one transaction
 * @param aside true where it only makes room for another step of its transaction
 * @param undoneFirst true where a rollback of its transaction begins with it
 */
public record UnorderedStep(
    Step step,
    int rank,
    Set<StepKey> creates,
    Set<StepKey> needs,
    Set<StepKey> releases,
    Set<StepKey> destroys,
    Set<StepKey> together,
    boolean aside,
    boolean undoneFirst) {
  public UnorderedStep {
    together = Set.copyOf(together);
    creates = Set.copyOf(creates);
    needs = Set.copyOf(needs);
    releases = Set.copyOf(releases);
    destroys = Set.copyOf(destroys);
  }

  /** A step that is a transaction by itself. */
  public UnorderedStep(
      Step step,
      int rank,
      Set<StepKey> creates,
      Set<StepKey> needs,
      Set<StepKey> releases,
      Set<StepKey> destroys) {
    this(step, rank, creates, needs, releases, destroys, Set.of(), false, false);
  }

  /** Another step in the same place. */
  public UnorderedStep withStep(Step other) {
    return new UnorderedStep(
        other, rank, creates, needs, releases, destroys, together, aside, undoneFirst);
  }

  /** The same, which waits for more, and for which more waits. */
  public UnorderedStep withKeys(Set<StepKey> moreNeeds, Set<StepKey> moreReleases) {
    if (moreNeeds.isEmpty() && moreReleases.isEmpty()) return this;
    Set<StepKey> allNeeds = new HashSet<>(needs);
    allNeeds.addAll(moreNeeds);
    Set<StepKey> allReleases = new HashSet<>(releases);
    allReleases.addAll(moreReleases);
    return new UnorderedStep(
        step, rank, creates, allNeeds, allReleases, destroys, together, aside, undoneFirst);
  }

  /** The same, in one transaction with all that have this key. */
  public UnorderedStep together(StepKey key) {
    Set<StepKey> all = new HashSet<>(together);
    all.add(key);
    return new UnorderedStep(
        step, rank, creates, needs, releases, destroys, all, aside, undoneFirst);
  }
}
