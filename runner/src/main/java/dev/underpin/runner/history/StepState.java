package dev.underpin.runner.history;

import java.util.Locale;

/** How far one step has come. */
public enum StepState {
  /** It has not begun. */
  PENDING,
  /** It has begun outside of a transaction, and whether it has happened must be found out. */
  STARTED,
  /** It has happened. */
  DONE,
  /** Its inverse has begun outside of a transaction. */
  UNDOING,
  /** It was rolled back. */
  UNDONE;

  /** True where what it does is in place, at least in part. */
  boolean inPlace() {
    return this == DONE || this == UNDOING;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StepState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
