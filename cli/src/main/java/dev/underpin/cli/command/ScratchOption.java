package dev.underpin.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The server that is asked in place of the live one. */
final class ScratchOption {
  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "Another server of the same engine and version, which is asked how it writes what is declared, so that nothing is"
              + " made for that on the live one. Default: what underpin.yaml says, else the live one.")
  Optional<String> url = Optional.empty();
}
