package dev.underpin.planner.change;

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
import dev.underpin.schema.declared.ObjectRef;

/** What a change is about. */
final class Target implements ChangeVisitor<ObjectRef> {
  static final Target OF = new Target();

  private Target() {}

  @Override
  public ObjectRef createNamespace(CreateNamespace change) {
    return ObjectRef.namespace(change.namespace());
  }

  @Override
  public ObjectRef dropNamespace(DropNamespace change) {
    return ObjectRef.namespace(change.namespace());
  }

  @Override
  public ObjectRef createEnum(CreateEnum change) {
    return ObjectRef.enumType(change.type().name());
  }

  @Override
  public ObjectRef dropEnum(DropEnum change) {
    return ObjectRef.enumType(change.type().name());
  }

  @Override
  public ObjectRef renameLabel(RenameLabel change) {
    return ObjectRef.enumType(change.type());
  }

  @Override
  public ObjectRef alterEnum(AlterEnum change) {
    return ObjectRef.enumType(change.after().name());
  }

  @Override
  public ObjectRef createSequence(CreateSequence change) {
    return ObjectRef.sequence(change.sequence().name());
  }

  @Override
  public ObjectRef dropSequence(DropSequence change) {
    return ObjectRef.sequence(change.sequence().name());
  }

  @Override
  public ObjectRef alterSequence(AlterSequence change) {
    return ObjectRef.sequence(change.after().name());
  }

  @Override
  public ObjectRef createObject(CreateObject change) {
    return ObjectRef.object(change.object());
  }

  @Override
  public ObjectRef dropObject(DropObject change) {
    return ObjectRef.object(change.object());
  }

  @Override
  public ObjectRef replaceObject(ReplaceObject change) {
    return ObjectRef.object(change.after());
  }

  @Override
  public ObjectRef createTable(CreateTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef dropTable(DropTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef renameTable(RenameTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef alterTable(AlterTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef replaceTable(ReplaceTable change) {
    return ObjectRef.table(change.table());
  }

  @Override
  public ObjectRef addColumn(AddColumn change) {
    return ObjectRef.table(change.table()).column(change.column().name());
  }

  @Override
  public ObjectRef dropColumn(DropColumn change) {
    return ObjectRef.table(change.table()).column(change.column().name());
  }

  @Override
  public ObjectRef renameColumn(RenameColumn change) {
    return ObjectRef.table(change.table()).column(change.to());
  }

  @Override
  public ObjectRef alterColumn(AlterColumn change) {
    return ObjectRef.table(change.table()).column(change.after().name());
  }

  @Override
  public ObjectRef addConstraint(AddConstraint change) {
    return ObjectRef.table(change.table()).constraint(change.constraint());
  }

  @Override
  public ObjectRef dropConstraint(DropConstraint change) {
    return ObjectRef.table(change.table()).constraint(change.constraint());
  }

  @Override
  public ObjectRef alterConstraint(AlterConstraint change) {
    return ObjectRef.table(change.table()).constraint(change.after());
  }

  @Override
  public ObjectRef addIndex(AddIndex change) {
    return ObjectRef.table(change.table()).index(change.index().name());
  }

  @Override
  public ObjectRef dropIndex(DropIndex change) {
    return ObjectRef.table(change.table()).index(change.index().name());
  }

  @Override
  public ObjectRef alterIndex(AlterIndex change) {
    return ObjectRef.table(change.table()).index(change.after().name());
  }
}
