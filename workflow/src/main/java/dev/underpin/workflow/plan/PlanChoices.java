package dev.underpin.workflow.plan;

import dev.underpin.planner.step.Allow;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a person chose for one plan.
 *
 * @param allowed what may be done
 * @param discard what is dropped goes for good instead of into the trash
 */
public record PlanChoices(Set<Allow> allowed, boolean discard) {
  /** Nothing is allowed. */
  public static final PlanChoices NONE = new PlanChoices(Set.of(), false);

  public PlanChoices {
    EnumSet<Allow> all = EnumSet.noneOf(Allow.class);
    all.addAll(allowed);
    // Who writes --discard has said the word.
    if (discard) all.add(Allow.DISCARD);
    allowed = Set.copyOf(all);
  }
}
