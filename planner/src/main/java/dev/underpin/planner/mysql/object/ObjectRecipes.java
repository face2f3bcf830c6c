package dev.underpin.planner.mysql.object;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.CreateObject;
import dev.underpin.planner.change.Change.DropObject;
import dev.underpin.planner.change.Change.ReplaceObject;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.List;

/** Views, triggers, routines and events: created and dropped by their text. */
public record ObjectRecipes(MysqlContext context, StepSink sink) {
  public void create(SchemaObject object) {
    StepBuilder step =
        begin(Phase.EXPAND, rank(object.kind()), object, StepTitles.createObject(object))
            .up(context.ddl().createObject(object))
            .down(context.ddl().dropObject(object))
            .effect(new CreateObject(object))
            .creates(State.OBJECT.of(object.name()));
    needs(step, object);
    sink.add(step);
  }

  public void drop(SchemaObject object) {
    StepBuilder step =
        begin(Phase.CONTRACT, StepRanks.DROP_OBJECT, object, StepTitles.dropObject(object))
            .allow(Allow.DROP_OBJECT)
            .up(context.ddl().dropObject(object))
            .down(context.ddl().createObject(object))
            .effect(new DropObject(object))
            .destroys(State.OBJECT.of(object.name()));
    object.dependsOn().forEach(d -> step.releases(StepKey.table(d), State.OBJECT.of(d)));
    object
        .table()
        .ifPresent(t -> step.releases(StepKey.table(t)).needs(context.renamesOf(t, List.of())));
    sink.add(step);
  }

  public void replace(SchemaObject before, SchemaObject after) {
    StepBuilder step =
        begin(Phase.CONTRACT, rank(after.kind()), after, StepTitles.replaceObject(after))
            .up(context.ddl().dropObject(before))
            .up(context.ddl().createObject(after))
            .down(context.ddl().dropObject(after))
            .down(context.ddl().createObject(before))
            .effect(new ReplaceObject(before, after))
            .creates(State.OBJECT.of(after.name()));
    needs(step, after);
    sink.add(step);
  }

  private StepBuilder begin(Phase phase, int rank, SchemaObject object, String title) {
    return step(phase, rank, object.name(), title, MysqlContext.METADATA_LOCK)
        .mode(Mode.ALONE, Mode.ALONE);
  }

  private static void needs(StepBuilder step, SchemaObject object) {
    object.dependsOn().forEach(d -> step.needs(StepKey.table(d), State.OBJECT.of(d)));
    object.table().ifPresent(t -> step.needs(StepKey.table(t)));
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case FUNCTION, PROCEDURE, AGGREGATE -> StepRanks.ROUTINE;
      case VIEW, MATERIALIZED_VIEW -> StepRanks.VIEW;
      default -> StepRanks.TRIGGER;
    };
  }
}
