package dev.underpin.planner.sqlite;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.ChangeVisitor;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.NoRecipe;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.index.IndexRecipe;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableCycles;
import dev.underpin.planner.sqlite.object.ObjectRecipe;
import dev.underpin.planner.sqlite.object.VirtualTableRecipe;
import dev.underpin.planner.sqlite.table.CreateTableRecipe;
import dev.underpin.planner.sqlite.table.DropTableRecipe;
import dev.underpin.planner.sqlite.table.RenameColumnInUse;
import dev.underpin.planner.sqlite.table.RenameRecipe;
import dev.underpin.planner.sqlite.table.RenameTableInUse;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which recipe makes a change of which kind. Changes within a table are gathered by table, because
 * one rebuild makes all of them.
 */
final class Dispatch implements ChangeVisitor<Runnable> {
  private final SqliteContext context;
  private final StepSink sink;
  private final ObjectRecipe objects;
  private final VirtualTableRecipe virtualTables;
  private final RenameRecipe renames;
  private final List<Table> created = new ArrayList<>();
  private final List<Table> dropped = new ArrayList<>();
  private final Map<QualifiedName, List<Change.TableChange>> changed = new TreeMap<>();
  private List<Change> changes = List.of();

  Dispatch(SqliteContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.objects = new ObjectRecipe(context, sink);
    this.virtualTables = new VirtualTableRecipe(context, sink);
    this.renames = new RenameRecipe(context, sink);
  }

  /** Make all changes: first those with steps of their own, then those that share steps. */
  void run(List<Change> all) {
    changes = all;
    for (Change change : changes) change.accept(this).run();
    create();
    changed.forEach(this::change);
    for (List<Table> cycle : TableCycles.of(dropped)) DropTableRecipe.drop(context, cycle, sink);
  }

  private void create() {
    CreateTableRecipe tables = new CreateTableRecipe(context);
    IndexRecipe indexes = new IndexRecipe(context);
    ParentKeys parents = new ParentKeys(context);
    int place = 0;
    for (List<Table> cycle : TableCycles.of(created)) {
      sink.add(tables.create(cycle, place++));
      for (Table table : cycle) {
        for (Index index : table.indexes()) {
          if (!parents.isReferenced(table, index)) sink.add(indexes.addToNew(table.name(), index));
        }
      }
    }
  }

  private void change(QualifiedName name, List<Change.TableChange> changes) {
    Table before = context.renamed().table(name).orElseThrow();
    Table after = context.target().table(name).orElseThrow();
    TableChanges group = new TableChanges(before, after, changes, context.referencedKeys(name));
    objects.refuseBroken(group);
    new TableDispatch(context, group, sink).run();
  }

  @Override
  public Runnable createNamespace(Change.CreateNamespace change) {
    return refused("schemas", change);
  }

  @Override
  public Runnable dropNamespace(Change.DropNamespace change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable alterNamespace(Change.AlterNamespace change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable createEnum(Change.CreateEnum change) {
    return refused("enums", change);
  }

  @Override
  public Runnable dropEnum(Change.DropEnum change) {
    return refused("enums", change);
  }

  @Override
  public Runnable renameLabel(Change.RenameLabel change) {
    return refused("such objects", change);
  }

  @Override
  public Runnable alterEnum(Change.AlterEnum change) {
    return refused("enums", change);
  }

  @Override
  public Runnable createSequence(Change.CreateSequence change) {
    return refused("sequences", change);
  }

  @Override
  public Runnable dropSequence(Change.DropSequence change) {
    return refused("sequences", change);
  }

  @Override
  public Runnable alterSequence(Change.AlterSequence change) {
    return refused("sequences", change);
  }

  @Override
  public Runnable createObject(Change.CreateObject change) {
    return isVirtual(change.object())
        ? () -> virtualTables.create(change.object())
        : () -> objects.create(change.object());
  }

  @Override
  public Runnable dropObject(Change.DropObject change) {
    return isVirtual(change.object())
        ? () -> virtualTables.drop(change.object())
        : () -> objects.drop(change.object());
  }

  @Override
  public Runnable changeAccess(Change.ChangeAccess change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable replaceObject(Change.ReplaceObject change) {
    return isVirtual(change.after())
        ? () -> virtualTables.replace(change.before(), change.after())
        : () -> objects.replace(change.before(), change.after());
  }

  private static boolean isVirtual(SchemaObject object) {
    return object.kind() == SchemaObject.Kind.VIRTUAL_TABLE;
  }

  @Override
  public Runnable createTable(Change.CreateTable change) {
    return () -> created.add(change.definition());
  }

  @Override
  public Runnable dropTable(Change.DropTable change) {
    return () -> dropped.add(change.definition());
  }

  @Override
  public Runnable renameTable(Change.RenameTable change) {
    if (context.renamesInUse(change)) return new RenameTableInUse(context, sink, change, changes);
    return () -> renames.rename(change);
  }

  @Override
  public Runnable alterTable(Change.AlterTable change) {
    return within(change);
  }

  @Override
  public Runnable replaceTable(Change.ReplaceTable change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable addColumn(Change.AddColumn change) {
    return within(change);
  }

  @Override
  public Runnable dropColumn(Change.DropColumn change) {
    return within(change);
  }

  @Override
  public Runnable renameColumn(Change.RenameColumn change) {
    if (context.renamesInUse(change)) return new RenameColumnInUse(context, sink, change, changes);
    return () -> renames.rename(change);
  }

  @Override
  public Runnable alterColumn(Change.AlterColumn change) {
    if (context.changesInUse(change.table(), change.before(), change.after()))
      return () ->
          sink.refuse(
              InUseRefusals.typeChange(
                  change.table(),
                  change.after(),
                  "SQLite lets one connection write at a time, and this one copies the table"));
    return within(change);
  }

  @Override
  public Runnable addConstraint(Change.AddConstraint change) {
    return within(change);
  }

  @Override
  public Runnable dropConstraint(Change.DropConstraint change) {
    return within(change);
  }

  @Override
  public Runnable alterConstraint(Change.AlterConstraint change) {
    return within(change);
  }

  @Override
  public Runnable addIndex(Change.AddIndex change) {
    return within(change);
  }

  @Override
  public Runnable dropIndex(Change.DropIndex change) {
    return within(change);
  }

  @Override
  public Runnable alterIndex(Change.AlterIndex change) {
    return within(change);
  }

  private Runnable within(Change.TableChange change) {
    return () -> changed.computeIfAbsent(change.table(), t -> new ArrayList<>()).add(change);
  }

  /** Lowering leaves none of these for SQLite. */
  private Runnable refused(String what, Change change) {
    return () -> sink.refuse(Refusals.notInSqlite(change.target(), what));
  }
}
