package dev.underpin.planner;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.Promise;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.model.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Ordered steps from one schema to another, proved forward and back.
 *
 * @param from the live schema as the planner sees it
 * @param to the schema that the last step leaves
 * @param promise what it needs and leaves; of no step where a refusal stands that nothing can
 *     allow, because the steps may then be incomplete
 * @param rows the tables whose reference rows a step writes or deletes
 * @param seeds what the plan does to the reference rows that are known to be written by migrations
 * @param refusals what must not be done; a plan with refusals is not to be run
 */
public record Plan(
    Schema from,
    Schema to,
    List<Change> changes,
    List<SeedDifference> rows,
    List<SeededRows.Entry> seeds,
    List<Step> steps,
    Promise promise,
    List<Refusal> refusals,
    List<Note> notes) {
  public Plan {
    changes = List.copyOf(changes);
    rows = List.copyOf(rows);
    seeds = List.copyOf(seeds);
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** How many changes it makes: those of the schema, and each table whose rows it writes. */
  public int changeCount() {
    return changes.size() + rows.size();
  }

  /** True where each step is proved to lead where it should. */
  public boolean isProved() {
    return promise.steps().size() == steps.size();
  }

  /** True where there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty() && refusals.isEmpty();
  }

  /** All that must be allowed by name before it is saved or run. */
  public Set<Allow> needs() {
    Set<Allow> needs = EnumSet.noneOf(Allow.class);
    steps.forEach(step -> needs.addAll(step.needs()));
    return needs;
  }
}
