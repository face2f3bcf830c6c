package dev.underpin.planner.order;

import static java.util.Objects.requireNonNull;

import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.UnderpinException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * Orders drafts by what they need, then by phase, then by rank.
 *
 * <p>A step that has to follow one of a later phase moves into that phase, so that each phase stays
 * one block.
 */
public final class StepOrder {
  private final List<UnorderedStep> drafts;
  private final List<Set<Integer>> after = new ArrayList<>();
  private final int[] waiting;
  private final Phase[] phases;

  private StepOrder(List<UnorderedStep> drafts) {
    this.drafts = drafts;
    waiting = new int[drafts.size()];
    phases = new Phase[drafts.size()];
    for (int i = 0; i < drafts.size(); i++) {
      after.add(new HashSet<>());
      phases[i] = drafts.get(i).step().phase();
    }
  }

  /** The steps in their order. */
  public static List<Step> order(List<UnorderedStep> drafts) {
    StepOrder order = new StepOrder(drafts);
    order.connect();
    order.raisePhases();
    return order.sorted();
  }

  /** The groups of drafts of which each waits for the others: no order has them one by one. */
  public static List<List<UnorderedStep>> circles(List<UnorderedStep> drafts) {
    StepOrder order = new StepOrder(drafts);
    order.connect();
    return order.circles();
  }

  private List<List<UnorderedStep>> circles() {
    Map<Integer, Set<Integer>> reached = new HashMap<>();
    for (int i : unplaceable()) reached.put(i, reached(i));
    List<List<UnorderedStep>> circles = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int i : unplaceable()) {
      if (done.contains(i) || !requireNonNull(reached.get(i)).contains(i)) continue;
      List<UnorderedStep> circle = new ArrayList<>();
      for (int other : unplaceable()) {
        if (!requireNonNull(reached.get(i)).contains(other)
            || !requireNonNull(reached.get(other)).contains(i)) continue;
        circle.add(drafts.get(other));
        done.add(other);
      }
      circles.add(circle);
    }
    return circles;
  }

  /** Those in a circle, or behind one. */
  private List<Integer> unplaceable() {
    int[] left = waiting.clone();
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < left.length; i++) if (left[i] == 0) ready.add(i);
    while (!ready.isEmpty()) {
      for (int next : after.get(ready.remove(ready.size() - 1)))
        if (--left[next] == 0) ready.add(next);
    }
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < left.length; i++) if (left[i] > 0) rest.add(i);
    return rest;
  }

  private Set<Integer> reached(int from) {
    Set<Integer> reached = new HashSet<>();
    List<Integer> open = new ArrayList<>(after.get(from));
    while (!open.isEmpty()) {
      int i = open.remove(open.size() - 1);
      if (reached.add(i)) open.addAll(after.get(i));
    }
    return reached;
  }

  private void connect() {
    Map<StepKey, List<Integer>> creators = index(UnorderedStep::creates);
    Map<StepKey, List<Integer>> needers = index(UnorderedStep::needs);
    Map<StepKey, List<Integer>> releasers = index(UnorderedStep::releases);
    Map<StepKey, List<Integer>> destroyers = index(UnorderedStep::destroys);
    creators.forEach((key, from) -> edges(from, needers.getOrDefault(key, List.of())));
    releasers.forEach((key, from) -> edges(from, destroyers.getOrDefault(key, List.of())));
    destroyers.forEach(
        (key, destroying) -> {
          List<Integer> creating = creators.getOrDefault(key, List.of());
          if (creating.isEmpty()) {
            edges(needers.getOrDefault(key, List.of()), destroying);
          } else {
            edges(destroying, creating);
          }
        });
  }

  private Map<StepKey, List<Integer>> index(Function<UnorderedStep, Set<StepKey>> keys) {
    Map<StepKey, List<Integer>> index = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      for (StepKey key : keys.apply(drafts.get(i))) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    return index;
  }

  private void edges(List<Integer> from, List<Integer> to) {
    for (int f : from) {
      for (int t : to) {
        if (f != t && after.get(f).add(t)) waiting[t]++;
      }
    }
  }

  private void raisePhases() {
    int[] left = waiting.clone();
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < left.length; i++) if (left[i] == 0) ready.add(i);
    while (!ready.isEmpty()) {
      int i = ready.remove(ready.size() - 1);
      for (int next : after.get(i)) {
        if (phases[next].compareTo(phases[i]) < 0) phases[next] = phases[i];
        if (--left[next] == 0) ready.add(next);
      }
    }
  }

  private List<Step> sorted() {
    Comparator<Integer> place =
        Comparator.<Integer, Phase>comparing(i -> phases[i])
            .thenComparing(i -> drafts.get(i).rank())
            .thenComparing(i -> i);
    PriorityQueue<Integer> ready = new PriorityQueue<>(place);
    int[] left = waiting.clone();
    for (int i = 0; i < left.length; i++) if (left[i] == 0) ready.add(i);
    List<Step> steps = new ArrayList<>(drafts.size());
    while (!ready.isEmpty()) {
      int i = ready.remove();
      steps.add(drafts.get(i).step().withPhase(phases[i]));
      for (int next : after.get(i)) if (--left[next] == 0) ready.add(next);
    }
    if (steps.size() < drafts.size()) {
      throw UnderpinException.failed(
          "Underpin could not put these steps in order, because each waits for another: "
              + stuck(left)
              + ".\nThis is a bug of Underpin; nothing was changed. Please report it with both schemas.");
    }
    return steps;
  }

  private String stuck(int[] left) {
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      if (left[i] > 0) {
        titles.add(drafts.get(i).step().title() + " (" + drafts.get(i).step().subject() + ")");
      }
    }
    return String.join("; ", titles);
  }
}
