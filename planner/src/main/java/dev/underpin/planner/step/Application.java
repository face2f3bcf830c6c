package dev.underpin.planner.step;

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
import java.util.Optional;

/** What each kind of change does to a model. */
final class Application implements ChangeVisitor<Runnable> {
  private final ModelState state;

  Application(ModelState state) {
    this.state = state;
  }

  @Override
  public Runnable createNamespace(CreateNamespace change) {
    return () -> state.namespaceAdded(change.namespace());
  }

  @Override
  public Runnable dropNamespace(DropNamespace change) {
    return () -> state.namespaceRemoved(change.namespace());
  }

  @Override
  public Runnable createEnum(CreateEnum change) {
    return () -> state.enums(Optional.empty(), Optional.of(change.type()));
  }

  @Override
  public Runnable dropEnum(DropEnum change) {
    return () -> state.enums(Optional.of(change.type()), Optional.empty());
  }

  @Override
  public Runnable renameLabel(RenameLabel change) {
    return () -> state.renameLabel(change.type(), change.from(), change.to());
  }

  @Override
  public Runnable alterEnum(AlterEnum change) {
    return () -> state.enums(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable createSequence(CreateSequence change) {
    return () -> state.sequences(Optional.empty(), Optional.of(change.sequence()));
  }

  @Override
  public Runnable dropSequence(DropSequence change) {
    return () -> state.sequences(Optional.of(change.sequence()), Optional.empty());
  }

  @Override
  public Runnable alterSequence(AlterSequence change) {
    return () -> state.sequences(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable createObject(CreateObject change) {
    return () -> state.objects(Optional.empty(), Optional.of(change.object()));
  }

  @Override
  public Runnable dropObject(DropObject change) {
    return () -> state.objects(Optional.of(change.object()), Optional.empty());
  }

  @Override
  public Runnable replaceObject(ReplaceObject change) {
    return () -> state.objects(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable createTable(CreateTable change) {
    return () -> state.tables(Optional.empty(), Optional.of(change.definition()));
  }

  @Override
  public Runnable dropTable(DropTable change) {
    return () -> state.tables(Optional.of(change.definition()), Optional.empty());
  }

  @Override
  public Runnable renameTable(RenameTable change) {
    return () -> state.renameTable(change.from(), change.table());
  }

  @Override
  public Runnable alterTable(AlterTable change) {
    return () -> state.attributes(change.before(), change.after());
  }

  @Override
  public Runnable replaceTable(ReplaceTable change) {
    return () -> state.tables(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable addColumn(AddColumn change) {
    return () -> state.columns(change.table(), Optional.empty(), Optional.of(change.column()));
  }

  @Override
  public Runnable dropColumn(DropColumn change) {
    return () -> state.columns(change.table(), Optional.of(change.column()), Optional.empty());
  }

  @Override
  public Runnable renameColumn(RenameColumn change) {
    return () -> state.renameColumn(change.table(), change.from(), change.to());
  }

  @Override
  public Runnable alterColumn(AlterColumn change) {
    return () ->
        state.columns(change.table(), Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable addConstraint(AddConstraint change) {
    return () ->
        state.constraints(change.table(), Optional.empty(), Optional.of(change.constraint()));
  }

  @Override
  public Runnable dropConstraint(DropConstraint change) {
    return () ->
        state.constraints(change.table(), Optional.of(change.constraint()), Optional.empty());
  }

  @Override
  public Runnable alterConstraint(AlterConstraint change) {
    return () ->
        state.constraints(
            change.table(), Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable addIndex(AddIndex change) {
    return () -> state.indexes(change.table(), Optional.empty(), Optional.of(change.index()));
  }

  @Override
  public Runnable dropIndex(DropIndex change) {
    return () -> state.indexes(change.table(), Optional.of(change.index()), Optional.empty());
  }

  @Override
  public Runnable alterIndex(AlterIndex change) {
    return () ->
        state.indexes(change.table(), Optional.of(change.before()), Optional.of(change.after()));
  }
}
