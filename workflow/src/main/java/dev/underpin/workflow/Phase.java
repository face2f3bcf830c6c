package dev.underpin.workflow;

/** When a step may run, relative to a new version of the application. */
public enum Phase {
  /** The old version goes on working; no write that it makes is rejected. */
  EXPAND,
  /** Data moves, in batches. */
  BACKFILL,
  /** Only once the new version is everywhere. */
  CONTRACT;

  static Phase of(dev.underpin.planner.step.Phase phase) {
    return switch (phase) {
      case EXPAND -> EXPAND;
      case BACKFILL -> BACKFILL;
      case CONTRACT -> CONTRACT;
    };
  }

  dev.underpin.planner.step.Phase phase() {
    return switch (this) {
      case EXPAND -> dev.underpin.planner.step.Phase.EXPAND;
      case BACKFILL -> dev.underpin.planner.step.Phase.BACKFILL;
      case CONTRACT -> dev.underpin.planner.step.Phase.CONTRACT;
    };
  }
}
