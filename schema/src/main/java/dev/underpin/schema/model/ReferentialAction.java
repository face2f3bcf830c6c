package dev.underpin.schema.model;

/** What happens to a referencing row when the referenced one goes or changes its key. */
public enum ReferentialAction {
  NO_ACTION,
  RESTRICT,
  CASCADE,
  SET_NULL,
  SET_DEFAULT;

  /** The action in SQL's words, which every engine shares. */
  public String sql() {
    return name().replace('_', ' ');
  }
}
