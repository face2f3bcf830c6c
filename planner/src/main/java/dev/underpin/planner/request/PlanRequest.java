package dev.underpin.planner.request;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Schema;

/**
 * What a plan is made from.
 *
 * @param catalog the live catalog (or the lock, as a catalog without facts)
 * @param desired lowered, normalised, and spelled as the server would
 * @param hints lowered like the schema
 * @param token eight hexadecimal digits that no other plan has
 * @param everyKind true where the desired schema speaks of every kind of object: what it does not
 *     have must not exist
 */
public record PlanRequest(
    Dialect dialect,
    Catalog catalog,
    Schema desired,
    Hints hints,
    PlanOptions options,
    String token,
    boolean everyKind) {
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
}
