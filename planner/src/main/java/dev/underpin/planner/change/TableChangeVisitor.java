package dev.underpin.planner.change;

/**
 * Says something of every kind of change in or of a table.
 *
 * @param <R> what is said of a change
 */
public interface TableChangeVisitor<R> {
  R createTable(Change.CreateTable change);

  R dropTable(Change.DropTable change);

  R renameTable(Change.RenameTable change);

  R alterTable(Change.AlterTable change);

  R replaceTable(Change.ReplaceTable change);

  R addColumn(Change.AddColumn change);

  R dropColumn(Change.DropColumn change);

  R renameColumn(Change.RenameColumn change);

  R alterColumn(Change.AlterColumn change);

  R addConstraint(Change.AddConstraint change);

  R dropConstraint(Change.DropConstraint change);

  R alterConstraint(Change.AlterConstraint change);

  R addIndex(Change.AddIndex change);

  R dropIndex(Change.DropIndex change);

  R alterIndex(Change.AlterIndex change);
}
