package dev.underpin.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The folder of saved migrations. */
final class MigrationsOption {
  @Option(
      names = "--migrations",
      paramLabel = "DIR",
      description =
          "The folder of saved migrations, one folder per engine. Default: as in underpin.yaml, else migrations/.")
  Optional<Path> path = Optional.empty();
}
