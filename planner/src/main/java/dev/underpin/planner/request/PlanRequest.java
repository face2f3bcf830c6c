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
 */
public record PlanRequest(
    Dialect dialect,
    Catalog catalog,
    Schema desired,
    Hints hints,
    PlanOptions options,
    String token) {}
