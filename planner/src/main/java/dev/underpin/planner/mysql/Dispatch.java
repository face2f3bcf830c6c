package dev.underpin.planner.mysql;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.ChangeVisitor;
import dev.underpin.planner.mysql.column.AddColumn;
import dev.underpin.planner.mysql.column.ChangeTypeInUse;
import dev.underpin.planner.mysql.column.ConvertColumn;
import dev.underpin.planner.mysql.column.DropColumn;
import dev.underpin.planner.mysql.column.ModifyColumn;
import dev.underpin.planner.mysql.column.RecreateColumn;
import dev.underpin.planner.mysql.column.RenameColumn;
import dev.underpin.planner.mysql.column.RenameColumnInUse;
import dev.underpin.planner.mysql.constraint.AddConstraint;
import dev.underpin.planner.mysql.constraint.AlterConstraint;
import dev.underpin.planner.mysql.constraint.DropConstraint;
import dev.underpin.planner.mysql.index.AddIndex;
import dev.underpin.planner.mysql.index.AlterIndex;
import dev.underpin.planner.mysql.index.DropIndex;
import dev.underpin.planner.mysql.kit.GeneratedColumnDependents;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.object.ObjectRecipes;
import dev.underpin.planner.mysql.table.ChangeTableOptions;
import dev.underpin.planner.mysql.table.CreateTable;
import dev.underpin.planner.mysql.table.DropTable;
import dev.underpin.planner.mysql.table.RenameTable;
import dev.underpin.planner.mysql.table.RenameTableInUse;
import dev.underpin.planner.mysql.type.SequenceRecipe;
import dev.underpin.planner.order.TableCreation;
import dev.underpin.planner.recipe.NoRecipe;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;

/**
 * Which recipe makes a change of which kind. Enums are lowered to what a column can say, so no
 * change is about them.
 */
final class Dispatch implements ChangeVisitor<Runnable> {
  private final MysqlContext context;
  private final StepSink sink;
  private final ObjectRecipes objects;
  private final TableCreation creation;
  private final ModelState renames;

  Dispatch(MysqlContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    objects = new ObjectRecipes(context, sink);
    creation = new TableCreation(context.changes());
    renames = new ModelState(context.catalog().schema(), context.dialect());
  }

  private TableSteps on(Change.TableChange change) {
    return new TableSteps(context, sink, change.table());
  }

  private SequenceRecipe sequence(Sequence sequence) {
    return new SequenceRecipe(new TableSteps(context, sink, sequence.name()));
  }

  @Override
  public Runnable createNamespace(Change.CreateNamespace change) {
    return () -> refuseNamespace(change);
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
    return NoRecipe.of(change);
  }

  @Override
  public Runnable dropEnum(Change.DropEnum change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable renameLabel(Change.RenameLabel change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable alterEnum(Change.AlterEnum change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable createSequence(Change.CreateSequence change) {
    return () -> sequence(change.sequence()).create(change);
  }

  @Override
  public Runnable dropSequence(Change.DropSequence change) {
    return () -> sequence(change.sequence()).drop(change);
  }

  @Override
  public Runnable alterSequence(Change.AlterSequence change) {
    return () -> sequence(change.after()).alter(change);
  }

  @Override
  public Runnable createObject(Change.CreateObject change) {
    return () -> objects.create(change.object());
  }

  @Override
  public Runnable dropObject(Change.DropObject change) {
    return () -> objects.drop(change.object());
  }

  @Override
  public Runnable changeAccess(Change.ChangeAccess change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable replaceObject(Change.ReplaceObject change) {
    return () -> objects.replace(change.before(), change.after());
  }

  @Override
  public Runnable createTable(Change.CreateTable change) {
    return () -> new CreateTable(on(change), change.definition()).plan(creation);
  }

  @Override
  public Runnable dropTable(Change.DropTable change) {
    return () -> new DropTable(on(change)).plan(change.definition());
  }

  @Override
  public Runnable renameTable(Change.RenameTable change) {
    if (context.renamesInUse(change))
      return () -> {
        new RenameTableInUse(on(change), change).plan();
        renames.apply(change);
      };
    return () -> {
      new RenameTable(on(change), change).plan();
      renames.apply(change);
    };
  }

  @Override
  public Runnable alterTable(Change.AlterTable change) {
    return () -> new ChangeTableOptions(on(change)).plan(change.before(), change.after());
  }

  @Override
  public Runnable replaceTable(Change.ReplaceTable change) {
    return NoRecipe.of(change);
  }

  @Override
  public Runnable addColumn(Change.AddColumn change) {
    return () -> new AddColumn(on(change), change.column()).plan();
  }

  @Override
  public Runnable dropColumn(Change.DropColumn change) {
    return () -> new DropColumn(on(change)).plan(change.column());
  }

  @Override
  public Runnable renameColumn(Change.RenameColumn change) {
    if (context.renamesInUse(change))
      return () -> {
        new RenameColumnInUse(on(change), change).plan();
        renames.apply(change);
      };
    return () -> new RenameColumn(on(change), renames, change).plan();
  }

  @Override
  public Runnable alterColumn(Change.AlterColumn change) {
    return () -> {
      Column before = change.before();
      Column after = change.after();
      boolean retyped = !before.type().equals(after.type()) && !context.isEmpty(change.table());
      Optional<SqlText> using = context.using(change.table(), after.name()).filter(u -> retyped);
      if (GeneratedColumnDependents.isRecreated(before, after))
        new RecreateColumn(on(change)).plan(before, after);
      else if (using.isPresent()) new ConvertColumn(on(change), change, using.get()).plan();
      else if (ChangeTypeInUse.isPossible(on(change), before, after))
        new ChangeTypeInUse(on(change), before, after).plan();
      else new ModifyColumn(on(change), before, after).plan();
    };
  }

  @Override
  public Runnable addConstraint(Change.AddConstraint change) {
    return () -> new AddConstraint(on(change)).plan(change.constraint());
  }

  @Override
  public Runnable dropConstraint(Change.DropConstraint change) {
    return () -> new DropConstraint(on(change)).plan(change.constraint());
  }

  @Override
  public Runnable alterConstraint(Change.AlterConstraint change) {
    return () -> {
      AlterConstraint alter = new AlterConstraint(on(change), change);
      if (alter.isPossible()) {
        alter.plan();
      } else {
        new DropConstraint(on(change)).plan(change.before());
        new AddConstraint(on(change)).plan(change.after());
      }
    };
  }

  @Override
  public Runnable addIndex(Change.AddIndex change) {
    return () -> new AddIndex(on(change)).plan(change.index());
  }

  @Override
  public Runnable dropIndex(Change.DropIndex change) {
    return () -> new DropIndex(on(change)).plan(change.index());
  }

  @Override
  public Runnable alterIndex(Change.AlterIndex change) {
    return () -> {
      AlterIndex alter = new AlterIndex(on(change), change);
      if (alter.isPossible()) {
        alter.plan();
      } else {
        new DropIndex(on(change)).plan(change.before());
        new AddIndex(on(change)).plan(change.after());
      }
    };
  }

  private void refuseNamespace(Change.CreateNamespace change) {
    sink.refuse(
        Refusals.missingDatabase(
            change.target(), change.namespace(), context.quote(change.namespace())));
  }
}
