package dev.underpin.planner;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.ProbeAnswer;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.model.Schema;
import java.util.Map;

/**
 * What a plan is made from.
 *
 * @param catalog the live catalog (or the lock, as a catalog without facts)
 * @param desired lowered, normalised, and spelled as the server would
 * @param hints lowered like the schema
 * @param token eight hexadecimal digits that no other plan has
 * @param answers what has been asked of the data so far, by probe id; empty in the first round
 */
public record PlanRequest(
    Dialect dialect,
    Catalog catalog,
    Schema desired,
    Hints hints,
    Origins origins,
    PlanOptions options,
    String token,
    Map<String, ProbeAnswer> answers) {
  public PlanRequest {
    answers = Map.copyOf(answers);
  }

  public PlanRequest withAnswers(Map<String, ProbeAnswer> other) {
    return new PlanRequest(dialect, catalog, desired, hints, origins, options, token, other);
  }
}
