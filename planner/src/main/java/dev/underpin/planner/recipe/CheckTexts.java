package dev.underpin.planner.recipe;

import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Collection;

/**
 * What data checks look for and their remedies, in the same words on every engine. A text begins
 * with a verb in the plural, because "3 rows of orders" goes before it.
 */
public final class CheckTexts {
  /** The remedy for NULLs that would stop a rollback. */
  public static final String VALUE_THEN_ROLL_BACK =
      "Give these rows a value, then roll back again.";

  /** The remedy for values that would stop a rollback. */
  public static final String CHANGE_THEN_ROLL_BACK = "Change these rows, then roll back again.";

  /** The remedy for a changing key in a rollback. */
  public static final String CORRECT_ROWS = "Correct these rows.";

  /** The remedy for a changing key. */
  public static final String CORRECT_OR_CONVERT =
      "Correct these rows, or write how to make the new value:  using: \"…\"";

  /** How to declare bounds of a sequence that has given numbers. */
  public static final String SEQUENCE_BOUNDS =
      "Declare bounds that its last number is between, or set the sequence with setval first.";

  /** How to bring a sequence back between its bounds. */
  public static final String SET_SEQUENCE =
      "Set the sequence to a number between these that is not used, then roll back again.";

  private static final String CHANGE_FIRST = "Change these rows first";

  private CheckTexts() {}

  // --- reference rows

  /** How to go on where a reference row is not as it was. */
  public static final String PLAN_AGAIN =
      "Plan again to see what would change, or give the rows the declared values.";

  /** Rows are neither as they were when the plan was made, nor as they are declared. */
  public static Finding rowsChanged() {
    return Finding.of(FindingCode.ROW_CHANGED, "have other values than when the plan was made");
  }

  /** What to do about rows that cannot be deleted. */
  public static final String KEEP_OR_CHANGE_CHILDREN =
      "Change or delete those rows first, or declare the row again.";

  /** Rows that are to be deleted are referenced by others. */
  public static Finding rowsReferenced(QualifiedName child) {
    return Finding.of(
        FindingCode.ROW_REFERENCED,
        "are no longer declared, and rows of {child} refer to them",
        child.toString());
  }

  // --- NULL

  /** Rows hold NULL in a column that is to be NOT NULL. */
  public static Finding nulls(String column) {
    return Finding.of(FindingCode.NULLS, "have NULL in {column}", column);
  }

  /** Rows would hold NULL in a column, whatever its value is computed from. */
  public static Finding futureNulls(String column) {
    return Finding.of(FindingCode.NULLS, "would have NULL in {column}", column);
  }

  /** The backfill gives some rows no value. */
  public static Finding nullsAfterBackfill(String column) {
    return Finding.of(FindingCode.NULLS, "would have NULL in {column} after the backfill", column);
  }

  /** The server cannot compute the backfill. */
  public static Finding backfillFails(String column) {
    return Finding.of(
        FindingCode.BACKFILL_FAILS, "fail when the backfill of {column} is computed", column);
  }

  /** The backfill gives some rows a value that does not fit. */
  public static Finding misfitsAfterBackfill(String column, String type) {
    return Finding.of(
        FindingCode.MISFITS,
        "would have a value of {column} that does not fit {type} after the backfill",
        column,
        type);
  }

  /** The conversion gives some rows no value. */
  public static Finding nullsAfterConversion(String column) {
    return Finding.of(
        FindingCode.NULLS, "would have NULL in {column} after the conversion", column);
  }

  /** A rollback would put NOT NULL on a column that holds NULL. */
  public static Finding nullsForOldSchema(String column) {
    return Finding.of(
        FindingCode.NULLS, "have NULL in {column}, which the old schema forbids", column);
  }

  /** Rows were written without the column that a rollback brings. */
  public static Finding valueMissing(String column) {
    return Finding.of(
        FindingCode.VALUE_MISSING, "have no value for {column}, which must not be NULL", column);
  }

  /** How to give rows a value. */
  public static String addBackfill(String place) {
    return "Add under " + place + ":  backfill: \"<SQL expression>\"";
  }

  /** How to mend a backfill that gives NULL. */
  public static String completeBackfill(String column) {
    return "Change the backfill of "
        + column
        + " so that every row gets a value, for example with coalesce(…, …).";
  }

  /** How to mend a conversion. */
  public static String completeConversion(String column) {
    return "Change the using expression of " + column + " so that every row gets a value.";
  }

  /** Where the values of a column are while it is in the trash. */
  public static String valueInTrash(String trash) {
    return "Give these rows a value in " + trash + ", then roll back again.";
  }

  // --- values that do not fit

  /** Values do not fit the new type. */
  public static Finding misfits(String column, String type) {
    return Finding.of(
        FindingCode.MISFITS, "have a value of {column} that does not fit {type}", column, type);
  }

  /** Values cannot become the rowid of an SQLite table. */
  public static Finding noWholeNumber(String column) {
    return Finding.of(FindingCode.MISFITS, "have NULL or no whole number in {column}", column);
  }

  /** How to convert values. */
  public static String addConversion(String place) {
    return CHANGE_FIRST + ", or add under " + place + ":  using: \"<SQL expression>\"";
  }

  /** Rows hold a label that a rollback removes. */
  public static Finding label(String label, String column) {
    return Finding.of(FindingCode.LABEL_USED, "hold '{label}' in {column}", label, column);
  }

  /** Rows hold a label that the enum is about to lose. */
  public static Finding lostLabel(String label, String column, QualifiedName type) {
    return Finding.of(
        FindingCode.LABEL_USED,
        "hold '{label}' in {column}, a label that {type} no longer has",
        label,
        column,
        type);
  }

  /** How to keep a label. */
  public static String keepLabel(String label, QualifiedName type) {
    return CHANGE_FIRST + ", or keep the label: enums: " + type + ": [… " + label + "].";
  }

  // --- rows that cannot be seen

  /** Policies hide rows from the user of the session. */
  public static Finding hiddenRows() {
    return Finding.of(FindingCode.ROWS_HIDDEN, "are hidden by row level security");
  }

  /** How to see all rows of a table, given as SQL. */
  public static String showRows(String table) {
    return "Connect as a superuser or a role with BYPASSRLS. The owner sees all rows after:\n"
        + "  ALTER TABLE "
        + table
        + " NO FORCE ROW LEVEL SECURITY";
  }

  // --- constraints and indexes

  /** Rows violate a check. */
  public static Finding violations(CheckConstraint check) {
    return check.name().isPresent()
        ? Finding.of(
            FindingCode.VIOLATIONS,
            "violate check {check}: {expression}",
            check.name().get(),
            check.expression().written())
        : Finding.of(FindingCode.VIOLATIONS, "violate check ({expression})", check.expression());
  }

  /** Rows reference a parent that does not exist. */
  public static Finding orphans(QualifiedName parent, Collection<String> columns) {
    return Finding.of(
        FindingCode.ORPHANS, "reference a missing row of {parent} ({columns})", parent, columns);
  }

  /** A sequence has given a number outside of its new bounds. */
  public static Finding pastBounds(long min, long max) {
    return Finding.of(
        FindingCode.SEQUENCE_PAST_BOUNDS, "have a last number outside of {min} to {max}", min, max);
  }

  /** Rows are in a partition that is to take others. */
  public static Finding outOfBounds(SqlText bound) {
    return Finding.of(
        FindingCode.NOT_IN_BOUNDS, "do not fit the bound of the partition: {bound}", bound);
  }

  /** Rows of the default partition belong to another one. */
  public static Finding belongTo(QualifiedName partition) {
    return Finding.of(FindingCode.NOT_IN_BOUNDS, "belong to the partition {partition}", partition);
  }

  /** Rows of a partition that goes, which no other one takes. */
  public static Finding inNoOtherPartition(String partition) {
    return Finding.of(
        FindingCode.NOT_IN_BOUNDS,
        "are in the partition {partition}, and no other partition takes them",
        partition);
  }

  /** Rows are outside of the bounds of all partitions. */
  public static Finding inNoPartition() {
    return Finding.of(FindingCode.NOT_IN_BOUNDS, "are in none of the partitions then");
  }

  /** How to have a partition for all rows. */
  public static String widerPartition() {
    return CHANGE_FIRST + ", or declare a partition that takes them.";
  }

  /** How to keep the rows of a partition that goes. */
  public static String keepPartition() {
    return "Move these rows to another table first, or keep the partition.";
  }

  /** How to empty the default partition of rows that a new one takes. */
  public static String moveRows() {
    return CHANGE_FIRST + ", or declare a partition that does not take them.";
  }

  /** Rows reference rows of a partition that is detached. */
  public static Finding referenceDetached(QualifiedName partition, Collection<String> columns) {
    return Finding.of(
        FindingCode.ORPHANS,
        "reference a row of the partition {partition}, which leaves its table ({columns})",
        partition,
        columns);
  }

  /** Rows reference a key whose values change, and would no longer find theirs. */
  public static Finding changingKey(
      QualifiedName parent, Collection<String> key, Collection<String> columns) {
    return Finding.of(
        FindingCode.REFERENCED_KEY_CHANGES,
        "reference a row of {parent} whose key ({key}) changes ({columns})",
        parent,
        key,
        columns);
  }

  /** Rows share what a key or unique index forbids. */
  public static Finding duplicates(Collection<String> columns, String by) {
    return Finding.of(
        FindingCode.DUPLICATES,
        "share the same {columns} with others, which {by} forbids",
        columns,
        by);
  }

  /** Rows hold at the same time as others. */
  public static Finding overlaps(Collection<String> columns, String by) {
    return Finding.of(
        FindingCode.OVERLAPS,
        "overlap in time with others of the same {columns}, which {by} forbids",
        columns,
        by);
  }

  /** Rows are in conflict with each other under an exclusion constraint. */
  public static Finding conflicts(String by) {
    return Finding.of(FindingCode.CONFLICTS, "conflict with other rows, which {by} forbids", by);
  }

  /** A new column numbers more rows than its sequence has numbers. */
  public static Finding numbersEnd(String column, long numbers) {
    return Finding.of(
        FindingCode.NUMBERS_END,
        "would get no number: the sequence of {column} ends after {numbers}",
        column,
        numbers);
  }

  /** An expression of an index fails for some rows. */
  public static Finding uncomputable(String index) {
    return Finding.of(
        FindingCode.UNCOMPUTABLE, "have a value for which an expression of {index} fails", index);
  }

  /** How to satisfy a constraint or index: change the rows, or what is declared. */
  public static String changeRowsOr(String declared) {
    return CHANGE_FIRST + ", or change " + declared + ".";
  }

  /** How to get the missing parents. */
  public static String addParents(QualifiedName parent) {
    return CHANGE_FIRST + ", or add the missing rows of " + parent + ".";
  }

  /** How to remove duplicates. */
  public static String removeDuplicates(String by) {
    return "Change or delete the duplicates first, or remove " + by + " from the YAML.";
  }

  /**
   * How to leave the rows that exist as they are, where the engine can.
   *
   * @param declaration the constraint in the YAML, such as {@code checks: { total: { … } }}
   */
  public static String orNewRowsOnly(String declaration) {
    return "\nTo enforce it for new rows only, declare:\n  " + declaration;
  }

  // --- a backfill under a constraint that the plan drops later

  /** The backfill would violate a check. */
  public static Finding violationsAfterBackfill(String check) {
    return Finding.of(
        FindingCode.VIOLATIONS,
        "would violate check {check} after the backfill (this plan drops {check} only later)",
        check);
  }

  /** The backfill would reference nothing. */
  public static Finding orphansAfterBackfill(QualifiedName parent, String key) {
    return Finding.of(
        FindingCode.ORPHANS,
        "would reference a missing row of {parent} after the backfill (this plan drops"
            + " {constraint} only later)",
        parent,
        key);
  }

  /** The backfill would give two rows the same key. */
  public static Finding duplicatesAfterBackfill(String by) {
    return Finding.of(
        FindingCode.DUPLICATES,
        "would share a value with others after the backfill, which {by} forbids (this plan drops"
            + " {by} only later)",
        by);
  }

  /** How to backfill all the same. */
  public static String dropBefore(String constraint) {
    return "Drop " + constraint + " in a separate plan before this one, or use another backfill.";
  }
}
