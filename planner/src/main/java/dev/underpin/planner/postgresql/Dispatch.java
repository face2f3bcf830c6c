package dev.underpin.planner.postgresql;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.ChangeVisitor;
import dev.underpin.planner.order.TableCreation;
import dev.underpin.planner.postgresql.column.DropColumn;
import dev.underpin.planner.postgresql.column.RenameColumn;
import dev.underpin.planner.postgresql.column.RenameColumnInUse;
import dev.underpin.planner.postgresql.constraint.AddConstraint;
import dev.underpin.planner.postgresql.constraint.AddKey;
import dev.underpin.planner.postgresql.constraint.AlterConstraint;
import dev.underpin.planner.postgresql.constraint.KeyAndIndex;
import dev.underpin.planner.postgresql.constraint.ReplaceKey;
import dev.underpin.planner.postgresql.index.AddIndex;
import dev.underpin.planner.postgresql.index.ChangeIndexAttributes;
import dev.underpin.planner.postgresql.index.DropIndex;
import dev.underpin.planner.postgresql.index.ReplaceIndex;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.ConstraintTraits;
import dev.underpin.planner.postgresql.kit.EnumRebuild;
import dev.underpin.planner.postgresql.kit.ForeignKeyDependents;
import dev.underpin.planner.postgresql.kit.IndexAttributes;
import dev.underpin.planner.postgresql.kit.IndexOptions;
import dev.underpin.planner.postgresql.kit.Inheritance;
import dev.underpin.planner.postgresql.kit.KeyReplacement;
import dev.underpin.planner.postgresql.kit.ObjectOrder;
import dev.underpin.planner.postgresql.kit.ObjectTrash;
import dev.underpin.planner.postgresql.kit.PartitionParts;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.ReplacedFunctions;
import dev.underpin.planner.postgresql.object.ObjectRecipe;
import dev.underpin.planner.postgresql.object.StepAside;
import dev.underpin.planner.postgresql.table.AlterTable;
import dev.underpin.planner.postgresql.table.CreateTable;
import dev.underpin.planner.postgresql.table.DropTable;
import dev.underpin.planner.postgresql.table.RenameTable;
import dev.underpin.planner.postgresql.table.RenameTableInUse;
import dev.underpin.planner.postgresql.type.AddLabels;
import dev.underpin.planner.postgresql.type.ChangeLabels;
import dev.underpin.planner.postgresql.type.EnumRecipe;
import dev.underpin.planner.postgresql.type.NamespaceRecipe;
import dev.underpin.planner.postgresql.type.SequenceRecipe;
import dev.underpin.planner.recipe.NoRecipe;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which recipe makes a change of which kind. */
final class Dispatch implements ChangeVisitor<Runnable> {
  private final PostgresContext context;
  private final StepSink sink;
  private final Inheritance inheritance;
  private final StepAside aside;
  private final TableCreation creation;
  private final EnumRecipe enums;
  private final SequenceRecipe sequences;
  private final ObjectRecipe objects;
  private final ColumnChanges columns;
  private final ConstraintSteps constraints;
  private final NamespaceRecipe namespaces;

  /** The live schema with the labels that have been renamed so far. */
  private final IndexOptions indexes;

  private final PartitionParts parts;

  private final ModelState live;

  private final List<Change> changes;

  private final KeyReplacement keys;

  private final Set<ColumnRef> changedColumns = new HashSet<>();

  Dispatch(
      PostgresContext context,
      StepSink sink,
      Inheritance inheritance,
      StepAside aside,
      ReplacedFunctions functions,
      IndexOptions indexes,
      PartitionParts parts,
      List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.inheritance = inheritance;
    this.aside = aside;
    this.indexes = indexes;
    this.parts = parts;
    this.changes = changes;
    this.keys = new KeyReplacement(context, changes);
    this.creation = new TableCreation(changes);
    this.namespaces = new NamespaceRecipe(context, sink);
    this.enums = new EnumRecipe(context, sink);
    this.sequences = new SequenceRecipe(context, sink);
    this.objects = new ObjectRecipe(context, sink, new ObjectTrash(context, changes), functions);
    this.columns = new ColumnChanges(context, sink);
    this.constraints = new ConstraintSteps(context);
    this.live = new ModelState(context.catalog().schema(), context.dialect());
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c
          && ObjectOrder.isRecreated(c.before(), c.after())) {
        changedColumns.add(new ColumnRef(c.table(), c.after().name()));
      } else if (change instanceof Change.DropColumn c) {
        changedColumns.add(new ColumnRef(c.table(), c.column().name()));
      } else if (change instanceof Change.RenameColumn c) {
        changedColumns.add(new ColumnRef(c.table(), c.to()));
      }
    }
  }

  @Override
  public Runnable createNamespace(Change.CreateNamespace change) {
    return () -> namespaces.create(change);
  }

  @Override
  public Runnable dropNamespace(Change.DropNamespace change) {
    return () -> namespaces.drop(change);
  }

  @Override
  public Runnable alterNamespace(Change.AlterNamespace change) {
    return () -> namespaces.changeComment(change);
  }

  @Override
  public Runnable createEnum(Change.CreateEnum change) {
    return () -> enums.create(change);
  }

  @Override
  public Runnable dropEnum(Change.DropEnum change) {
    return () -> enums.drop(change);
  }

  @Override
  public Runnable renameLabel(Change.RenameLabel change) {
    return () -> enums.renameLabel(change, live);
  }

  @Override
  public Runnable alterEnum(Change.AlterEnum change) {
    Runnable labels =
        EnumRebuild.isNeeded(change)
            ? new ChangeLabels(context, sink, change)
            : new AddLabels(context, sink, live, change);
    return inOrder(labels, () -> enums.changeComment(change));
  }

  @Override
  public Runnable createSequence(Change.CreateSequence change) {
    return () -> sequences.create(change);
  }

  @Override
  public Runnable dropSequence(Change.DropSequence change) {
    return () -> sequences.drop(change);
  }

  @Override
  public Runnable alterSequence(Change.AlterSequence change) {
    return () -> sequences.alter(change);
  }

  @Override
  public Runnable createObject(Change.CreateObject change) {
    return () -> objects.create(change);
  }

  @Override
  public Runnable dropObject(Change.DropObject change) {
    return () -> objects.drop(change, aside.recreatesDependentOf(change.object()));
  }

  @Override
  public Runnable changeAccess(Change.ChangeAccess change) {
    // The steps are made where the order of all others is known.
    return () -> {};
  }

  @Override
  public Runnable replaceObject(Change.ReplaceObject change) {
    return () -> {
      SchemaObject before = change.before();
      if (!aside.replaces(before)) objects.replace(change, aside.dependentsOf(before));
    };
  }

  @Override
  public Runnable createTable(Change.CreateTable change) {
    return new CreateTable(context, sink, inheritance, creation, change);
  }

  @Override
  public Runnable dropTable(Change.DropTable change) {
    return new DropTable(context, sink, change);
  }

  @Override
  public Runnable renameTable(Change.RenameTable change) {
    return context.renamesInUse(change)
        ? new RenameTableInUse(context, sink, change, changes)
        : new RenameTable(context, sink, change);
  }

  @Override
  public Runnable alterTable(Change.AlterTable change) {
    return new AlterTable(context, sink, indexes, change);
  }

  @Override
  public Runnable replaceTable(Change.ReplaceTable change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable addColumn(Change.AddColumn change) {
    return () -> columns.add(change);
  }

  @Override
  public Runnable dropColumn(Change.DropColumn change) {
    return new DropColumn(context, sink, change);
  }

  @Override
  public Runnable renameColumn(Change.RenameColumn change) {
    return context.renamesInUse(change)
        ? new RenameColumnInUse(context, sink, change)
        : new RenameColumn(context, sink, change);
  }

  @Override
  public Runnable alterColumn(Change.AlterColumn change) {
    return () -> {
      if (!context.regenerated().contains(change)) columns.alter(change);
    };
  }

  @Override
  public Runnable addConstraint(Change.AddConstraint change) {
    boolean isKey = !change.constraint().keys().isEmpty();
    Optional<Change.DropIndex> index = keys.indexFor(change);
    if (index.isPresent()) return () -> new KeyAndIndex(context, sink).toKey(index.get(), change);
    return isKey ? new AddKey(context, sink, change) : new AddConstraint(context, sink, change);
  }

  @Override
  public Runnable dropConstraint(Change.DropConstraint change) {
    return () -> {
      if (keys.indexOf(change).isPresent()) return;
      Table table = context.renamed().table(change.table()).orElseThrow();
      sink.add(constraints.drop(table, change.constraint()));
    };
  }

  @Override
  public Runnable alterConstraint(Change.AlterConstraint change) {
    Constraint before = change.before();
    Constraint after = change.after();
    AlterConstraint named = new AlterConstraint(context, sink);
    if (before.withName(after.name()).equals(after)) return () -> named.rename(change);
    if (ConstraintTraits.notYetValid(after).equals(Optional.of(before)))
      return () -> {
        Table table = context.target().table(change.table()).orElseThrow();
        sink.add(constraints.validate(table, before, after));
      };
    if (ConstraintTraits.withoutComment(before).equals(ConstraintTraits.withoutComment(after)))
      return () -> named.changeComment(change);
    if (keys.isSeamless(change)) return new ReplaceKey(context, sink, change);
    return inOrder(
        dropConstraint(new Change.DropConstraint(change.table(), before)),
        addConstraint(new Change.AddConstraint(change.table(), after)));
  }

  @Override
  public Runnable addIndex(Change.AddIndex change) {
    Optional<Change.DropConstraint> key = keys.keyFor(change);
    if (key.isPresent()) return () -> new KeyAndIndex(context, sink).toIndex(key.get(), change);
    return new AddIndex(context, sink, parts, change);
  }

  @Override
  public Runnable dropIndex(Change.DropIndex change) {
    if (keys.keyOf(change).isPresent()) return () -> {};
    return new DropIndex(context, sink, parts, change);
  }

  @Override
  public Runnable alterIndex(Change.AlterIndex change) {
    QualifiedName table = change.table();
    Index before = change.before();
    boolean invalid = before.options().containsKey("invalid");
    if (!invalid && IndexAttributes.suffices(context, change))
      return new ChangeIndexAttributes(context, sink, change);
    boolean inPlace =
        invalid
            || isOnChangedColumn(table, before)
            || isOnChangedColumn(table, change.after())
            || ForeignKeyDependents.standOn(context, table, before)
            || !context.isConcurrent(table);
    return inPlace
        ? inOrder(
            dropIndex(new Change.DropIndex(table, before)),
            addIndex(new Change.AddIndex(table, change.after())))
        : new ReplaceIndex(context, sink, change);
  }

  /** An index on a column that changes cannot be built before, nor the old one be kept after. */
  private boolean isOnChangedColumn(QualifiedName table, Index index) {
    return context.mentioned(table, index).stream()
        .anyMatch(c -> changedColumns.contains(new ColumnRef(table, c)));
  }

  private static Runnable inOrder(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }
}
