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

/** The change that undoes a change. */
final class Inverse implements ChangeVisitor<Change> {
  static final Inverse OF = new Inverse();

  private Inverse() {}

  @Override
  public Change createNamespace(CreateNamespace change) {
    return new DropNamespace(change.namespace());
  }

  @Override
  public Change dropNamespace(DropNamespace change) {
    return new CreateNamespace(change.namespace());
  }

  @Override
  public Change createEnum(CreateEnum change) {
    return new DropEnum(change.type());
  }

  @Override
  public Change dropEnum(DropEnum change) {
    return new CreateEnum(change.type());
  }

  @Override
  public Change renameLabel(RenameLabel change) {
    return new RenameLabel(change.type(), change.to(), change.from());
  }

  @Override
  public Change alterEnum(AlterEnum change) {
    return new AlterEnum(change.after(), change.before());
  }

  @Override
  public Change createSequence(CreateSequence change) {
    return new DropSequence(change.sequence());
  }

  @Override
  public Change dropSequence(DropSequence change) {
    return new CreateSequence(change.sequence());
  }

  @Override
  public Change alterSequence(AlterSequence change) {
    return new AlterSequence(change.after(), change.before());
  }

  @Override
  public Change createObject(CreateObject change) {
    return new DropObject(change.object());
  }

  @Override
  public Change dropObject(DropObject change) {
    return new CreateObject(change.object());
  }

  @Override
  public Change replaceObject(ReplaceObject change) {
    return new ReplaceObject(change.after(), change.before());
  }

  @Override
  public Change createTable(CreateTable change) {
    return new DropTable(change.definition());
  }

  @Override
  public Change dropTable(DropTable change) {
    return new CreateTable(change.definition());
  }

  @Override
  public Change renameTable(RenameTable change) {
    return new RenameTable(change.table(), change.from());
  }

  @Override
  public Change alterTable(AlterTable change) {
    return new AlterTable(change.after(), change.before());
  }

  @Override
  public Change replaceTable(ReplaceTable change) {
    return new ReplaceTable(change.after(), change.before());
  }

  @Override
  public Change addColumn(AddColumn change) {
    return new DropColumn(change.table(), change.column());
  }

  @Override
  public Change dropColumn(DropColumn change) {
    return new AddColumn(change.table(), change.column());
  }

  @Override
  public Change renameColumn(RenameColumn change) {
    return new RenameColumn(change.table(), change.to(), change.from());
  }

  @Override
  public Change alterColumn(AlterColumn change) {
    return new AlterColumn(change.table(), change.after(), change.before());
  }

  @Override
  public Change addConstraint(AddConstraint change) {
    return new DropConstraint(change.table(), change.constraint());
  }

  @Override
  public Change dropConstraint(DropConstraint change) {
    return new AddConstraint(change.table(), change.constraint());
  }

  @Override
  public Change alterConstraint(AlterConstraint change) {
    return new AlterConstraint(change.table(), change.after(), change.before());
  }

  @Override
  public Change addIndex(AddIndex change) {
    return new DropIndex(change.table(), change.index());
  }

  @Override
  public Change dropIndex(DropIndex change) {
    return new AddIndex(change.table(), change.index());
  }

  @Override
  public Change alterIndex(AlterIndex change) {
    return new AlterIndex(change.table(), change.after(), change.before());
  }
}
