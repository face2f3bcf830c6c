package dev.underpin.planner.recipe;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The titles of all steps, the same on every engine. The step's subject names the table. */
public final class StepTitles {
  private static final String TO_TRASH = " (to the trash)";
  private static final String OLD_VALUES_TO_TRASH = " (old values go to the trash)";
  private static final String RECREATED_LATER = " (created again later in this plan)";

  private StepTitles() {}

  // --- tables

  /** Create a table with its columns and indexes. */
  public static String createTable(Table table) {
    int indexes = table.indexes().size();
    return "create table"
        + (indexes == 0 ? "" : " with " + Descriptions.count(indexes, "index", "indexes"));
  }

  /** Create tables that reference each other. */
  public static String createTables(List<QualifiedName> tables) {
    return "create tables " + Descriptions.enumeration(tables) + " (they reference each other)";
  }

  /** Drop a table, or move it to the trash. */
  public static String dropTable(boolean discarded) {
    return "drop table" + trash(discarded);
  }

  /** Drop tables that reference each other. */
  public static String dropTables(List<QualifiedName> tables) {
    return "drop tables " + Descriptions.enumeration(tables) + " (they reference each other)";
  }

  /** Rename a table. */
  public static String renameTable(QualifiedName from, QualifiedName to) {
    return "rename table " + from + " to " + to.name();
  }

  /** Change the comment of a table or type. */
  public static String changeComment() {
    return "change the comment";
  }

  /** Set an option of a table, or reset it to its default. */
  public static String tableOption(String key, Optional<String> value) {
    return value
        .map(v -> "set table option " + key + " to " + v)
        .orElse("reset table option " + key);
  }

  /** Change several options of a table. */
  public static String tableOptions(Collection<String> keys) {
    return "change table options" + (keys.isEmpty() ? "" : " " + String.join(", ", keys));
  }

  /** Change which rows a partition takes. */
  public static String changePartition() {
    return "change which rows the partition takes";
  }

  /** A partition becomes a table of its own. */
  public static String detach(QualifiedName of) {
    return "detach the partition from " + of.name();
  }

  /** A table becomes a partition. */
  public static String attach(QualifiedName of) {
    return "attach the table to " + of.name();
  }

  /** Reject new rows that do not fit a partition. */
  public static String rejectOutOfBounds(QualifiedName partition) {
    return "reject new rows that do not fit the partition "
        + partition.name()
        + " (NOT VALID check)";
  }

  /** Prove that all rows fit a partition. */
  public static String validateBounds(QualifiedName partition) {
    return "validate that the rows fit the partition " + partition.name();
  }

  /** Drop the check that proved that rows fit a partition. */
  public static String dropBoundsCheck() {
    return "drop the helper check of the bound";
  }

  /** Change how a table is partitioned. */
  public static String changePartitioning() {
    return "change the partitioning";
  }

  /** Create the table in the trash that takes the rows of a partition. */
  public static String createForPartition(String partition) {
    return "create an empty table in the trash for partition " + partition;
  }

  /** Move the rows of a partition to the trash. */
  public static String movePartition(String partition) {
    return "move the rows of partition " + partition + " to the trash";
  }

  /** Copy a table to its new definition. */
  public static String rebuildTable(String changes) {
    return "rebuild table: " + changes;
  }

  // --- columns

  /** Add a column. */
  public static String addColumn(Column column) {
    String with = "";
    if (column.generated().isPresent()) with = " (generated)";
    else if (column.identity().isPresent()) with = " (identity)";
    else if (column.defaultValue().isPresent()) with = " (with its default)";
    return "add column " + column.name() + with;
  }

  /** Add a column as nullable; later steps backfill it and make it what it is to be. */
  public static String addNullableColumn(Column column) {
    return "add column "
        + column.name()
        + (column.defaultValue().isPresent()
            ? " (nullable, with its default for new rows)"
            : " (nullable)");
  }

  /** Drop a column, or move it to the trash. */
  public static String dropColumn(String column, boolean discarded) {
    return "drop column " + column + trash(discarded);
  }

  /** Drop a column that a later step adds again. */
  public static String dropColumnForNow(String column) {
    return "drop column " + column + RECREATED_LATER;
  }

  /** Rename a column. */
  public static String renameColumn(String from, String to) {
    return "rename column " + from + " to " + to;
  }

  /** Change the type of a column. */
  public static String changeType(Column before, Column after, boolean keepsOldValues) {
    return "change the type of "
        + after.name()
        + " from "
        + Descriptions.type(before)
        + " to "
        + Descriptions.type(after)
        + (keepsOldValues ? OLD_VALUES_TO_TRASH : "");
  }

  /** Change the collation of a column. */
  public static String changeCollation(String column) {
    return "change the collation of " + column;
  }

  /** Set or drop the default of a column. */
  public static String changeDefault(String column, Optional<SqlText> value) {
    return value
        .map(d -> "set the default of " + column + " to " + d.written())
        .orElse("drop the default of " + column);
  }

  /** Change the comment of a column or constraint. */
  public static String changeComment(String of) {
    return "change the comment of " + of;
  }

  /** Change other attributes of a column. */
  public static String changeAttributes(String column) {
    return "change attributes of " + column;
  }

  /** Change a column where no other title says how. */
  public static String changeColumn(String column) {
    return "change column " + column;
  }

  /** Change the expression of a generated column. */
  public static String changeExpression(String column) {
    return "change the expression of " + column;
  }

  /** Turn a plain column into a generated one. */
  public static String startGenerating(String column) {
    return "make " + column + " a generated column" + OLD_VALUES_TO_TRASH;
  }

  /** Turn a generated column into a plain one. */
  public static String stopGenerating(String column) {
    return "make " + column + " a plain column (keeps its values)";
  }

  /** Make a column an identity column. */
  public static String addIdentity(String column) {
    return "make " + column + " an identity column (starts after its highest value)";
  }

  /** Make an identity column a plain one. */
  public static String dropIdentity(String column) {
    return "drop the identity of " + column;
  }

  /** Change the sequence or kind of an identity column. */
  public static String changeIdentity(String column) {
    return "change the identity of " + column;
  }

  // --- NOT NULL and backfill

  /** Fill a column where it is NULL. */
  public static String backfill(String column) {
    return "backfill " + column + " where NULL";
  }

  /** Fill the rows that were written since the first backfill. */
  public static String backfillAgain(String column) {
    return "backfill rows of " + column + " written since";
  }

  /** Add the helper column that lets a rollback empty exactly what was backfilled. */
  public static String addBackfillHelper(String column) {
    return "add helper column that records which rows of " + column + " are backfilled";
  }

  /** Reject NULLs in new rows by a check that is not yet valid. */
  public static String rejectNullsByCheck(String column) {
    return "reject new NULLs in " + column + " (NOT VALID check)";
  }

  /** Reject NULLs in new rows by a NOT NULL that is not yet valid. */
  public static String rejectNulls(String column) {
    return "reject new NULLs in " + column + " (NOT VALID constraint)";
  }

  /** Prove that no row holds NULL. */
  public static String validateNotNull(String column) {
    return "validate NOT NULL of " + column;
  }

  /** Set or drop NOT NULL. */
  public static String nullability(Column column) {
    return column.nullable() ? "allow NULL in " + column.name() : setNotNull(column.name());
  }

  /** Set NOT NULL. */
  public static String setNotNull(String column) {
    return "set " + column + " NOT NULL";
  }

  /** Set NOT NULL without reading the table, because a valid check proves it. */
  public static String setNotNullByCheck(String column) {
    return setNotNull(column) + " (uses the validated check)";
  }

  /** Drop the check that proved NOT NULL. */
  public static String dropHelperCheck(String column) {
    return "drop the helper check of " + column;
  }

  // --- constraints

  /** Add a constraint. */
  public static String addConstraint(Constraint constraint) {
    return "add " + Descriptions.constraint(constraint);
  }

  /** Add a constraint that holds for new rows only. */
  public static String addNotValid(Constraint constraint) {
    return addConstraint(constraint) + " (NOT VALID: new rows only)";
  }

  /** Prove that all rows meet a constraint. */
  public static String validate(Constraint constraint) {
    return "validate " + Descriptions.constraint(constraint);
  }

  /** Drop a constraint. */
  public static String dropConstraint(Constraint constraint) {
    return "drop " + Descriptions.constraint(constraint);
  }

  /** Drop a constraint and add it with another definition. */
  public static String recreateConstraint(Constraint after) {
    return "recreate " + Descriptions.constraint(after);
  }

  /** Rename a constraint. */
  public static String renameIndex(String from, String to) {
    return "rename index " + from + " to " + to;
  }

  public static String renameConstraint(Constraint before, String to) {
    return "rename " + Descriptions.constraint(before) + " to " + to;
  }

  /** Enforce a check, or stop that. */
  public static String enforce(Constraint check, boolean enforced) {
    return (enforced ? "enforce " : "stop enforcing ") + Descriptions.constraint(check);
  }

  /** Add the check that is part of a column's definition. */
  public static String addColumnCheck(String column) {
    return "add the check of " + column;
  }

  // --- indexes

  /** Create an index. */
  public static String createIndex(Index index) {
    return "create " + Descriptions.index(index);
  }

  /** Drop an index. */
  public static String dropIndex(Index index) {
    return "drop " + Descriptions.index(index);
  }

  /** Drop what a failed build of an index left. */
  public static String dropInvalidIndex(Index index) {
    return "drop invalid " + Descriptions.index(index);
  }

  /** Drop an index and create it with another definition. */
  public static String recreateIndex(Index after) {
    return "recreate " + Descriptions.index(after);
  }

  /** Build the new index beside the old one. */
  public static String buildNewIndex(Index after) {
    return "recreate " + Descriptions.index(after) + ": build the new index";
  }

  /** Exchange the names of the old index and the new one. */
  public static String swapIndexes(Index after) {
    return "recreate " + Descriptions.index(after) + ": swap the names";
  }

  /** Drop the old index. */
  public static String dropOldIndex(Index after) {
    return "recreate " + Descriptions.index(after) + ": drop the old index";
  }

  /** Change options of an index that need no new build. */
  public static String changeIndexAttributes(Index after) {
    return "change attributes of " + Descriptions.index(after);
  }

  /** Let the planner of the server use an index, or not. */
  public static String indexVisibility(Index index, boolean visible) {
    return "make " + Descriptions.index(index) + (visible ? " visible" : " invisible");
  }

  private static String trash(boolean discarded) {
    return discarded ? "" : TO_TRASH;
  }
}
