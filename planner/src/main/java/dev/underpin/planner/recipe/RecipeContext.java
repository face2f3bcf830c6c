package dev.underpin.planner.recipe;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.PlanOptions;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.ProbeAnswer;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Schema;
import java.util.Map;
import java.util.Optional;

/**
 * What recipes may know.
 *
 * @param catalog the live catalog, as it is before anything; its schema is where the plan begins
 * @param renamed that schema after the renames of the plan
 * @param target the desired schema
 * @param hints what the YAML says beside the state, names resolved
 * @param token eight hexadecimal digits that no other plan has: part of the names of temporary
 *     objects and of the trash
 * @param answers what is known of the data, by probe id
 */
public record RecipeContext(
    Dialect dialect,
    Catalog catalog,
    Schema renamed,
    Schema target,
    Hints hints,
    String token,
    PlanOptions options,
    Map<String, ProbeAnswer> answers) {
  public RecipeContext {
    answers = Map.copyOf(answers);
  }

  /** The answer to a question, where it has been asked. */
  public Optional<ProbeAnswer> answer(String probeId) {
    return Optional.ofNullable(answers.get(probeId));
  }

  /** The name of a temporary object of this plan: {@code underpin_<token>_<kind>}. */
  public String temporaryName(String kind) {
    return "underpin_" + token + "_" + kind;
  }

  /** The name under which something lies in the trash, cut so that it fits the engine's limit. */
  public String trashName(String name) {
    return TrashNames.of(token, name, dialect.maxIdentifierBytes());
  }

  /** The name under which something lies there that the way back has taken out of use. */
  public String backTrashName(String name) {
    return TrashNames.of(TrashNames.backToken(token), name, dialect.maxIdentifierBytes());
  }
}
