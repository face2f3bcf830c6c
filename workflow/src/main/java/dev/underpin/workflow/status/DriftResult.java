package dev.underpin.workflow.status;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.DisplayNames;
import java.util.List;

/**
 * What differs between a database and what it should be.
 *
 * @param compared what it was compared with: a migration's id, or the schema's path
 * @param differences from what should be (before) to what is (after)
 */
public record DriftResult(
    Engine engine,
    String database,
    String compared,
    DisplayNames names,
    List<ChangeLine> differences,
    List<Note> notes) {
  public DriftResult {
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /** True where nothing differs. */
  public boolean noDrift() {
    return differences.isEmpty();
  }
}
