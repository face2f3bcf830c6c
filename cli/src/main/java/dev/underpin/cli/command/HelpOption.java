package dev.underpin.cli.command;

import picocli.CommandLine.Option;

/** Every command's help. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
