package dev.underpin.workflow.files;

import dev.underpin.planner.migration.Edit;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationReader.Author;
import dev.underpin.schema.error.UnderpinException;
import java.nio.file.Path;
import java.util.List;

/**
 * A migration as it stands in the folder.
 *
 * @param checksum of up.sql with LF line ends
 * @param edits what of its files is not as it was saved
 * @param author who wrote it
 */
public record SavedMigration(
    Migration migration, Path folder, String checksum, List<Edit> edits, Author author) {
  public SavedMigration {
    edits = List.copyOf(edits);
  }

  /** True where a person wrote it, and no test has shown yet what it does. */
  public boolean isUntested() {
    return author == Author.PERSON_UNTESTED;
  }

  /** What somebody has only begun to write can neither be tested nor applied. */
  public void requireStatements() {
    boolean empty = migration.steps().stream().allMatch(step -> step.up().isEmpty());
    if (!isUntested() || !empty) return;
    throw UnderpinException.refused(
        "%s has no statement yet. Nothing was changed. Write it, or delete its folder."
            .formatted(folder.resolve("up.sql")));
  }

  /** True where a person wrote it. */
  public boolean isByHand() {
    return author != Author.PLAN;
  }

  /** The migration's id, which is the folder's name. */
  public String id() {
    return migration.id();
  }
}
