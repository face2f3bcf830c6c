package dev.underpin.planner.request;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.model.Schema;
import java.util.List;

/**
 * What a plan is made from.
 *
 * @param catalog the live catalog (or the lock, as a catalog without facts)
 * @param desired lowered, normalised, and spelled as the server would
 * @param hints lowered like the schema
 * @param token eight hexadecimal digits that no other plan has
 * @param everyKind true where the desired schema speaks of every kind of object: what it does not
 *     have must not exist
 * @param seeds the reference rows that are not as they are declared
 * @param written what the plan does to the rows that migrations have written
 */
public record PlanRequest(
    Dialect dialect,
    Catalog catalog,
    Schema desired,
    Hints hints,
    PlanOptions options,
    String token,
    boolean everyKind,
    List<SeedDifference> seeds,
    List<SeededRows.Entry> written) {
  public PlanRequest {
    seeds = List.copyOf(seeds);
    written = List.copyOf(written);
  }

  /** Kinds of objects that the desired schema does not have are left alone. */
  public PlanRequest(
      Dialect dialect,
      Catalog catalog,
      Schema desired,
      Hints hints,
      PlanOptions options,
      String token) {
    this(dialect, catalog, desired, hints, options, token, false);
  }

  /** A request without reference rows. */
  public PlanRequest(
      Dialect dialect,
      Catalog catalog,
      Schema desired,
      Hints hints,
      PlanOptions options,
      String token,
      boolean everyKind) {
    this(dialect, catalog, desired, hints, options, token, everyKind, List.of(), List.of());
  }

  /** The same with rows that are to be written. */
  public PlanRequest withSeeds(List<SeedDifference> other, List<SeededRows.Entry> entries) {
    return new PlanRequest(
        dialect, catalog, desired, hints, options, token, everyKind, other, entries);
  }
}
