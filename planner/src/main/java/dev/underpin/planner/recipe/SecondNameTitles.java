package dev.underpin.planner.recipe;

import dev.underpin.schema.model.QualifiedName;

/** Titles and notes of a table that has its old name too, as a view; see {@link StepTitles}. */
public final class SecondNameTitles {
  private SecondNameTitles() {}

  /** Rename the table, and let a view have its old name. */
  public static String rename(QualifiedName from, QualifiedName to) {
    return StepTitles.renameTable(from, to) + ", with a view that has the old name";
  }

  /** Drop the view. */
  public static String drop(QualifiedName from) {
    return "drop the view " + from + ", the old name of the table";
  }

  /** When which application may run; the subject is the table by its new name. */
  public static String deploy(QualifiedName from) {
    return "has both names, this one and "
        + from
        + ", between EXPAND and CONTRACT. Deploy the new application after EXPAND, and stop the old"
        + " one before CONTRACT.";
  }

  /**
   * What old code cannot do any more; the subject is the table by its new name.
   *
   * @param limits what a view of the engine cannot do, as the end of a sentence
   */
  public static String limits(QualifiedName from, String limits) {
    return "can be read and written by the name "
        + from
        + ", which is a view, but for this: "
        + limits;
  }
}
