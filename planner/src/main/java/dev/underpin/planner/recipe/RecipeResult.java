package dev.underpin.planner.recipe;

import dev.underpin.schema.catalog.Note;
import java.util.List;

/**
 * What an engine makes of a list of changes.
 *
 * @param drafts the steps, not yet in order
 * @param refusals what cannot or must not be done, each with the way on; any of them refuses the
 *     plan
 * @param notes what a person should know
 */
public record RecipeResult(List<UnorderedStep> drafts, List<Refusal> refusals, List<Note> notes) {
  public RecipeResult {
    drafts = List.copyOf(drafts);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }
}
