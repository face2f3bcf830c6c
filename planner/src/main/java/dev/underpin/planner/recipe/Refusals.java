package dev.underpin.planner.recipe;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;

/** The refusals that more than one engine gives, in the same words. */
public final class Refusals {
  private Refusals() {}

  /**
   * A required column without a default cannot be added to a table that has rows.
   *
   * @param place the column's key in the YAML
   */
  public static Refusal missingBackfill(QualifiedName table, Column column, String place) {
    return new Refusal(
        table + "." + column.name(),
        "Table "
            + table
            + " has rows, and its column "
            + column.name()
            + " is NOT NULL without a default.",
        CheckTexts.addBackfill(place),
        ObjectRef.table(table).column(column.name()));
  }

  /** A virtual generated column cannot keep the values that it shows. */
  public static Refusal virtualToPlain(String product, QualifiedName table, Column column) {
    return new Refusal(
        table + "." + column.name(),
        product + " cannot turn a virtual generated column into a plain one.",
        "Add another column with a backfill, and drop " + column.name() + " in a later plan.",
        ObjectRef.table(table).column(column.name()));
  }
}
