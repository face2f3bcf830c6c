package dev.underpin.planner.step;

import java.util.Locale;

/** How a step's statements are run. */
public enum Mode {
  /** In one transaction, together with the step's row in the history. */
  TRANSACTION,
  /** In one transaction that was begun with the enforcement of foreign keys switched off. */
  DETACHED,
  /** Each statement by itself, outside of any transaction. */
  ALONE,
  /** One statement, in ranges of the table's key, each range in a transaction of its own. */
  BATCHES,
  /**
   * One statement that copies a table, made by a tool that does it while others write. A plain
   * client runs the statement.
   */
  BY_TOOL;

  /** The mode as file headers write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
