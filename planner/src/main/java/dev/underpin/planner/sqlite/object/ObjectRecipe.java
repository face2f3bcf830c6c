package dev.underpin.planner.sqlite.object;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.SqliteContext;
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

/** Creates, drops and replaces views and triggers, each by the text that creates it. */
public final class ObjectRecipe {
  private final SqliteContext context;
  private final StepSink sink;

  public ObjectRecipe(SqliteContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  public void create(SchemaObject object) {
    sink.add(created(object, ObjectTitles.createObject(object)));
  }

  public void drop(SchemaObject object) {
    if (object.kind() == SchemaObject.Kind.VIEW) {
      for (SchemaObject other : context.stayingObjects(object.name()))
        sink.refuse(ObjectRefusals.namedTable(object.name(), "view", other));
    }
    sink.add(dropped(object, ObjectTitles.dropObject(object)).allow(Allow.DROP_OBJECT));
  }

  /** Two steps: between them the tables that it names are changed. */
  public void replace(SchemaObject before, SchemaObject after) {
    sink.add(dropped(before, ObjectTitles.dropObjectForNow(before)));
    sink.add(created(after, ObjectTitles.recreateObject(after)));
  }

  private StepBuilder created(SchemaObject object, String title) {
    StepBuilder step =
        StepBuilder.step(Phase.EXPAND, StepRanks.CREATE_OBJECT, object.name(), title, Locks.CATALOG)
            .source(ObjectRef.object(object))
            .up(object.create().written())
            .down(SqliteDdl.drop(object.kind(), object.name()))
            .effect(new Change.CreateObject(object))
            .creates(StepKeys.object(object.kind(), object.name()));
    if (object.kind() == SchemaObject.Kind.VIEW) step.creates(StepKeys.after(object.name()));
    for (QualifiedName table : SqliteContext.tablesOf(object)) {
      step.needs(StepKeys.name(table.name()), StepKeys.renamed(table), StepKeys.after(table));
    }
    return step;
  }

  private StepBuilder dropped(SchemaObject object, String title) {
    StepBuilder step =
        StepBuilder.step(Phase.CONTRACT, StepRanks.DROP_OBJECT, object.name(), title, Locks.CATALOG)
            .source(ObjectRef.object(object))
            .up(SqliteDdl.drop(object.kind(), object.name()))
            .down(object.create().written())
            .effect(new Change.DropObject(object))
            .destroys(StepKeys.object(object.kind(), object.name()));
    if (object.kind() == SchemaObject.Kind.VIEW) step.destroys(StepKeys.before(object.name()));
    for (QualifiedName table : SqliteContext.tablesOf(object)) {
      step.needs(StepKeys.tableRenamed(table))
          .releases(StepKeys.before(table), StepKeys.oldColumns(table));
    }
    return step;
  }

  /**
   * Refuse what would leave a view or trigger behind that names what is dropped: SQLite would keep
   * it, and refuse every later rename because of it.
   */
  public void refuseBroken(TableChanges group) {
    Set<String> gone = new HashSet<>();
    group.before().columns().forEach(c -> gone.add(c.name()));
    group.after().columns().forEach(c -> gone.remove(c.name()));
    for (SchemaObject object : context.stayingObjects(group.name())) {
      boolean alone =
          SqliteContext.tablesOf(object).stream()
              .allMatch(t -> SqliteContext.same(t, group.name()));
      for (String column : gone) {
        if (!context.dialect().mentionsColumn(object.create(), column)) continue;
        if (alone) {
          sink.refuse(ObjectRefusals.namedColumn(group.name(), column, object));
        } else {
          sink.note(
              object.name(),
              "names a column %s. If that is the dropped column of %s, it fails after this plan."
                  .formatted(column, group.name()));
        }
      }
    }
  }
}
