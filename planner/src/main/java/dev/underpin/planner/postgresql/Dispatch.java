package dev.underpin.planner.postgresql;

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
import dev.underpin.planner.change.ChangeVisitor;
import dev.underpin.planner.postgresql.column.ColumnRecipes;
import dev.underpin.planner.postgresql.constraint.ConstraintRecipes;
import dev.underpin.planner.postgresql.index.IndexRecipes;
import dev.underpin.planner.postgresql.kit.Inheritance;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.object.ObjectRecipes;
import dev.underpin.planner.postgresql.table.TableRecipes;
import dev.underpin.planner.postgresql.type.SequenceRecipes;
import dev.underpin.planner.postgresql.type.TypeRecipes;
import dev.underpin.planner.recipe.NoRecipe;
import dev.underpin.planner.recipe.StepSink;
import java.util.List;

/** Which recipe makes a change of which kind. */
final class Dispatch implements ChangeVisitor<Runnable> {
  private final TypeRecipes types;
  private final SequenceRecipes sequences;
  private final ObjectRecipes objects;
  private final TableRecipes tables;
  private final ColumnRecipes columns;
  private final ConstraintRecipes constraints;
  private final IndexRecipes indexes;

  Dispatch(
      PostgresContext context,
      StepSink sink,
      Inheritance inheritance,
      ObjectRecipes objects,
      List<Change> changes) {
    this.objects = objects;
    types = new TypeRecipes(context, sink);
    sequences = new SequenceRecipes(context, sink);
    tables = new TableRecipes(context, sink, inheritance, changes);
    columns = new ColumnRecipes(context, sink);
    constraints = new ConstraintRecipes(context, sink);
    indexes = new IndexRecipes(context, sink, changes);
  }

  @Override
  public Runnable createNamespace(CreateNamespace change) {
    return () -> types.createNamespace(change.namespace());
  }

  @Override
  public Runnable dropNamespace(DropNamespace change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable createEnum(CreateEnum change) {
    return () -> types.create(change.type());
  }

  @Override
  public Runnable dropEnum(DropEnum change) {
    return () -> types.drop(change.type());
  }

  @Override
  public Runnable renameLabel(RenameLabel change) {
    return () -> types.renameLabel(change.type(), change.from(), change.to());
  }

  @Override
  public Runnable alterEnum(AlterEnum change) {
    return () -> types.alter(change.before(), change.after());
  }

  @Override
  public Runnable createSequence(CreateSequence change) {
    return () -> sequences.create(change.sequence());
  }

  @Override
  public Runnable dropSequence(DropSequence change) {
    return () -> sequences.drop(change.sequence());
  }

  @Override
  public Runnable alterSequence(AlterSequence change) {
    return () -> sequences.alter(change.before(), change.after());
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
    return () -> tables.create(change.definition());
  }

  @Override
  public Runnable dropTable(DropTable change) {
    return () -> tables.drop(change.definition());
  }

  @Override
  public Runnable renameTable(RenameTable change) {
    return () -> tables.rename(change.from(), change.table());
  }

  @Override
  public Runnable alterTable(AlterTable change) {
    return () -> tables.alter(change.before(), change.after());
  }

  @Override
  public Runnable replaceTable(ReplaceTable change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable addColumn(AddColumn change) {
    return () -> columns.add(change.table(), change.column());
  }

  @Override
  public Runnable dropColumn(DropColumn change) {
    return () -> columns.drop(change.table(), change.column());
  }

  @Override
  public Runnable renameColumn(RenameColumn change) {
    return () -> columns.rename(change.table(), change.from(), change.to());
  }

  @Override
  public Runnable alterColumn(AlterColumn change) {
    return () -> columns.alter(change.table(), change.before(), change.after());
  }

  @Override
  public Runnable addConstraint(AddConstraint change) {
    return () -> constraints.add(change.table(), change.constraint());
  }

  @Override
  public Runnable dropConstraint(DropConstraint change) {
    return () -> constraints.drop(change.table(), change.constraint());
  }

  @Override
  public Runnable alterConstraint(AlterConstraint change) {
    return () -> constraints.alter(change.table(), change.before(), change.after());
  }

  @Override
  public Runnable addIndex(AddIndex change) {
    return () -> indexes.add(change.table(), change.index());
  }

  @Override
  public Runnable dropIndex(DropIndex change) {
    return () -> indexes.drop(change.table(), change.index());
  }

  @Override
  public Runnable alterIndex(AlterIndex change) {
    return () -> indexes.alter(change.table(), change.before(), change.after());
  }
}
