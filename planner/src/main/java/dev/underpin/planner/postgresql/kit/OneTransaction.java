package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.Graph;
import dev.underpin.planner.order.StepOrder;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.ForeignKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes one step of the steps that belong to one transaction: a change, and the objects that are
 * dropped before it and created again after it. Nobody sees the database without them, and a
 * rollback does the same the other way round.
 */
public final class OneTransaction {
  private static final Comparator<Lock> BY_LOCK =
      Comparator.comparing(Lock::blocks).thenComparing(Lock::work);

  private OneTransaction() {}

  /** The drafts, those that belong together joined to one. */
  public static List<UnorderedStep> joined(List<UnorderedStep> drafts) {
    List<List<UnorderedStep>> groups = groups(drafts);
    if (groups.isEmpty()) return drafts;
    Map<UnorderedStep, List<UnorderedStep>> made = new IdentityHashMap<>();
    List<UnorderedStep> joined = drafts;
    for (List<UnorderedStep> group : groups) {
      UnorderedStep one = join(group);
      joined = replaced(joined, group, one);
      made.put(one, group);
    }
    // What comes between two steps of a transaction is part of it.
    for (List<UnorderedStep> cycle : StepOrder.cycles(joined)) {
      if (cycle.stream().noneMatch(made::containsKey) || !cycle.stream().allMatch(x -> canJoin(x)))
        continue;
      List<UnorderedStep> parts =
          cycle.stream().flatMap(x -> made.getOrDefault(x, List.of(x)).stream()).toList();
      joined = replaced(joined, cycle, join(parts));
    }
    return joined;
  }

  private static List<UnorderedStep> replaced(
      List<UnorderedStep> drafts, List<UnorderedStep> group, UnorderedStep one) {
    Set<UnorderedStep> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(group);
    List<UnorderedStep> rest = new ArrayList<>(drafts);
    rest.removeIf(gone::contains);
    rest.add(one);
    return rest;
  }

  private static boolean canJoin(UnorderedStep draft) {
    Step step = draft.step();
    return step.mode() == Mode.TRANSACTION
        && (step.downMode() == Mode.TRANSACTION
            || !step.effects().isEmpty()
                && step.effects().stream().allMatch(OneTransaction::isRuleDropped));
  }

  /**
   * A check or a foreign key that comes back in a rollback is added and validated by statements of
   * their own, so that others wait less; where the table is locked by another change all the same,
   * that is no gain.
   */
  private static boolean isRuleDropped(Change effect) {
    return effect instanceof Change.DropConstraint drop
        && (drop.constraint() instanceof CheckConstraint
            || drop.constraint() instanceof ForeignKey);
  }

  private static List<List<UnorderedStep>> groups(List<UnorderedStep> drafts) {
    Graph<Object> graph = new Graph<>();
    for (int i = 0; i < drafts.size(); i++) {
      for (StepKey key : drafts.get(i).together()) {
        graph.edge(i, key);
        graph.edge(key, i);
      }
    }
    return graph.components().stream()
        .map(component -> component.stream().filter(Integer.class::isInstance).sorted())
        .map(numbers -> numbers.map(i -> drafts.get((Integer) i)).toList())
        .filter(group -> group.size() > 1)
        .toList();
  }

  private static UnorderedStep join(List<UnorderedStep> group) {
    List<Step> steps = StepOrder.order(group);
    List<UnorderedStep> mains = group.stream().filter(draft -> !draft.aside()).toList();
    UnorderedStep main = (mains.isEmpty() ? group : mains).get(0);
    StepBuilder join =
        StepBuilder.step(
                steps.stream().map(Step::phase).max(Comparator.naturalOrder()).orElse(Phase.EXPAND),
                main.rank(),
                main.step().subject(),
                title(mains, group),
                steps.stream().map(Step::lock).max(BY_LOCK).orElseThrow())
            .source(source(mains));
    for (Step step : steps) {
      join.up(step.up()).effect(step.effects());
      step.needs().forEach(join::allow);
      new LinkedHashSet<>(step.hazards()).forEach(join::hazard);
      join.checks(step.checks());
      step.downChecks().forEach(join::downCheck);
    }
    undone(group, steps).forEach(step -> join.down(step.down()));
    Set<StepKey> created = new HashSet<>();
    group.forEach(draft -> created.addAll(draft.creates()));
    for (UnorderedStep draft : group) {
      draft.creates().forEach(join::creates);
      draft.releases().forEach(join::releases);
      draft.destroys().forEach(join::destroys);
      draft.needs().stream().filter(key -> !created.contains(key)).forEach(join::needs);
    }
    if (group.stream().allMatch(UnorderedStep::aside)) join.aside();
    return join.build();
  }

  /** The last one first, but for those that a rollback begins with. */
  private static List<Step> undone(List<UnorderedStep> group, List<Step> steps) {
    List<Step> first = new ArrayList<>();
    for (UnorderedStep draft : group) if (draft.undoneFirst()) first.add(draft.step());
    List<Step> undone = new ArrayList<>(steps);
    Collections.reverse(undone);
    undone.removeIf(step -> first.stream().anyMatch(f -> f == step));
    undone.addAll(0, first);
    return undone;
  }

  private static Optional<ObjectRef> source(List<UnorderedStep> mains) {
    List<ObjectRef> sources =
        mains.stream().flatMap(draft -> draft.step().source().stream()).distinct().toList();
    return sources.size() == 1 ? Optional.of(sources.get(0)) : Optional.empty();
  }

  private static String title(List<UnorderedStep> mains, List<UnorderedStep> group) {
    if (mains.isEmpty()) return group.get(group.size() - 1).step().title();
    boolean oneSubject = mains.stream().map(d -> d.step().subject()).distinct().count() == 1;
    String titles =
        mains.stream()
            .map(d -> d.step().title() + (oneSubject ? "" : " of " + d.step().subject()))
            .distinct()
            .collect(Collectors.joining("; "));
    return titles + (group.size() > mains.size() ? " and recreate what depends on it" : "");
  }
}
