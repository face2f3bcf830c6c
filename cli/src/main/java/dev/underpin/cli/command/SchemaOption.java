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
          "The schema: a YAML file, or a folder of them. Default: what underpin.yaml says, else schema.yaml, else db/schema/.")
  Optional<Path> path = Optional.empty();
}
