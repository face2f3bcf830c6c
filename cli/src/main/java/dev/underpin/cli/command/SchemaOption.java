package dev.underpin.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The desired schema. */
final class SchemaOption {
  @Option(
      names = "--schema",
      paramLabel = "PATH",
      description =
          "A YAML file, or a folder of them. Default: as in underpin.yaml, else schema.yaml, else db/schema/.")
  Optional<Path> path = Optional.empty();
}
