package dev.underpin.planner.recipe;

import java.util.Collection;

/**
 * The sentences and remedies of data checks, the same on every engine. A sentence begins with a
 * verb in the plural, because "3 rows of orders" goes before it.
 */
public final class CheckTexts {
  /** The remedy for NULLs that would stop a rollback. */
  public static final String VALUE_THEN_ROLL_BACK =
      "Give these rows a value, then roll back again.";

  /** The remedy for values that would stop a rollback. */
  public static final String CHANGE_THEN_ROLL_BACK = "Change these rows, then roll back again.";

  private static final String CHANGE_FIRST = "Change these rows first";

  private CheckTexts() {}

  // --- NULL

  /** Rows hold NULL in a column that is to be NOT NULL. */
  public static String nulls(String column) {
    return "have NULL in " + column;
  }

  /** Rows would hold NULL in a column, whatever its value is computed from. */
  public static String futureNulls(String column) {
    return "would have NULL in " + column;
  }

  /** The backfill gives some rows no value. */
  public static String nullsAfterBackfill(String column) {
    return "would have NULL in " + column + " after the backfill";
  }

  /** A rollback would put NOT NULL on a column that holds NULL. */
  public static String nullsForOldSchema(String column) {
    return "have NULL in " + column + ", which the old schema forbids";
  }

  /** Rows were written without the column that a rollback brings. */
  public static String valueMissing(String column) {
    return "have no value for " + column + ", which must not be NULL";
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

  // --- values that do not fit

  /** Values do not fit the new type. */
  public static String misfits(String column, String type) {
    return "have a value of " + column + " that does not fit " + type;
  }

  /** How to convert values. */
  public static String addConversion(String place) {
    return CHANGE_FIRST + ", or add under " + place + ":  using: \"<SQL expression>\"";
  }

  /** The conversion gives some rows no value. */
  public static String nullsAfterConversion(String column) {
    return "would have NULL in " + column + " after the conversion";
  }

  /** How to mend a conversion. */
  public static String completeConversion(String column) {
    return "Change the using expression of " + column + " so that every row gets a value.";
  }

  /** Rows hold a label that the enum is about to lose. */
  public static String label(String label, String column) {
    return "hold '" + label + "' in " + column;
  }

  // --- constraints and indexes

  /**
   * Rows violate a check.
   *
   * @param check the check in words
   */
  public static String violations(String check) {
    return "violate " + check;
  }

  /** Rows reference a parent that does not exist. */
  public static String orphans(Object parent, Collection<String> columns) {
    return "reference a missing row of " + parent + " (" + String.join(", ", columns) + ")";
  }

  /** Rows share what a key or unique index forbids. */
  public static String duplicates(Collection<String> columns, String by) {
    return "share the same "
        + String.join(", ", columns)
        + " with others, which "
        + by
        + " forbids";
  }

  /** An expression of an index fails for some rows. */
  public static String uncomputable(String index) {
    return "have a value for which an expression of " + index + " fails";
  }

  /** How to satisfy a constraint or index: change the rows, or what is declared. */
  public static String changeRowsOr(String declared) {
    return CHANGE_FIRST + ", or change " + declared + ".";
  }

  /** How to get the missing parents. */
  public static String addParents(Object parent) {
    return CHANGE_FIRST + ", or add the missing rows of " + parent + ".";
  }

  /** How to remove duplicates. */
  public static String removeDuplicates(String by) {
    return "Change or delete the duplicates first, or remove " + by + " from the YAML.";
  }
}
