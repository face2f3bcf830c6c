package dev.underpin.planner.change;

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

/**
 * Says something of every kind of change in or of a table.
 *
 * @param <R> what is said of a change
 */
public interface TableChangeVisitor<R> {
  R createTable(CreateTable change);

  R dropTable(DropTable change);

  R renameTable(RenameTable change);

  R alterTable(AlterTable change);

  R replaceTable(ReplaceTable change);

  R addColumn(AddColumn change);

  R dropColumn(DropColumn change);

  R renameColumn(RenameColumn change);

  R alterColumn(AlterColumn change);

  R addConstraint(AddConstraint change);

  R dropConstraint(DropConstraint change);

  R alterConstraint(AlterConstraint change);

  R addIndex(AddIndex change);

  R dropIndex(DropIndex change);

  R alterIndex(AlterIndex change);
}
