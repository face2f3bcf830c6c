package dev.underpin.planner.request;

import dev.underpin.planner.step.Allow;
import dev.underpin.schema.Ownership;
import java.util.Set;

/**
 * What a person chose for a plan.
 *
 * @param allowed what may be done
 * @param discard true where dropped things go for good instead of into the trash
 * @param largeTable from how many bytes on a rewrite under a lock must be allowed
 * @param batchSize how many rows a backfill's batch begins with
 * @param onlyListed true where live tables that the desired schema does not have are left alone
 * @param planForUnknownRows true where tables must be taken to hold rows whatever the catalog says,
 *     as for a saved file
 * @param copyByTool true where a large table that the server could only change by a copy under a
 *     lock is copied by a tool, while others write to it
 * @param owned what of the live schema belongs to the project; the rest is left alone
 * @param only the names of what may change; empty where everything may
 */
public record PlanOptions(
    Set<Allow> allowed,
    boolean discard,
    long largeTable,
    int batchSize,
    boolean onlyListed,
    boolean planForUnknownRows,
    boolean copyByTool,
    Ownership owned,
    Set<String> only) {
  /** The defaults: nothing allowed, everything through the trash, 1 GB is large. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Set.of(), false, 1L << 30, 5_000, false, false, false, Ownership.EVERYTHING);

  public PlanOptions {
    allowed = Set.copyOf(allowed);
    only = Set.copyOf(only);
  }

  /** Everything may change. */
  public PlanOptions(
      Set<Allow> allowed,
      boolean discard,
      long largeTable,
      int batchSize,
      boolean onlyListed,
      boolean planForUnknownRows,
      boolean copyByTool,
      Ownership owned) {
    this(
        allowed,
        discard,
        largeTable,
        batchSize,
        onlyListed,
        planForUnknownRows,
        copyByTool,
        owned,
        Set.of());
  }

  public PlanOptions withAllowed(Set<Allow> other) {
    return new PlanOptions(
        other,
        discard,
        largeTable,
        batchSize,
        onlyListed,
        planForUnknownRows,
        copyByTool,
        owned,
        only);
  }

  public PlanOptions withDiscard(boolean other) {
    return new PlanOptions(
        allowed,
        other,
        largeTable,
        batchSize,
        onlyListed,
        planForUnknownRows,
        copyByTool,
        owned,
        only);
  }
}
