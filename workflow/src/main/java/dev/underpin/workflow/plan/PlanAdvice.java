package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a person may want to do because of a plan, though the plan runs without it. */
record PlanAdvice(Plan plan, Catalog catalog, Dialect dialect) {
  /** More steps on tables that exist are hard to review. */
  private static final int STEPS = 10;

  /**
   * The notes.
   *
   * @param large from how many bytes on a table is large
   * @param whole true where the plan is not one of a part of the changes
   */
  List<Note> notes(long large, boolean whole) {
    List<Note> notes = new ArrayList<>();
    if (whole) notes.addAll(many());
    Set<QualifiedName> written = new TreeSet<>();
    for (Step step : plan.steps())
      if (step.mode() == Mode.BATCHES && step.up().stream().anyMatch(s -> s.startsWith("UPDATE ")))
        written.add(step.subject());
    for (QualifiedName table : written) {
      if (catalog.facts(table).bytes() < large) continue;
      Planner.recipes(dialect.engine().id())
          .spaceLeft(dialect, table)
          .ifPresent(
              text -> notes.add(new Note(name(table), "the plan writes rows again: " + text)));
    }
    return notes;
  }

  /** Steps on a table that is created are read together, and one table cannot be divided. */
  private List<Note> many() {
    Map<QualifiedName, Integer> counts = new TreeMap<>();
    for (Step step : plan.steps())
      if (catalog.schema().table(step.subject()).isPresent())
        counts.merge(step.subject(), 1, Integer::sum);
    int steps = counts.values().stream().mapToInt(n -> n).sum();
    if (steps <= STEPS || counts.size() < 2) return List.of();
    String names =
        counts.keySet().stream().limit(3).map(this::name).collect(Collectors.joining(", "));
    String first = name(counts.keySet().iterator().next());
    return List.of(
        new Note(
            "",
            "%d steps change %d tables that exist (%s%s). Smaller migrations are easier to review and to roll back. A part of it: underpin plan --only %s"
                .formatted(steps, counts.size(), names, counts.size() > 3 ? ", …" : "", first)));
  }

  private String name(QualifiedName table) {
    return table.without(catalog.defaultNamespace()).toString();
  }
}
