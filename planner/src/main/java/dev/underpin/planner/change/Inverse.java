package dev.underpin.planner.change;

/** The change that undoes a change. */
final class Inverse implements ChangeVisitor<Change> {
  static final Inverse OF = new Inverse();

  private Inverse() {}

  @Override
  public Change createNamespace(Change.CreateNamespace change) {
    return new Change.DropNamespace(change.namespace(), change.comment());
  }

  @Override
  public Change dropNamespace(Change.DropNamespace change) {
    return new Change.CreateNamespace(change.namespace(), change.comment());
  }

  @Override
  public Change alterNamespace(Change.AlterNamespace change) {
    return new Change.AlterNamespace(change.namespace(), change.after(), change.before());
  }

  @Override
  public Change createEnum(Change.CreateEnum change) {
    return new Change.DropEnum(change.type());
  }

  @Override
  public Change dropEnum(Change.DropEnum change) {
    return new Change.CreateEnum(change.type());
  }

  @Override
  public Change renameLabel(Change.RenameLabel change) {
    return new Change.RenameLabel(change.type(), change.to(), change.from());
  }

  @Override
  public Change alterEnum(Change.AlterEnum change) {
    return new Change.AlterEnum(change.after(), change.before());
  }

  @Override
  public Change createSequence(Change.CreateSequence change) {
    return new Change.DropSequence(change.sequence());
  }

  @Override
  public Change dropSequence(Change.DropSequence change) {
    return new Change.CreateSequence(change.sequence());
  }

  @Override
  public Change alterSequence(Change.AlterSequence change) {
    return new Change.AlterSequence(change.after(), change.before());
  }

  @Override
  public Change createObject(Change.CreateObject change) {
    return new Change.DropObject(change.object());
  }

  @Override
  public Change dropObject(Change.DropObject change) {
    return new Change.CreateObject(change.object());
  }

  @Override
  public Change replaceObject(Change.ReplaceObject change) {
    return new Change.ReplaceObject(change.after(), change.before());
  }

  @Override
  public Change changeAccess(Change.ChangeAccess change) {
    return new Change.ChangeAccess(change.after(), change.before());
  }

  @Override
  public Change createTable(Change.CreateTable change) {
    return new Change.DropTable(change.definition());
  }

  @Override
  public Change dropTable(Change.DropTable change) {
    return new Change.CreateTable(change.definition());
  }

  @Override
  public Change renameTable(Change.RenameTable change) {
    return new Change.RenameTable(change.table(), change.from());
  }

  @Override
  public Change alterTable(Change.AlterTable change) {
    return new Change.AlterTable(change.after(), change.before());
  }

  @Override
  public Change replaceTable(Change.ReplaceTable change) {
    return new Change.ReplaceTable(change.after(), change.before());
  }

  @Override
  public Change addColumn(Change.AddColumn change) {
    return new Change.DropColumn(change.table(), change.column());
  }

  @Override
  public Change dropColumn(Change.DropColumn change) {
    return new Change.AddColumn(change.table(), change.column());
  }

  @Override
  public Change renameColumn(Change.RenameColumn change) {
    return new Change.RenameColumn(change.table(), change.to(), change.from());
  }

  @Override
  public Change alterColumn(Change.AlterColumn change) {
    return new Change.AlterColumn(change.table(), change.after(), change.before());
  }

  @Override
  public Change addConstraint(Change.AddConstraint change) {
    return new Change.DropConstraint(change.table(), change.constraint());
  }

  @Override
  public Change dropConstraint(Change.DropConstraint change) {
    return new Change.AddConstraint(change.table(), change.constraint());
  }

  @Override
  public Change alterConstraint(Change.AlterConstraint change) {
    return new Change.AlterConstraint(change.table(), change.after(), change.before());
  }

  @Override
  public Change addIndex(Change.AddIndex change) {
    return new Change.DropIndex(change.table(), change.index());
  }

  @Override
  public Change dropIndex(Change.DropIndex change) {
    return new Change.AddIndex(change.table(), change.index());
  }

  @Override
  public Change alterIndex(Change.AlterIndex change) {
    return new Change.AlterIndex(change.table(), change.after(), change.before());
  }
}
