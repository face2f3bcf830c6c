package dev.underpin.planner.order;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SharedNames.Holder;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * New names that something has which a plan leaves as it is: a view that the YAML does not declare,
 * a table of another project. The server would refuse the step.
 */
public final class TakenNames {
  private TakenNames() {}

  /**
   * A refusal for each of them.
   *
   * @param live all that is in the database
   * @param target all that is in it after the plan
   */
  public static List<Refusal> between(Dialect dialect, Schema live, Schema target) {
    Set<Holder> before = new HashSet<>();
    dialect.sharedNames(live).holders().values().forEach(before::addAll);
    String namespace = dialect.defaultNamespace();
    List<Refusal> refusals = new ArrayList<>();
    dialect
        .sharedNames(target)
        .holders()
        .values()
        .forEach(
            holders -> {
              Holder first =
                  holders.stream().filter(before::contains).findFirst().orElse(holders.get(0));
              holders.stream()
                  .filter(h -> !h.equals(first) && !before.contains(h))
                  .map(h -> ObjectRefusals.nameTaken(h, first.part(), namespace))
                  .forEach(refusals::add);
            });
    // A view has two names: that of a relation, and that of the type of its rows.
    return refusals.stream().distinct().toList();
  }
}
