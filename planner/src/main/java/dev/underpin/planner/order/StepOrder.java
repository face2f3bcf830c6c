package dev.underpin.planner.order;

import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.UnderpinException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Orders drafts by what they need, then by phase, then by rank.
 *
 * <p>A step that has to follow one of a later phase moves into that phase, so that each phase stays
 * one block.
 */
public final class StepOrder {
  private final List<UnorderedStep> drafts;
  private final Graph<Integer> graph = new Graph<>();

  private StepOrder(List<UnorderedStep> drafts) {
    this.drafts = drafts;
    for (int i = 0; i < drafts.size(); i++) graph.add(i);
    connect();
  }

  /** The steps in their order. */
  public static List<Step> order(List<UnorderedStep> drafts) {
    StepOrder order = new StepOrder(drafts);
    if (!order.cycles().isEmpty()) throw unordered(order.cycles());
    return order.sorted();
  }

  /** The groups of drafts of which each waits for the others: no order has them one by one. */
  public static List<List<UnorderedStep>> cycles(List<UnorderedStep> drafts) {
    return new StepOrder(drafts).cycles();
  }

  private List<List<UnorderedStep>> cycles() {
    return graph.components().stream()
        .filter(component -> component.size() > 1)
        .map(component -> component.stream().sorted().toList())
        .sorted(Comparator.comparing(component -> component.get(0)))
        .map(component -> component.stream().map(drafts::get).toList())
        .toList();
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
      for (int t : to) graph.edge(f, t);
    }
  }

  private List<Step> sorted() {
    Phase[] phases = phases();
    Comparator<Integer> choice = Comparator.comparing(i -> phases[i]);
    return graph.sorted(choice.thenComparing(i -> drafts.get(i).rank())).stream()
        .map(i -> drafts.get(i).step().withPhase(phases[i]))
        .toList();
  }

  /** The phase of each step, and not before that of a step that it follows. */
  private Phase[] phases() {
    Phase[] phases = new Phase[drafts.size()];
    for (int i : graph.sorted(Comparator.naturalOrder())) {
      phases[i] = drafts.get(i).step().phase();
      for (int before : graph.before(i)) {
        if (phases[before].compareTo(phases[i]) > 0) phases[i] = phases[before];
      }
    }
    return phases;
  }

  private static UnderpinException unordered(List<List<UnorderedStep>> cycles) {
    String titles =
        cycles.stream()
            .flatMap(List::stream)
            .map(draft -> "%s (%s)".formatted(draft.step().title(), draft.step().subject()))
            .collect(Collectors.joining("; "));
    return UnderpinException.failed(
        """
        Underpin could not put these steps in order, because each waits for another: %s.
        This is a bug of Underpin; nothing was changed. Please report it with both schemas."""
            .formatted(titles));
  }
}
