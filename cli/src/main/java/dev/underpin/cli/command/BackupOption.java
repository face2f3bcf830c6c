package dev.underpin.cli.command;

import picocli.CommandLine.Option;

/** What a person says of the backup that was made before a run. */
final class BackupOption {
  @Option(
      names = "--backup-ref",
      paramLabel = "TEXT",
      description =
          "What the backup is that was made before, such as a path or the name of a snapshot; kept in the history.")
  String reference = "";
}
