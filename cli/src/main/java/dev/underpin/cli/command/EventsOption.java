package dev.underpin.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the events of a run are written to. */
final class EventsOption {
  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "Add a JSON object a line to this file for each event of the run, for programs that watch it. Default: events of underpin.yaml.")
  Optional<Path> file = Optional.empty();

  /** The file, seen from a folder. */
  Optional<Path> from(Path directory) {
    return file.map(directory::resolve);
  }
}
