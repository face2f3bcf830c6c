package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Foreign keys that stay and still have to be dropped while something else changes. */
public final class RecreatedForeignKeys {
  private RecreatedForeignKeys() {}

  /** The changes, with a drop and an add of each foreign key that they affect. */
  public static List<Change> added(
      PlanningContext context,
      List<Change> changes,
      BiPredicate<QualifiedName, ForeignKey> isAffected) {
    List<Change> all = new ArrayList<>(changes);
    for (Table table : context.renamed().tables().values()) {
      Optional<Table> after = context.target().table(table.name());
      if (after.isEmpty()) continue;
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        boolean stays = after.get().constraints().contains(key);
        if (!stays || !isAffected.test(table.name(), key)) continue;
        all.add(new Change.DropConstraint(table.name(), key));
        all.add(new Change.AddConstraint(table.name(), key));
      }
    }
    return all;
  }
}
