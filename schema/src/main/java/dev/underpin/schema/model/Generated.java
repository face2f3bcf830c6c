package dev.underpin.schema.model;

/**
 * The expression a generated column is computed from.
 *
 * @param stored true where the value is kept in the row, false where it is computed when read
 */
public record Generated(SqlText expression, boolean stored) {
  /** {@code stored} or {@code virtual}. */
  public String word() {
    return stored ? "stored" : "virtual";
  }
}
