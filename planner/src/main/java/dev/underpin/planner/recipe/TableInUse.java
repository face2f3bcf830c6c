package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.List;
import java.util.Optional;

/** Why a table cannot have both names for a while, whatever the engine. */
public final class TableInUse {
  private TableInUse() {}

  /**
   * What prevents it; empty where nothing does.
   *
   * @param changes all changes of the plan
   */
  public static Optional<String> obstacle(
      PlanningContext context, Change.RenameTable change, List<Change> changes) {
    QualifiedName from = change.from();
    QualifiedName to = change.table();
    if (!from.schema().equals(to.schema()))
      return Optional.of("it moves to another schema, which not every role of it may use");
    boolean taken =
        context.target().tables().containsKey(from)
            || context.target().objects().values().stream()
                .anyMatch(o -> o.kind() == SchemaObject.Kind.VIEW && o.name().equals(from));
    if (taken) return Optional.of("something else has the name " + from + " after this plan");
    for (Change other : changes) {
      if (other instanceof Change.TableChange within
          && within.table().equals(to)
          && !other.equals(change))
        return Optional.of("the table changes in another way too; rename the table first");
      if (changed(other).filter(o -> concerns(o, to) || concerns(o, from)).isPresent())
        return Optional.of(
            changed(other).get().kind().words()
                + " "
                + changed(other).get().name()
                + " uses it and changes in the same plan");
    }
    return Optional.empty();
  }

  private static Optional<SchemaObject> changed(Change change) {
    if (change instanceof Change.ReplaceObject c) return Optional.of(c.before());
    if (change instanceof Change.DropObject c) return Optional.of(c.object());
    return Optional.empty();
  }

  private static boolean concerns(SchemaObject object, QualifiedName table) {
    return object.dependsOn().contains(table) || object.table().filter(table::equals).isPresent();
  }
}
