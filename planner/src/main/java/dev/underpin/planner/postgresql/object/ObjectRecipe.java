package dev.underpin.planner.postgresql.object;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.LiveObjects;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.ObjectDependents;
import dev.underpin.planner.postgresql.kit.ObjectOrder;
import dev.underpin.planner.postgresql.kit.ObjectStatements;
import dev.underpin.planner.postgresql.kit.ObjectTrash;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.Replaceable;
import dev.underpin.planner.postgresql.kit.ReplacedFunctions;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.Trash;
import dev.underpin.planner.postgresql.kit.TypeUsers;
import dev.underpin.planner.postgresql.kit.UserMappings;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.List;

/** Views, triggers and routines: created, dropped, and replaced in place. */
public record ObjectRecipe(
    PostgresContext context, StepSink sink, ObjectTrash trash, ReplacedFunctions functions) {
  public void create(Change.CreateObject change) {
    SchemaObject object = change.object();
    QualifiedName name = object.name();
    StepBuilder step =
        expand(StepRanks.of(object.kind()), name, ObjectTitles.createObject(object), Locks.NONE)
            .up(ObjectStatements.create(object))
            .down(drop(context.backTrash(), object))
            .effect(change)
            .needs(State.NAMESPACE.of(QualifiedName.of(name.schema())));
    new ObjectOrder(context, object, object).comes(step);
    if (object.kind().isRoutine()) step.creates(overload(name));
    sink.add(step);
  }

  /** A call must not fit two routines of a name while what makes it is created again. */
  private static StepKey overload(QualifiedName routine) {
    return State.OBJECT.of(ObjectTrash.bare(routine), "overload");
  }

  /**
   * An object leaves before what it uses gets another name.
   *
   * @param isUsed true where something is created again that used it
   */
  public void drop(Change.DropObject change, boolean isUsed) {
    SchemaObject object = new LiveObjects(context).before(change.object());
    UserMappings.refuse(object, sink);
    StepBuilder step =
        contract(
                StepRanks.ofDrop(object.kind()),
                object.name(),
                ObjectTitles.dropObject(object),
                Locks.EXCLUSIVE)
            .allow(Allow.DROP_OBJECT)
            .up(drop(context.trash(), object))
            .down(
                trash.keeps(object)
                    ? trash.out(context.trash(), object)
                    : ObjectStatements.recreate(object))
            .effect(new Change.DropObject(object))
            .together(State.OBJECT.of(object.name(), object.kind().name()));
    new ObjectOrder(context, object, object).goes(step);
    if (isUsed && object.kind().isRoutine()) step.destroys(overload(object.name()));
    sink.add(step);
  }

  private List<String> drop(Trash place, SchemaObject object) {
    return trash.keeps(object) ? trash.in(place, object) : List.of(object.drop());
  }

  /**
   * The server puts the new text in place of the old one.
   *
   * @param dependents what depends on the object: the rollback drops and recreates it where it
   *     drops the object
   */
  public void replace(Change.ReplaceObject change, List<SchemaObject> dependents) {
    SchemaObject before = change.before();
    SchemaObject after = change.after();
    StepBuilder step =
        contract(
                StepRanks.of(after.kind()),
                after.name(),
                ObjectTitles.replaceObject(after),
                Locks.EXCLUSIVE)
            .up(ObjectStatements.inPlace(before, after))
            .effect(change);
    if (Replaceable.inPlace(after, before)) step.down(ObjectStatements.inPlace(after, before));
    else if (Replaceable.isUndoneByDrop(before, after))
      step.down(ObjectDependents.drop(dependents))
          .down(ObjectStatements.undo(before, after))
          .down(ObjectDependents.recreate(dependents));
    else step.down(ObjectStatements.undo(before, after));
    TypeUsers users = new TypeUsers(context, before);
    users.prevents(after).ifPresent(user -> sink.refuse(ObjectRefusals.typeInUse(after, user)));
    users.misfits(after).forEach(step::check);
    users.misfitsBack(after).forEach(step::downCheck);
    if (after.kind() == SchemaObject.Kind.FUNCTION) {
      StepKey old = ReplacedFunctions.oldText(before);
      step.destroys(old).together(old).undoneFirst();
      List<String> keeping = functions.keeping(after);
      if (!keeping.isEmpty()) step.hazard(Hazards.oldResults(after.name(), keeping));
    }
    new ObjectOrder(context, before, after).changes(step);
    sink.add(step);
  }
}
