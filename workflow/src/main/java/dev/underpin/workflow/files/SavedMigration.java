package dev.underpin.workflow.files;

import dev.underpin.planner.migration.Edit;
import dev.underpin.planner.migration.Migration;
import java.nio.file.Path;
import java.util.List;

/**
 * A migration as it stands in the folder.
 *
 * @param checksum of up.sql with LF line ends
 * @param edits what of its files is not as it was saved
 */
public record SavedMigration(Migration migration, Path folder, String checksum, List<Edit> edits) {
  public SavedMigration {
    edits = List.copyOf(edits);
  }

  /** The migration's id, which is the folder's name. */
  public String id() {
    return migration.id();
  }
}
