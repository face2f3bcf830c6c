package dev.underpin.planner.recipe;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Schema;

/**
 * What an engine makes a plan from.
 *
 * @param catalog the live catalog, as it is before anything; its schema is where the plan begins
 * @param renamed that schema after the renames of the plan
 * @param target the desired schema
 * @param hints what the YAML says beside the state, names resolved
 * @param token eight hexadecimal digits that no other plan has: part of the names of temporary
 *     objects and of the trash
 */
public record PlanningInput(
    Dialect dialect,
    Catalog catalog,
    Schema renamed,
    Schema target,
    Hints hints,
    String token,
    PlanOptions options) {
  /** The same with another desired schema. */
  public PlanningInput withTarget(Schema other) {
    return new PlanningInput(dialect, catalog, renamed, other, hints, token, options);
  }

  /** The name of a temporary object of this plan: {@code underpin_<token>_<kind>}. */
  public String temporaryName(String kind) {
    return "underpin_" + token + "_" + kind;
  }

  /** The name under which something lies in the trash, cut so that it fits the engine's limit. */
  public String trashName(String name) {
    return TrashNames.of(token, name, dialect.maxIdentifierBytes());
  }
}
