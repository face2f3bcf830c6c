package dev.underpin.workflow.plan;

import dev.underpin.planner.step.Allow;
import java.util.Collection;
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
 * @param only the names of what may change; empty where everything may
 */
public record PlanChoices(
    Set<Allow> allowed, boolean discard, Optional<Boolean> rehearse, Set<String> only) {
  /** Nothing is allowed. */
  public static final PlanChoices NONE = new PlanChoices(Set.of(), false, Optional.empty());

  public PlanChoices {
    EnumSet<Allow> all = EnumSet.noneOf(Allow.class);
    all.addAll(allowed);
    // Who writes --discard has said the word.
    if (discard) all.add(Allow.DISCARD);
    allowed = Set.copyOf(all);
    only = Set.copyOf(only);
  }

  /** Everything may change. */
  public PlanChoices(Set<Allow> allowed, boolean discard, Optional<Boolean> rehearse) {
    this(allowed, discard, rehearse, Set.of());
  }

  /** Only what has these names may change, where there are any. */
  public PlanChoices withOnly(Collection<String> names) {
    return new PlanChoices(allowed, discard, rehearse, Set.copyOf(names));
  }
}
