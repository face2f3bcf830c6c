package dev.underpin.workflow.settings;

import java.util.Optional;

/**
 * {@code backup:} as one place of {@code underpin.yaml} writes it.
 *
 * @param command makes the backup; this or a folder, or none
 * @param folder where copies of an SQLite file go
 * @param restore how a person restores what the command made
 */
record WrittenBackup(
    Optional<String> command, Optional<Environment.Text> folder, Optional<String> restore) {
  static final WrittenBackup NONE =
      new WrittenBackup(Optional.empty(), Optional.empty(), Optional.empty());

  /** True where a run makes a backup. */
  boolean isMade() {
    return command.isPresent() || folder.isPresent();
  }
}
