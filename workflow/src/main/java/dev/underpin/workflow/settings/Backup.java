package dev.underpin.workflow.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The backup that is made before a run changes anything.
 *
 * @param command makes it; the last line that it prints is the reference
 * @param folder where the copy of an SQLite file goes
 * @param restore how a person restores it, where {@code {}} is the reference
 * @param required true where no run begins without a backup, or the reference of one
 * @param reference what a person says that the backup is; empty for nothing
 */
public record Backup(
    Optional<String> command,
    Optional<Path> folder,
    Optional<String> restore,
    boolean required,
    String reference) {
  /** True where a run makes a backup. */
  public boolean isConfigured() {
    return command.isPresent() || folder.isPresent();
  }

  /** What a person does to go back to a backup; absent where nobody said it. */
  public Optional<String> restore(String made) {
    if (folder.isPresent())
      return Optional.of("stop what uses the database, and copy this file over the database's.");
    return restore.map(text -> text.replace("{}", made));
  }

  /** The same with a reference. */
  Backup with(String text) {
    return new Backup(command, folder, restore, required, text);
  }
}
