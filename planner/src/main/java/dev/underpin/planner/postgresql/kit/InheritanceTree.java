package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.AlterTable;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.change.Change.ReplaceTable;
import dev.underpin.planner.change.TableChangeVisitor;

/** Whether a change of a table is made in the tables too that inherit from it. */
final class InheritanceTree implements TableChangeVisitor<Boolean> {
  @Override
  public Boolean createTable(CreateTable change) {
    return false;
  }

  @Override
  public Boolean dropTable(DropTable change) {
    return false;
  }

  @Override
  public Boolean renameTable(RenameTable change) {
    return false;
  }

  @Override
  public Boolean alterTable(AlterTable change) {
    return false;
  }

  @Override
  public Boolean replaceTable(ReplaceTable change) {
    return true;
  }

  @Override
  public Boolean addColumn(AddColumn change) {
    return true;
  }

  @Override
  public Boolean dropColumn(DropColumn change) {
    return true;
  }

  @Override
  public Boolean renameColumn(RenameColumn change) {
    return true;
  }

  @Override
  public Boolean alterColumn(AlterColumn change) {
    return !Inheritance.bare(change.before()).equals(Inheritance.bare(change.after()));
  }

  @Override
  public Boolean addConstraint(AddConstraint change) {
    return Inheritance.isCarriedOn(change.constraint());
  }

  @Override
  public Boolean dropConstraint(DropConstraint change) {
    return Inheritance.isCarriedOn(change.constraint());
  }

  @Override
  public Boolean alterConstraint(AlterConstraint change) {
    return Inheritance.isCarriedOn(change.before()) || Inheritance.isCarriedOn(change.after());
  }

  @Override
  public Boolean addIndex(AddIndex change) {
    return false;
  }

  @Override
  public Boolean dropIndex(DropIndex change) {
    return false;
  }

  @Override
  public Boolean alterIndex(AlterIndex change) {
    return false;
  }
}
