package dev.underpin.planner.sqlite;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.AlterEnum;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.AlterSequence;
import dev.underpin.planner.change.Change.AlterTable;
import dev.underpin.planner.change.Change.CreateEnum;
import dev.underpin.planner.change.Change.CreateNamespace;
import dev.underpin.planner.change.Change.CreateObject;
import dev.underpin.planner.change.Change.CreateSequence;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropEnum;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.DropNamespace;
import dev.underpin.planner.change.Change.DropObject;
import dev.underpin.planner.change.Change.DropSequence;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameLabel;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.change.Change.ReplaceObject;
import dev.underpin.planner.change.Change.ReplaceTable;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.change.ChangeVisitor;
import dev.underpin.planner.recipe.NoRecipe;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.index.IndexRecipe;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableCycles;
import dev.underpin.planner.sqlite.object.ObjectRecipe;
import dev.underpin.planner.sqlite.table.CreateTableRecipe;
import dev.underpin.planner.sqlite.table.DropTableRecipe;
import dev.underpin.planner.sqlite.table.RenameRecipe;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
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
  private final RenameRecipe renames;
  private final List<Table> created = new ArrayList<>();
  private final List<Table> dropped = new ArrayList<>();
  private final Map<QualifiedName, List<TableChange>> changed = new TreeMap<>();

  Dispatch(SqliteContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.objects = new ObjectRecipe(context, sink);
    this.renames = new RenameRecipe(context, sink);
  }

  /** Make all changes: first those with steps of their own, then those that share steps. */
  void run(List<Change> changes) {
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

  private void change(QualifiedName name, List<TableChange> changes) {
    Table before = context.renamed().table(name).orElseThrow();
    Table after = context.target().table(name).orElseThrow();
    TableChanges group = new TableChanges(before, after, changes);
    objects.refuseBroken(group);
    new TableDispatch(context, group, sink).run();
  }

  @Override
  public Runnable createNamespace(CreateNamespace change) {
    return refused("schemas", change);
  }

  @Override
  public Runnable dropNamespace(DropNamespace change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable createEnum(CreateEnum change) {
    return refused("enums", change);
  }

  @Override
  public Runnable dropEnum(DropEnum change) {
    return refused("enums", change);
  }

  @Override
  public Runnable renameLabel(RenameLabel change) {
    return refused("such objects", change);
  }

  @Override
  public Runnable alterEnum(AlterEnum change) {
    return refused("enums", change);
  }

  @Override
  public Runnable createSequence(CreateSequence change) {
    return refused("sequences", change);
  }

  @Override
  public Runnable dropSequence(DropSequence change) {
    return refused("sequences", change);
  }

  @Override
  public Runnable alterSequence(AlterSequence change) {
    return refused("sequences", change);
  }

  @Override
  public Runnable createObject(CreateObject change) {
    return () -> objects.create(change.object());
  }

  @Override
  public Runnable dropObject(DropObject change) {
    return () -> objects.drop(change.object());
  }

  @Override
  public Runnable replaceObject(ReplaceObject change) {
    return () -> objects.replace(change.before(), change.after());
  }

  @Override
  public Runnable createTable(CreateTable change) {
    return () -> created.add(change.definition());
  }

  @Override
  public Runnable dropTable(DropTable change) {
    return () -> dropped.add(change.definition());
  }

  @Override
  public Runnable renameTable(RenameTable change) {
    return () -> renames.rename(change);
  }

  @Override
  public Runnable alterTable(AlterTable change) {
    return within(change);
  }

  @Override
  public Runnable replaceTable(ReplaceTable change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable addColumn(AddColumn change) {
    return within(change);
  }

  @Override
  public Runnable dropColumn(DropColumn change) {
    return within(change);
  }

  @Override
  public Runnable renameColumn(RenameColumn change) {
    return () -> renames.rename(change);
  }

  @Override
  public Runnable alterColumn(AlterColumn change) {
    return within(change);
  }

  @Override
  public Runnable addConstraint(AddConstraint change) {
    return within(change);
  }

  @Override
  public Runnable dropConstraint(DropConstraint change) {
    return within(change);
  }

  @Override
  public Runnable alterConstraint(AlterConstraint change) {
    return within(change);
  }

  @Override
  public Runnable addIndex(AddIndex change) {
    return within(change);
  }

  @Override
  public Runnable dropIndex(DropIndex change) {
    return within(change);
  }

  @Override
  public Runnable alterIndex(AlterIndex change) {
    return within(change);
  }

  private Runnable within(TableChange change) {
    return () -> changed.computeIfAbsent(change.table(), t -> new ArrayList<>()).add(change);
  }

  /** Lowering leaves none of these for SQLite. */
  private Runnable refused(String what, Change change) {
    return () -> sink.refuse(Refusals.notInSqlite(change.target(), what));
  }
}
