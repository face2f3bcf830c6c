package dev.underpin.planner.sqlite.object;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change.CreateObject;
import dev.underpin.planner.change.Change.DropObject;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.HashSet;
import java.util.Set;

/** Views and triggers come, go and change; each by the text that creates it. */
public final class ObjectRecipe {
  private final Situation situation;
  private final StepSink sink;

  public ObjectRecipe(Situation situation, StepSink sink) {
    this.situation = situation;
    this.sink = sink;
  }

  public void create(SchemaObject object) {
    sink.add(created(object, StepTitles.createObject(object)).build());
  }

  public void drop(SchemaObject object) {
    sink.add(dropped(object, StepTitles.dropObject(object)).allow(Allow.DROP_OBJECT).build());
  }

  /** Two steps: between them the tables that it names get their new shape. */
  public void replace(SchemaObject before, SchemaObject after) {
    sink.add(dropped(before, StepTitles.dropObjectForNow(before)).build());
    sink.add(created(after, StepTitles.recreateObject(after)).build());
  }

  private StepBuilder created(SchemaObject object, String title) {
    StepBuilder step =
        StepBuilder.step(
                Phase.EXPAND, StepRanks.CREATE_OBJECT, subject(object), title, Locks.CATALOG)
            .source(ObjectRef.object(object))
            .up(object.create().written())
            .down(drop(object, object.name()))
            .effect(new CreateObject(object))
            .creates(StepKeys.object(object.kind(), object.name()));
    if (object.kind() == SchemaObject.Kind.VIEW) step.creates(StepKeys.shape(object.name()));
    for (QualifiedName table : Situation.tablesOf(object)) {
      step.needs(StepKeys.name(table.name()), StepKeys.renamed(table), StepKeys.shape(table));
    }
    return step;
  }

  private StepBuilder dropped(SchemaObject object, String title) {
    StepBuilder step =
        StepBuilder.step(
                Phase.CONTRACT, StepRanks.DROP_OBJECT, subject(object), title, Locks.CATALOG)
            .source(ObjectRef.object(object))
            .up(drop(object, object.name()))
            .down(object.create().written())
            .effect(new DropObject(object))
            .destroys(StepKeys.object(object.kind(), object.name()));
    if (object.kind() == SchemaObject.Kind.VIEW) step.destroys(StepKeys.old(object.name()));
    for (QualifiedName table : Situation.tablesOf(object)) {
      step.needs(StepKeys.tableRenamed(table))
          .releases(StepKeys.old(table), StepKeys.oldColumns(table));
    }
    return step;
  }

  private static String drop(SchemaObject object, QualifiedName name) {
    return SqliteDdl.drop(object.kind().words(), name);
  }

  private static QualifiedName subject(SchemaObject object) {
    return object.name();
  }

  /**
   * Refuse what would leave a view or trigger behind that names what is gone: SQLite would let it
   * stand, and refuse every later rename because of it.
   */
  public void refuseBroken(TableChanges group) {
    Set<String> gone = new HashSet<>();
    group.before().columns().forEach(c -> gone.add(c.name()));
    group.after().columns().forEach(c -> gone.remove(c.name()));
    for (SchemaObject object : situation.stayingObjects(group.name())) {
      boolean alone =
          Situation.tablesOf(object).stream().allMatch(t -> Situation.same(t, group.name()));
      for (String column : gone) {
        if (!situation.dialect().mentionsColumn(object.create(), column)) continue;
        if (alone) {
          sink.refuse(Refusals.namedColumn(group.name(), column, object));
        } else {
          sink.note(
              object.name(),
              "names a column "
                  + column
                  + ". If that is the dropped column of "
                  + group.name()
                  + ", it fails after this plan.");
        }
      }
    }
  }
}
