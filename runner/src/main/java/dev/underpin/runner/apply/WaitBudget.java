package dev.underpin.runner.apply;

import java.time.Duration;

/**
 * How long a run may still wait for others. Waits that follow each other count together, whatever
 * they are for, until something has been done.
 */
final class WaitBudget {
  private final Duration whole;
  private long spent;
  private long all;

  WaitBudget(Duration whole, Duration spent) {
    this.whole = whole;
    this.spent = spent.toNanos();
  }

  Duration whole() {
    return whole;
  }

  /** When a wait that begins now has to end, as {@link System#nanoTime} counts. */
  long deadline() {
    return System.nanoTime() + Math.max(0, whole.toNanos() - spent);
  }

  /** A wait that began then has ended. */
  void waitedSince(long start) {
    long waited = System.nanoTime() - start;
    spent += waited;
    all += waited;
  }

  /** How long it has waited since the run began, whatever was done between. */
  Duration all() {
    return Duration.ofNanos(all);
  }

  /** Something has been done: waiting begins from nothing again. */
  void progressed() {
    spent = 0;
  }
}
