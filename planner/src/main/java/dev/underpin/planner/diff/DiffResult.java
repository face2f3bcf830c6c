package dev.underpin.planner.diff;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import java.util.List;

/**
 * The differences between two schemas.
 *
 * @param changes renames first
 * @param renamed the schema that was compared, after the renames
 * @param target the desired schema with every name filled in, and with what is left alone taken
 *     over from the live one
 */
public record DiffResult(
    List<Change> changes, Schema renamed, Schema target, List<Refusal> refusals, List<Note> notes) {
  public DiffResult {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }
}
