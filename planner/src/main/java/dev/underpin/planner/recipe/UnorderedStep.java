package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Step;
import java.util.HashSet;
import java.util.Set;

/**
 * A step that does not know its place yet, with what decides it.
 *
 * <p>Keys are free text agreed upon within an engine, such as {@code column:public.orders.status}
 * or {@code name:public.orders_idx}. A step comes after those that create what it needs, after
 * those that destroy what it recreates (a name that must be free), and a step that releases
 * something comes before the one that destroys it. A step that must follow one of a later phase
 * moves into that phase.
 *
 * @param rank where it stands among the steps of its phase when nothing else decides; small first
 */
public record UnorderedStep(
    Step step,
    int rank,
    Set<String> creates,
    Set<String> needs,
    Set<String> releases,
    Set<String> destroys) {
  public UnorderedStep {
    creates = Set.copyOf(creates);
    needs = Set.copyOf(needs);
    releases = Set.copyOf(releases);
    destroys = Set.copyOf(destroys);
  }

  /** A step placed by phase and rank alone. */
  public static UnorderedStep of(Step step, int rank) {
    return new UnorderedStep(step, rank, Set.of(), Set.of(), Set.of(), Set.of());
  }

  public UnorderedStep creating(String... keys) {
    return new UnorderedStep(step, rank, plus(creates, keys), needs, releases, destroys);
  }

  public UnorderedStep destroying(String... keys) {
    return new UnorderedStep(step, rank, creates, needs, releases, plus(destroys, keys));
  }

  private static Set<String> plus(Set<String> set, String... more) {
    Set<String> copy = new HashSet<>(set);
    copy.addAll(java.util.Arrays.asList(more));
    return copy;
  }
}
