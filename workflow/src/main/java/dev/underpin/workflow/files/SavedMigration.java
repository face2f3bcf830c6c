package dev.underpin.workflow.files;

import dev.underpin.planner.migration.Migration;
import java.nio.file.Path;

/**
 * A migration as it stands in the folder.
 *
 * @param checksum of up.sql with LF line ends
 */
public record SavedMigration(Migration migration, Path folder, String checksum) {
  /** The migration's id, which is the folder's name. */
  public String id() {
    return migration.id();
  }
}
