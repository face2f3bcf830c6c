package dev.underpin.planner.change;

import dev.underpin.schema.declared.ObjectRef;

/** What a change is about. */
final class Target implements ChangeVisitor<ObjectRef> {
  static final Target OF = new Target();

  private Target() {}

  @Override
  public ObjectRef createNamespace(Change.CreateNamespace change) {
    return ObjectRef.namespace(change.namespace());
  }

  @Override
  public ObjectRef dropNamespace(Change.DropNamespace change) {
    return ObjectRef.namespace(change.namespace());
  }

  @Override
  public ObjectRef alterNamespace(Change.AlterNamespace change) {
    return ObjectRef.namespace(change.namespace());
  }

  @Override
  public ObjectRef createEnum(Change.CreateEnum change) {
    return ObjectRef.enumType(change.type().name());
  }

  @Override
  public ObjectRef dropEnum(Change.DropEnum change) {
    return ObjectRef.enumType(change.type().name());
  }

  @Override
  public ObjectRef renameLabel(Change.RenameLabel change) {
    return ObjectRef.enumType(change.type());
  }

  @Override
  public ObjectRef alterEnum(Change.AlterEnum change) {
    return ObjectRef.enumType(change.after().name());
  }

  @Override
  public ObjectRef createSequence(Change.CreateSequence change) {
    return ObjectRef.sequence(change.sequence().name());
  }

  @Override
  public ObjectRef dropSequence(Change.DropSequence change) {
    return ObjectRef.sequence(change.sequence().name());
  }

  @Override
  public ObjectRef alterSequence(Change.AlterSequence change) {
    return ObjectRef.sequence(change.after().name());
  }

  @Override
  public ObjectRef createObject(Change.CreateObject change) {
    return ObjectRef.object(change.object());
  }

  @Override
  public ObjectRef dropObject(Change.DropObject change) {
    return ObjectRef.object(change.object());
  }

  @Override
  public ObjectRef replaceObject(Change.ReplaceObject change) {
    return ObjectRef.object(change.after());
  }

  @Override
  public ObjectRef changeAccess(Change.ChangeAccess change) {
    return ObjectRef.access(change.key());
  }

  @Override
  public ObjectRef createTable(Change.CreateTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef dropTable(Change.DropTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef renameTable(Change.RenameTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef alterTable(Change.AlterTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef replaceTable(Change.ReplaceTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef addColumn(Change.AddColumn change) {
    return ObjectRef.table(change.table()).column(change.column().name());
  }

  @Override
  public ObjectRef dropColumn(Change.DropColumn change) {
    return ObjectRef.table(change.table()).column(change.column().name());
  }

  @Override
  public ObjectRef renameColumn(Change.RenameColumn change) {
    return ObjectRef.table(change.table()).column(change.to());
  }

  @Override
  public ObjectRef alterColumn(Change.AlterColumn change) {
    return ObjectRef.table(change.table()).column(change.after().name());
  }

  @Override
  public ObjectRef addConstraint(Change.AddConstraint change) {
    return ObjectRef.table(change.table()).constraint(change.constraint());
  }

  @Override
  public ObjectRef dropConstraint(Change.DropConstraint change) {
    return ObjectRef.table(change.table()).constraint(change.constraint());
  }

  @Override
  public ObjectRef alterConstraint(Change.AlterConstraint change) {
    return ObjectRef.table(change.table()).constraint(change.after());
  }

  @Override
  public ObjectRef addIndex(Change.AddIndex change) {
    return ObjectRef.table(change.table()).index(change.index().name());
  }

  @Override
  public ObjectRef dropIndex(Change.DropIndex change) {
    return ObjectRef.table(change.table()).index(change.index().name());
  }

  @Override
  public ObjectRef alterIndex(Change.AlterIndex change) {
    return ObjectRef.table(change.table()).index(change.after().name());
  }
}
