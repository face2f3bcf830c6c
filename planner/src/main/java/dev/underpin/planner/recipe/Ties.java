package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tables that stop being partitions before all other changes of a plan, and tables that become ones
 * after them. In between they are tables of their own.
 *
 * @param live the live schema, with the first as they are once they are detached
 * @param desired the desired schema, with the second as they are before they are attached
 * @param detached the partitions as they are live, by their names
 * @param attached the partitions as they are desired, by their names
 * @param refusals what the server cannot tie
 */
public record Ties(
    Schema live,
    Schema desired,
    Map<QualifiedName, Table> detached,
    Map<QualifiedName, Table> attached,
    List<Refusal> refusals) {
  public Ties {
    detached = Map.copyOf(detached);
    attached = Map.copyOf(attached);
    refusals = List.copyOf(refusals);
  }

  /** No table is tied to another one, or stops being so. */
  public static Ties none(Schema live, Schema desired) {
    return new Ties(live, desired, Map.of(), Map.of(), List.of());
  }

  public boolean isEmpty() {
    return detached.isEmpty() && attached.isEmpty();
  }

  /** The desired schema with its partitions, every name filled in. */
  public Schema target(Schema free) {
    Schema target = free;
    for (Table partition : attached.values())
      target = target.put(named(partition, free.table(partition.name()).orElseThrow()));
    return target;
  }

  /**
   * The changes with those of the ties.
   *
   * @param free the tables as they are before they are attached
   */
  public List<Change> around(List<Change> changes, Schema free) {
    List<Change> all = new ArrayList<>();
    for (Table table : new TreeMap<>(detached).values())
      all.add(new Change.ReplaceTable(table, live.table(table.name()).orElseThrow()));
    all.addAll(changes);
    for (Table table : new TreeMap<>(attached).values())
      all.add(
          new Change.ReplaceTable(
              free.table(table.name()).orElseThrow(),
              target(free).table(table.name()).orElseThrow()));
    return all;
  }

  /** A partition calls what is its own as the table does that becomes it. */
  private static Table named(Table partition, Table free) {
    return partition.mapConstraints(
        own ->
            own.name().isPresent()
                ? own
                : free.constraints().stream()
                    .filter(c -> plain(c).equals(plain(own)))
                    .findFirst()
                    .map(c -> own.withName(c.name()))
                    .orElse(own));
  }

  /** A constraint without its name, and without the index that it is the part of. */
  private static Constraint plain(Constraint constraint) {
    return constraint
        .withName(Optional.empty())
        .withOptions(Options.with(constraint.options(), "of", Optional.empty()));
  }
}
