package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.TableChangeVisitor;

/** Whether a change of a table is made in the tables too that inherit from it. */
final class InheritanceTree implements TableChangeVisitor<Boolean> {
  @Override
  public Boolean createTable(Change.CreateTable change) {
    return false;
  }

  @Override
  public Boolean dropTable(Change.DropTable change) {
    return false;
  }

  @Override
  public Boolean renameTable(Change.RenameTable change) {
    return false;
  }

  @Override
  public Boolean alterTable(Change.AlterTable change) {
    return false;
  }

  @Override
  public Boolean replaceTable(Change.ReplaceTable change) {
    return true;
  }

  @Override
  public Boolean addColumn(Change.AddColumn change) {
    return true;
  }

  @Override
  public Boolean dropColumn(Change.DropColumn change) {
    return true;
  }

  @Override
  public Boolean renameColumn(Change.RenameColumn change) {
    return true;
  }

  @Override
  public Boolean alterColumn(Change.AlterColumn change) {
    return !Inheritance.bare(change.before()).equals(Inheritance.bare(change.after()));
  }

  @Override
  public Boolean addConstraint(Change.AddConstraint change) {
    return Inheritance.isCarriedOn(change.constraint());
  }

  @Override
  public Boolean dropConstraint(Change.DropConstraint change) {
    return Inheritance.isCarriedOn(change.constraint());
  }

  @Override
  public Boolean alterConstraint(Change.AlterConstraint change) {
    return Inheritance.isCarriedOn(change.before()) || Inheritance.isCarriedOn(change.after());
  }

  @Override
  public Boolean addIndex(Change.AddIndex change) {
    return false;
  }

  @Override
  public Boolean dropIndex(Change.DropIndex change) {
    return false;
  }

  @Override
  public Boolean alterIndex(Change.AlterIndex change) {
    return false;
  }
}
