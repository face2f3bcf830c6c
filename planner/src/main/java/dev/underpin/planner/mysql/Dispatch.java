package dev.underpin.planner.mysql;

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
import dev.underpin.planner.mysql.column.AlterColumnRecipe;
import dev.underpin.planner.mysql.column.ColumnRecipes;
import dev.underpin.planner.mysql.constraint.ConstraintRecipes;
import dev.underpin.planner.mysql.index.IndexRecipes;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.object.ObjectRecipes;
import dev.underpin.planner.mysql.table.TableRecipes;
import dev.underpin.planner.recipe.NoRecipe;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;

/**
 * Which recipe makes a change of which kind. Enums and sequences are lowered to what a column can
 * say, so no change speaks of them.
 */
final class Dispatch implements ChangeVisitor<Runnable> {
  private final MysqlContext context;
  private final StepSink sink;
  private final ObjectRecipes objects;
  private final TableRecipes tables;
  private final ColumnRecipes columns;
  private final ConstraintRecipes keys;
  private final IndexRecipes indexes;

  Dispatch(MysqlContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    objects = new ObjectRecipes(context, sink);
    tables = new TableRecipes(context, sink);
    columns = new ColumnRecipes(context, sink, context.catalog().schema());
    keys = new ConstraintRecipes(context, sink);
    indexes = new IndexRecipes(context, sink);
  }

  @Override
  public Runnable createNamespace(CreateNamespace change) {
    return () -> refuseNamespace(change);
  }

  @Override
  public Runnable dropNamespace(DropNamespace change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable createEnum(CreateEnum change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable dropEnum(DropEnum change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable renameLabel(RenameLabel change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable alterEnum(AlterEnum change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable createSequence(CreateSequence change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable dropSequence(DropSequence change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable alterSequence(AlterSequence change) {
    return NoRecipe.of(change);
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
    return () -> {
      tables.rename(change.from(), change.table());
      columns.renamedTable(change.from(), change.table());
    };
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
    return () ->
        new AlterColumnRecipe(context, sink, change.table(), change.before(), change.after())
            .plan();
  }

  @Override
  public Runnable addConstraint(AddConstraint change) {
    return () -> keys.add(change.table(), change.constraint());
  }

  @Override
  public Runnable dropConstraint(DropConstraint change) {
    return () -> keys.drop(change.table(), change.constraint());
  }

  @Override
  public Runnable alterConstraint(AlterConstraint change) {
    return () -> keys.alter(change.table(), change.before(), change.after());
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

  private void refuseNamespace(CreateNamespace change) {
    sink.refuse(
        Refusals.missingDatabase(
            change.target(), change.namespace(), context.quote(change.namespace())));
  }
}
