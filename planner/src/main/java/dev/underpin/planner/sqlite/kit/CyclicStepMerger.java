package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.order.StepOrder;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Steps of which each waits for the others become one step: two tables, say, that get a key and a
 * foreign key to the other's key. While foreign keys are off it does not matter within a
 * transaction which comes first.
 */
public final class CyclicStepMerger {
  private static final Comparator<Step> BY_LOCK = Comparator.comparing(s -> s.lock().work());

  private CyclicStepMerger() {}

  /** The drafts, those in a cycle joined to one. */
  public static List<UnorderedStep> joined(List<UnorderedStep> drafts) {
    List<List<UnorderedStep>> cycles = StepOrder.cycles(drafts);
    if (cycles.isEmpty()) return drafts;
    List<UnorderedStep> joined = new ArrayList<>(drafts);
    for (List<UnorderedStep> cycle : cycles) {
      joined.removeAll(cycle);
      joined.add(join(cycle));
    }
    return joined;
  }

  private static UnorderedStep join(List<UnorderedStep> cycle) {
    List<Step> steps =
        StepOrder.order(cycle.stream().map(CyclicStepMerger::withoutForeignKeys).toList());
    Phase phase =
        cycle.stream()
            .map(draft -> draft.step().phase())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    int rank = cycle.stream().mapToInt(UnorderedStep::rank).min().orElseThrow();
    Step first = steps.get(0);
    StepBuilder join =
        StepBuilder.step(
                phase,
                rank,
                first.subject(),
                title(steps),
                steps.stream().max(BY_LOCK).orElseThrow().lock())
            .source(first.source())
            .mode(Mode.DETACHED, Mode.DETACHED);
    for (Step step : steps) {
      join.up(step.up()).effect(step.effects());
      step.needs().forEach(join::allow);
      step.hazards().forEach(join::hazard);
      step.checks().forEach(join::check);
      step.downChecks().forEach(join::downCheck);
    }
    for (int i = steps.size() - 1; i >= 0; i--) join.down(steps.get(i).down());
    Set<StepKey> created = new HashSet<>();
    cycle.forEach(draft -> created.addAll(draft.creates()));
    for (UnorderedStep draft : cycle) {
      draft.creates().forEach(join::creates);
      draft.releases().forEach(join::releases);
      draft.destroys().forEach(join::destroys);
      draft.needs().stream().filter(key -> !created.contains(key)).forEach(join::needs);
    }
    return join.build();
  }

  /**
   * Only the order in which foreign keys and their keys come and go does not matter. There are no
   * phases within a step.
   */
  private static UnorderedStep withoutForeignKeys(UnorderedStep draft) {
    return new UnorderedStep(
        draft.step().withPhase(Phase.CONTRACT),
        draft.rank(),
        rest(draft.creates()),
        rest(draft.needs()).stream()
            .filter(key -> key.state() != StepKey.State.NAME)
            .collect(Collectors.toSet()),
        rest(draft.releases()),
        rest(draft.destroys()),
        draft.together(),
        draft.aside(),
        draft.undoneFirst());
  }

  private static Set<StepKey> rest(Set<StepKey> keys) {
    return keys.stream().filter(key -> !StepKeys.isOfForeignKeys(key)).collect(Collectors.toSet());
  }

  private static String title(List<Step> steps) {
    return steps.stream()
            .map(step -> step.title() + " of " + step.subject())
            .collect(Collectors.joining("; "))
        + " (one transaction: each needs the other)";
  }
}
