package dev.underpin.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How many databases are worked on at a time, where there are many. */
final class JobsOption {
  private static final int USUAL = 4;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "How many databases are worked on at a time, where targets of underpin.yaml names many. Default: 4.")
  Optional<Integer> jobs = Optional.empty();

  /** The number. */
  int number() {
    CliCommand.refuse(jobs.filter(n -> n < 1).isPresent(), "--jobs is a number from 1 on.");
    return jobs.orElse(USUAL);
  }

  /** Refuse the flag where there is one database. */
  void refuseAlone() {
    CliCommand.refuse(jobs.isPresent(), alone("--jobs"));
  }

  /** Why a flag is not taken where there is one database. */
  static String alone(String flag) {
    return flag
        + " goes with targets of underpin.yaml, and this is one database. (targets: in docs/configuration.md)";
  }
}
