package dev.underpin.planner.postgresql.object;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;

/** Views, triggers and routines: created, dropped and replaced by their text. */
public record ObjectRecipe(StepSink sink) {
  public void create(Change.CreateObject change) {
    SchemaObject object = change.object();
    QualifiedName name = object.name();
    StepBuilder step =
        expand(StepRanks.of(object.kind()), name, StepTitles.createObject(object), Locks.NONE)
            .up(object.create().written())
            .down(object.drop())
            .effect(change)
            .creates(State.OBJECT.of(name))
            .needs(State.NAMESPACE.of(QualifiedName.of(name.schema())));
    for (QualifiedName other : object.dependsOn()) {
      // This plan may recreate a view that it depends on.
      step.needs(StepKey.table(other), State.OBJECT.of(other), State.TYPE.of(other))
          .needs(State.OBJECT_RECREATED.of(other));
    }
    object.table().ifPresent(t -> step.needs(StepKey.table(t)));
    sink.add(step);
  }

  public void drop(Change.DropObject change) {
    SchemaObject object = change.object();
    QualifiedName name = object.name();
    StepBuilder step =
        contract(StepRanks.DROP_OBJECT, name, StepTitles.dropObject(object), Locks.EXCLUSIVE)
            .allow(Allow.DROP_OBJECT)
            .up(object.drop())
            .down(object.create().written())
            .effect(change)
            .destroys(State.OBJECT.of(name));
    for (QualifiedName other : object.dependsOn())
      step.releases(StepKey.table(other), State.OBJECT.of(other), State.TYPE.of(other));
    object.table().ifPresent(t -> step.releases(StepKey.table(t)));
    sink.add(step);
  }

  public void replace(Change.ReplaceObject change) {
    SchemaObject before = change.before();
    SchemaObject after = change.after();
    int rank = StepRanks.of(after.kind());
    StepBuilder step =
        contract(rank, after.name(), StepTitles.replaceObject(after), Locks.EXCLUSIVE)
            .up(before.drop(), after.create().written())
            .down(after.drop(), before.create().written())
            .effect(change);
    after.dependsOn().forEach(d -> step.needs(StepKey.table(d)));
    sink.add(step);
  }
}
