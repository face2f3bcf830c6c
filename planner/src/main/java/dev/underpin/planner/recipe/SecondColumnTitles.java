package dev.underpin.planner.recipe;

import dev.underpin.schema.model.Column;

/** Titles of the steps that change a column through a second one; see {@link StepTitles}. */
public final class SecondColumnTitles {
  private SecondColumnTitles() {}

  /** Add a column that a trigger keeps equal to another. */
  public static String add(Column column) {
    return addOfType(column) + ", kept equal by a trigger";
  }

  /** Add a column for the new type of another. */
  public static String addOfType(Column column) {
    return "add a second column for " + column.name() + " of type " + Descriptions.type(column);
  }

  /** Add a column that a trigger keeps equal to another, whose new name it has. */
  public static String addName(String from, String to) {
    return "add column " + to + " beside " + from + ", each kept equal to the other by a trigger";
  }

  /** Add a column for the new name of another, whose values it will have. */
  public static String addBeside(String from, String to) {
    return "add column " + to + " beside " + from;
  }

  /** Triggers that give each of two columns what is written to the other. */
  public static String createTriggers(String from, String to) {
    return "create triggers that keep " + from + " and " + to + " equal";
  }

  /** Drop those triggers. */
  public static String dropTriggers(String from, String to) {
    return "drop the triggers that keep " + from + " and " + to + " equal";
  }

  /** The first column gets the new name, and the second one the old name. */
  public static String exchangeNames(String from, String to) {
    return "exchange the names of columns " + from + " and " + to;
  }

  /** Drop the second column, by the name that it has. */
  public static String dropBeside(String from, String to) {
    return "drop column " + from + " beside " + to;
  }

  /** When which application may run; the subject is the column by its new name. */
  public static String deploy(String from) {
    return "has both names, this one and "
        + from
        + ", between BACKFILL and CONTRACT. Deploy the new application after BACKFILL, and stop the"
        + " old one before CONTRACT.";
  }

  /** Build an index for the new name. */
  public static String buildFor(String index, String to) {
    return "create index " + index + " for " + to;
  }

  /** Give it its values in the old rows. */
  public static String fill(String column) {
    return "fill " + name(column);
  }

  /** Nothing; a rollback fills the column. */
  public static String keep(String column) {
    return name(column) + " is filled again only by a rollback";
  }

  /** What it is called in titles that are about it. */
  public static String name(String column) {
    return "the second column for " + column;
  }

  /** Build an index for it that another column has. */
  public static String build(String index, String column) {
    return "create index " + index + " on " + name(column);
  }

  /** Drop that index. */
  public static String dropIndex(String index, String column) {
    return "drop index " + index + " of " + name(column);
  }

  /** The two columns exchange their names. */
  public static String exchange(Column before, Column after) {
    return "exchange "
        + after.name()
        + " with its second column: type "
        + Descriptions.type(before)
        + " to "
        + Descriptions.type(after);
  }

  /** Constraints hold for rows that are written, until they are validated. */
  public static String open(String column) {
    return "make the constraints of " + column + " NOT VALID until they are validated below";
  }

  /** Drop the second column with its trigger. */
  public static String drop(Column column) {
    return dropOfType(column) + " and its trigger";
  }

  /** Drop the second column, which has that type now. */
  public static String dropOfType(Column column) {
    return "drop " + name(column.name()) + " of type " + Descriptions.type(column);
  }
}
