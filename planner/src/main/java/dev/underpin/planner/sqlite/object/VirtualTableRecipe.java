package dev.underpin.planner.sqlite.object;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.references.VirtualTableText;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableCopy;
import dev.underpin.planner.sqlite.kit.VirtualRows;
import dev.underpin.planner.sqlite.kit.VirtualTables;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Creates, drops and changes virtual tables. An index over a table is made again from the table's
 * rows. One that keeps rows of its own goes to the trash, where its module gives it another name
 * (<a href="https://sqlite.org/vtab.html#the_xrename_method">xRename</a>).
 */
public final class VirtualTableRecipe {
  private final SqliteContext context;
  private final StepSink sink;

  public VirtualTableRecipe(SqliteContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  public void create(SchemaObject object) {
    sink.add(created(object, ObjectTitles.createObject(object)));
  }

  public void drop(SchemaObject object) {
    for (SchemaObject other : context.stayingObjects(object.name()))
      sink.refuse(ObjectRefusals.namedTable(object.name(), object.kind().words(), other));
    sink.add(dropped(object, ObjectTitles.dropObject(object)).allow(Allow.DROP_OBJECT));
  }

  /**
   * One step, but for an index over a table that the plan changes: before that the old one goes,
   * and after it the new one comes, so that both can be made from the rows.
   */
  public void replace(SchemaObject before, SchemaObject after) {
    VirtualTableText old = text(before);
    boolean between =
        old.isExternal()
            && text(after).isExternal()
            && tables(before, after).stream().anyMatch(context::isChanging);
    if (between) {
      sink.add(dropped(before, ObjectTitles.dropObjectForNow(before)));
      sink.add(created(after, ObjectTitles.recreateObject(after)));
      return;
    }
    if (old.isContentless() && !text(after).isExternal())
      sink.refuse(ObjectRefusals.noTextKept(before));
    sink.add(replaced(before, after));
  }

  private StepBuilder created(SchemaObject object, String title) {
    StepBuilder step =
        step(Phase.EXPAND, StepRanks.CREATE_OBJECT, object, title, lock(object))
            .up(VirtualTables.create(object))
            .down(saved(object))
            .down(SqliteDdl.drop(object.kind(), object.name()))
            .effect(new Change.CreateObject(object))
            .creates(StepKeys.name(name(object)), StepKeys.after(object.name()));
    needs(step, object);
    return step;
  }

  private StepBuilder dropped(SchemaObject object, String title) {
    VirtualTableText text = text(object);
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.DROP_OBJECT, object, title, Locks.CATALOG)
            .effect(new Change.DropObject(object))
            .destroys(StepKeys.name(name(object)), StepKeys.before(object.name()));
    for (QualifiedName table : SqliteContext.tablesOf(object)) {
      step.needs(StepKeys.tableRenamed(table))
          .releases(StepKeys.before(table), StepKeys.oldColumns(table));
    }
    String trash = context.trashName(name(object));
    if (text.keepsRows() && !context.isDiscarded(object.name())) {
      return step.allow(Allow.DROP_TABLE)
          .up(TableCopy.renamed(name(object), trash))
          .down(TableCopy.renamed(trash, name(object)));
    }
    if (!text.keepsNothing()) lost(step, object);
    return step.up(SqliteDdl.drop(object.kind(), object.name())).down(VirtualTables.create(object));
  }

  private StepBuilder replaced(SchemaObject before, SchemaObject after) {
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.CREATE_OBJECT,
                after,
                ObjectTitles.replaceObject(after),
                Locks.REWRITE)
            .effect(new Change.ReplaceObject(before, after))
            .destroys(StepKeys.before(after.name()))
            .creates(StepKeys.after(after.name()));
    needs(step, after);
    Set<QualifiedName> left = SqliteContext.tablesOf(before);
    left.removeAll(SqliteContext.tablesOf(after));
    for (QualifiedName table : left)
      step.releases(StepKeys.before(table), StepKeys.oldColumns(table));
    VirtualTableText old = text(before);
    if (old.keepsRows()) keepingRows(step, before, after);
    else withoutRows(step, before, after);
    if (!old.keepsRows() && !old.keepsNothing()) lost(step, before);
    return step;
  }

  /** The old one waits in the trash for the rollback, which gives it the rows of the new one. */
  private void keepingRows(StepBuilder step, SchemaObject before, SchemaObject after) {
    String name = name(after);
    String trash = context.trashName(name);
    String temporary = context.temporaryName("virtual");
    VirtualRows old = VirtualRows.of(text(before));
    VirtualRows now = VirtualRows.of(text(after));
    boolean copies = hasOwnRows(before) && hasOwnRows(after);
    List<String> added = new ArrayList<>(now.columns());
    added.removeAll(now.sharedWith(old));
    if (old.sharedWith(now).size() < old.columns().size()) step.allow(Allow.DROP_COLUMN);
    step.up(TableCopy.renamed(name, trash)).up(VirtualTables.create(after));
    if (copies) {
      step.up(now.copy(trash, old, name))
          .down(TableCopy.renamed(name, temporary))
          .down(TableCopy.renamed(trash, name))
          .down(old.merge(temporary, now, name))
          .down(now.save(temporary, added, context.trashName(name + ".rows")))
          .down(VirtualRows.drop(temporary));
    } else {
      step.down(saved(after)).down(VirtualRows.drop(name)).down(TableCopy.renamed(trash, name));
    }
  }

  /** An index over a table can be read like it, so a table with rows of its own gets them. */
  private void withoutRows(StepBuilder step, SchemaObject before, SchemaObject after) {
    String name = name(after);
    if (text(before).isExternal() && hasOwnRows(after)) {
      String temporary = context.temporaryName("virtual");
      step.up(TableCopy.renamed(name, temporary))
          .up(VirtualTables.create(after))
          .up(VirtualRows.of(text(after)).copy(temporary, VirtualRows.of(text(before)), name))
          .up(VirtualRows.drop(temporary));
    } else {
      step.up(VirtualTables.recreate(after));
    }
    step.down(saved(after)).down(VirtualTables.recreate(before));
  }

  /** A rollback keeps the rows that it removes. */
  private List<String> saved(SchemaObject object) {
    if (!hasOwnRows(object)) return List.of();
    VirtualRows rows = VirtualRows.of(text(object));
    return rows.save(name(object), rows.columns(), context.trashName(name(object) + ".rows"));
  }

  private static boolean hasOwnRows(SchemaObject object) {
    return text(object).keepsRows() && !text(object).isContentless();
  }

  private static void lost(StepBuilder step, SchemaObject object) {
    step.allow(Allow.DISCARD).hazard(Hazards.rowsLost(object.name()));
  }

  private static StepBuilder step(
      Phase phase, int rank, SchemaObject object, String title, Lock lock) {
    return StepBuilder.step(phase, rank, object.name(), title, lock)
        .source(ObjectRef.object(object));
  }

  private static void needs(StepBuilder step, SchemaObject object) {
    for (QualifiedName table : SqliteContext.tablesOf(object))
      step.needs(StepKeys.name(table.name()), StepKeys.renamed(table), StepKeys.after(table));
  }

  private static Lock lock(SchemaObject object) {
    return text(object).isExternal() ? Locks.SCAN : Locks.CATALOG;
  }

  private static Set<QualifiedName> tables(SchemaObject before, SchemaObject after) {
    Set<QualifiedName> tables = new HashSet<>(SqliteContext.tablesOf(before));
    tables.addAll(SqliteContext.tablesOf(after));
    return tables;
  }

  private static VirtualTableText text(SchemaObject object) {
    return VirtualTables.text(object).orElseThrow();
  }

  private static String name(SchemaObject object) {
    return object.name().name();
  }
}
