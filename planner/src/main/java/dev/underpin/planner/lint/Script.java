package dev.underpin.planner.lint;

import java.util.Locale;
import java.util.Set;

/**
 * What the statements of a file before the one that is looked at have done.
 *
 * @param created the tables and views that the file has created, in small letters
 * @param added the constraints that the open transaction has added, in small letters
 * @param validated the tables of which the file has validated a constraint, in small letters
 * @param inTransaction true where a transaction is open
 * @param lockTimeout true where the time to wait for locks has a limit
 * @param changesRows true where a statement has changed rows
 * @param changesSchema true where a statement has changed the schema
 */
public record Script(
    Set<String> created,
    Set<String> added,
    Set<String> validated,
    boolean inTransaction,
    boolean lockTimeout,
    boolean changesRows,
    boolean changesSchema) {
  /** The beginning of a file. */
  public static final Script EMPTY =
      new Script(Set.of(), Set.of(), Set.of(), false, false, false, false);

  public Script {
    created = Set.copyOf(created);
    added = Set.copyOf(added);
    validated = Set.copyOf(validated);
  }

  /** True where the file has validated a constraint of the table. */
  public boolean isValidated(String table) {
    return validated.contains(table.toLowerCase(Locale.ROOT));
  }

  /** True for a table that the file has not created, so that it may have rows and readers. */
  public boolean isExisting(String table) {
    return !created.contains(table.toLowerCase(Locale.ROOT));
  }
}
