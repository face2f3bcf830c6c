package dev.underpin.workflow.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The backup that is made before a run changes anything.
 *
 * @param command makes it; the last line that it prints is the reference
 * @param folder where the copy of an SQLite file goes
 * @param required true where no run begins without a backup, or the reference of one
 * @param reference what a person says that the backup is; empty for nothing
 */
public record Backup(
    Optional<String> command, Optional<Path> folder, boolean required, String reference) {
  /** True where a run makes a backup. */
  public boolean isConfigured() {
    return command.isPresent() || folder.isPresent();
  }

  /** The same with a reference. */
  Backup with(String text) {
    return new Backup(command, folder, required, text);
  }
}
