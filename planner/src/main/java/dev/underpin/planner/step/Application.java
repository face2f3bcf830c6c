package dev.underpin.planner.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.ChangeVisitor;
import java.util.Optional;

/** What each kind of change does to a model. */
final class Application implements ChangeVisitor<Runnable> {
  private final ModelState state;

  Application(ModelState state) {
    this.state = state;
  }

  @Override
  public Runnable createNamespace(Change.CreateNamespace change) {
    return () -> state.namespaceAdded(change.namespace(), change.comment());
  }

  @Override
  public Runnable dropNamespace(Change.DropNamespace change) {
    return () -> state.namespaceRemoved(change.namespace(), change.comment());
  }

  @Override
  public Runnable alterNamespace(Change.AlterNamespace change) {
    return () -> state.namespaceComment(change.namespace(), change.before(), change.after());
  }

  @Override
  public Runnable createEnum(Change.CreateEnum change) {
    return () -> state.enums(Optional.empty(), Optional.of(change.type()));
  }

  @Override
  public Runnable dropEnum(Change.DropEnum change) {
    return () -> state.enums(Optional.of(change.type()), Optional.empty());
  }

  @Override
  public Runnable renameLabel(Change.RenameLabel change) {
    return () -> state.renameLabel(change.type(), change.from(), change.to());
  }

  @Override
  public Runnable alterEnum(Change.AlterEnum change) {
    return () -> state.enums(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable createSequence(Change.CreateSequence change) {
    return () -> state.sequences(Optional.empty(), Optional.of(change.sequence()));
  }

  @Override
  public Runnable dropSequence(Change.DropSequence change) {
    return () -> state.sequences(Optional.of(change.sequence()), Optional.empty());
  }

  @Override
  public Runnable alterSequence(Change.AlterSequence change) {
    return () -> state.sequences(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable createObject(Change.CreateObject change) {
    return () -> state.objects(Optional.empty(), Optional.of(change.object()));
  }

  @Override
  public Runnable dropObject(Change.DropObject change) {
    return () -> state.objects(Optional.of(change.object()), Optional.empty());
  }

  @Override
  public Runnable changeAccess(Change.ChangeAccess change) {
    return () -> state.access(change.before(), change.after());
  }

  @Override
  public Runnable replaceObject(Change.ReplaceObject change) {
    return () -> state.objects(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable createTable(Change.CreateTable change) {
    return () -> state.tables(Optional.empty(), Optional.of(change.definition()));
  }

  @Override
  public Runnable dropTable(Change.DropTable change) {
    return () -> state.tables(Optional.of(change.definition()), Optional.empty());
  }

  @Override
  public Runnable renameTable(Change.RenameTable change) {
    return () -> state.renameTable(change.from(), change.table());
  }

  @Override
  public Runnable alterTable(Change.AlterTable change) {
    return () -> state.attributes(change.before(), change.after());
  }

  @Override
  public Runnable replaceTable(Change.ReplaceTable change) {
    return () -> state.tables(Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable addColumn(Change.AddColumn change) {
    return () -> state.columns(change.table(), Optional.empty(), Optional.of(change.column()));
  }

  @Override
  public Runnable dropColumn(Change.DropColumn change) {
    return () -> state.columns(change.table(), Optional.of(change.column()), Optional.empty());
  }

  @Override
  public Runnable renameColumn(Change.RenameColumn change) {
    return () -> state.renameColumn(change.table(), change.from(), change.to());
  }

  @Override
  public Runnable alterColumn(Change.AlterColumn change) {
    return () ->
        state.columns(change.table(), Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable addConstraint(Change.AddConstraint change) {
    return () ->
        state.constraints(change.table(), Optional.empty(), Optional.of(change.constraint()));
  }

  @Override
  public Runnable dropConstraint(Change.DropConstraint change) {
    return () ->
        state.constraints(change.table(), Optional.of(change.constraint()), Optional.empty());
  }

  @Override
  public Runnable alterConstraint(Change.AlterConstraint change) {
    return () ->
        state.constraints(
            change.table(), Optional.of(change.before()), Optional.of(change.after()));
  }

  @Override
  public Runnable addIndex(Change.AddIndex change) {
    return () -> state.indexes(change.table(), Optional.empty(), Optional.of(change.index()));
  }

  @Override
  public Runnable dropIndex(Change.DropIndex change) {
    return () -> state.indexes(change.table(), Optional.of(change.index()), Optional.empty());
  }

  @Override
  public Runnable alterIndex(Change.AlterIndex change) {
    return () ->
        state.indexes(change.table(), Optional.of(change.before()), Optional.of(change.after()));
  }
}
