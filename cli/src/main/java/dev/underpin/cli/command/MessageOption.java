package dev.underpin.cli.command;

import picocli.CommandLine.Option;

/** What is said of a run in the history. */
final class MessageOption {
  @Option(
      names = "--message",
      paramLabel = "TEXT",
      description = "Kept in the history, with the user and the host; status ID shows it.")
  String text = "";
}
