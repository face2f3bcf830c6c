package dev.underpin.planner.recipe;

import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;

/** The titles of steps that replace keys, or make them of indexes. */
public final class KeyTitles {
  private KeyTitles() {}

  /** Replace a key by one with another definition, which is there before the old one goes. */
  public static String replace(Constraint before, Constraint after) {
    return "replace "
        + Descriptions.constraint(before)
        + " by "
        + Descriptions.constraint(after)
        + ", whose index is built before";
  }

  /** Make a unique index that is there the index of a key. */
  public static String fromIndex(Index index, Constraint key) {
    return "make " + Descriptions.index(index) + " " + Descriptions.constraint(key);
  }

  /** Drop a key, and keep a unique index in its place. */
  public static String toIndex(Constraint key, Index index) {
    return "make " + Descriptions.constraint(key) + " " + Descriptions.index(index);
  }
}
