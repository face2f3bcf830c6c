package dev.underpin.planner.postgresql.object;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.CreateObject;
import dev.underpin.planner.change.Change.DropObject;
import dev.underpin.planner.change.Change.ReplaceObject;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Views, triggers, routines and the like: created and dropped by their text, and taken out of the
 * way of other changes.
 */
public final class ObjectRecipes {
  private final PostgresContext context;
  private final StepSink sink;
  private final Set<SchemaObject.Key> handled = new HashSet<>();
  private final Map<SchemaObject, SchemaObject> replacements = new LinkedHashMap<>();

  public ObjectRecipes(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  public void create(SchemaObject object) {
    handled.add(object.key());
    StepBuilder step =
        step(
                Phase.EXPAND,
                rank(object.kind()),
                object.name(),
                StepTitles.createObject(object),
                Locks.NONE)
            .up(object.create().written())
            .down(object.drop())
            .effect(new CreateObject(object))
            .creates(State.OBJECT.of(object.name()))
            .needs(State.NAMESPACE.of(QualifiedName.of(object.name().schema())));
    // A view that it depends on may be taken down and put back by this plan.
    object
        .dependsOn()
        .forEach(
            d ->
                step.needs(
                    StepKey.table(d),
                    State.OBJECT.of(d),
                    State.TYPE.of(d),
                    State.OBJECT_RECREATED.of(d)));
    object.table().ifPresent(t -> step.needs(StepKey.table(t)));
    sink.add(step);
  }

  public void drop(SchemaObject object) {
    handled.add(object.key());
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.TAKE_DOWN,
                object.name(),
                StepTitles.dropObject(object),
                Locks.EXCLUSIVE)
            .allow(Allow.DROP_OBJECT)
            .up(object.drop())
            .down(object.create().written())
            .effect(new DropObject(object))
            .destroys(State.OBJECT.of(object.name()));
    object
        .dependsOn()
        .forEach(d -> step.releases(StepKey.table(d), State.OBJECT.of(d), State.TYPE.of(d)));
    object.table().ifPresent(t -> step.releases(StepKey.table(t)));
    sink.add(step);
  }

  /** How, is known when it is known what blocks the change: see {@link #takeDown}. */
  public void replace(SchemaObject before, SchemaObject after) {
    replacements.put(before, after);
  }

  private void replaceInPlace(SchemaObject before, SchemaObject after) {
    StepBuilder step =
        step(
                Phase.CONTRACT,
                rank(after.kind()),
                after.name(),
                StepTitles.replaceObject(after),
                Locks.EXCLUSIVE)
            .up(before.drop(), after.create().written())
            .down(after.drop(), before.create().written())
            .effect(new ReplaceObject(before, after));
    after.dependsOn().forEach(d -> step.needs(StepKey.table(d)));
    sink.add(step);
  }

  /** Views and rules on a table block changes to the types and names of its columns. */
  public void takeDown(java.util.List<Change> changes) {
    Set<QualifiedName> touched = new LinkedHashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c && !c.before().type().equals(c.after().type()))
        touched.add(c.table());
      if (change instanceof Change.DropColumn c) touched.add(c.table());
      if (change instanceof Change.AlterEnum c
          && !c.after().labels().containsAll(c.before().labels())) {
        context.renamed().tables().values().stream()
            .filter(
                t -> t.columns().stream().anyMatch(x -> x.type().contains(c.after().name().name())))
            .forEach(t -> touched.add(t.name()));
      }
    }
    boolean more = true;
    Set<QualifiedName> reached = new LinkedHashSet<>(touched);
    Set<SchemaObject> affected = new LinkedHashSet<>();
    while (more) {
      more = false;
      for (SchemaObject object : context.renamed().objects().values()) {
        boolean view = object.kind() == Kind.VIEW || object.kind() == Kind.MATERIALIZED_VIEW;
        if (!view || handled.contains(object.key()) || affected.contains(object)) continue;
        if (object.dependsOn().stream().anyMatch(reached::contains)) {
          affected.add(object);
          reached.add(object.name());
          more = true;
        }
      }
    }
    for (SchemaObject view : affected) {
      SchemaObject after = replacements.remove(view);
      around(view, after == null ? view : after, touched);
    }
    replacements.forEach(this::replaceInPlace);
  }

  private void around(SchemaObject view, SchemaObject after, Set<QualifiedName> tables) {
    StepKey gone = State.OBJECT_GONE.of(view.name());
    StepBuilder down =
        step(
                Phase.CONTRACT,
                StepRanks.TAKE_DOWN,
                view.name(),
                StepTitles.dropObjectForNow(view),
                Locks.EXCLUSIVE)
            .hazard(Hazards.objectMissing(view))
            .up(view.drop())
            .down(view.create().written())
            .effect(new DropObject(view))
            .creates(gone);
    StepBuilder up =
        step(
                Phase.CONTRACT,
                StepRanks.PUT_BACK,
                after.name(),
                StepTitles.recreateObject(after),
                Locks.NONE)
            .up(after.create().written())
            .down(after.drop())
            .effect(new CreateObject(after))
            .creates(State.OBJECT_RECREATED.of(view.name()))
            .needs(gone);
    for (QualifiedName table : tables) {
      context
          .renamed()
          .table(table)
          .ifPresent(
              t ->
                  t.columns()
                      .forEach(
                          c -> {
                            down.releases(
                                StepKey.before(table, c.name()), StepKey.column(table, c.name()));
                            up.needs(StepKey.after(table, c.name()));
                          }));
    }
    for (QualifiedName other : view.dependsOn()) down.releases(State.BEFORE.of(other));
    for (QualifiedName other : after.dependsOn()) {
      up.needs(State.OBJECT_RECREATED.of(other), State.OBJECT.of(other), StepKey.table(other));
      context
          .target()
          .table(other)
          .ifPresent(t -> t.columns().forEach(c -> up.needs(StepKey.column(other, c.name()))));
    }
    down.destroys(State.BEFORE.of(view.name()));
    sink.add(down);
    sink.add(up);
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case EXTENSION -> StepRanks.EXTENSION;
      case DOMAIN, COMPOSITE_TYPE -> StepRanks.TYPE + 1;
      case FUNCTION, PROCEDURE, AGGREGATE -> StepRanks.ROUTINE;
      case VIEW, MATERIALIZED_VIEW -> StepRanks.VIEW;
      case RULE, TRIGGER, POLICY, EVENT -> StepRanks.TRIGGER;
    };
  }
}
