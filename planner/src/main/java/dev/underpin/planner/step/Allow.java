package dev.underpin.planner.step;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person must allow by name before a plan that needs it is saved or run. */
public enum Allow {
  /** A table goes to the trash, or for good. */
  DROP_TABLE,
  /** A column goes to the trash, or for good. */
  DROP_COLUMN,
  /** A view, trigger, routine, type or sequence is dropped. */
  DROP_OBJECT,
  /** Values change. */
  LOSSY,
  /** A large table is rewritten or scanned under a lock that stops writers. */
  REWRITE,
  /** There is no rollback. */
  IRREVERSIBLE,
  /** Dropped for good instead of into the trash. */
  DISCARD,
  /** The live schema is not what the last migration left. */
  DRIFT,
  /** A drop and an add look like a rename. */
  RENAME_GUESS,
  /** CONTRACT steps run before {@code contract_after} has passed. */
  CONTRACT_EARLY;

  /** The word as it is written after {@code --allow}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that a word means. */
  public static Optional<Allow> of(String word) {
    return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
  }
}
