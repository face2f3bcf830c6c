package dev.underpin.cli.command;

import java.util.List;
import picocli.CommandLine.Option;

/** Which of the changes are planned. */
final class OnlyOption {
  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Plan only the changes of these tables, types and objects, and of what is new and they need. The rest stays as it is.")
  List<String> names = List.of();
}
