package dev.underpin.planner.step;

import java.util.Locale;

/**
 * When a step may run, relative to the application's deployment. Each phase is one contiguous block
 * of a plan.
 */
public enum Phase {
  /** Old code goes on working; no write that it makes is rejected. */
  EXPAND,
  /** Data moves, in batches. */
  BACKFILL,
  /** Only after the new code is everywhere. */
  CONTRACT;

  /** The phase as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
