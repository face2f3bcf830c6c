package dev.underpin.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The server that is asked in place of the live one. */
final class ScratchOption {
  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "Another server of the same engine and version, which is asked for the canonical form of what is declared, so"
              + " that the live one is not. Default: as in underpin.yaml, else the live one.")
  Optional<String> url = Optional.empty();
}
