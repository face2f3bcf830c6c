package dev.underpin.workflow.plan;

import dev.underpin.planner.step.Allow;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a person chose for one plan.
 *
 * @param allowed what may be done
 * @param discard what is dropped goes for good instead of into the trash
 * @param rehearse whether the plan is run on an empty copy first; absent where that is decided by
 *     what it costs
 */
public record PlanChoices(Set<Allow> allowed, boolean discard, Optional<Boolean> rehearse) {
  /** Nothing is allowed. */
  public static final PlanChoices NONE = new PlanChoices(Set.of(), false, Optional.empty());

  public PlanChoices {
    EnumSet<Allow> all = EnumSet.noneOf(Allow.class);
    all.addAll(allowed);
    // Who writes --discard has said the word.
    if (discard) all.add(Allow.DISCARD);
    allowed = Set.copyOf(all);
  }
}
