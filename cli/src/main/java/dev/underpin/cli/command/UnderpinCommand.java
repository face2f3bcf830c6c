package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ProgramVersion;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program itself: shows which commands it has. */
@Command(
    name = "underpin",
    version = "underpin " + ProgramVersion.VERSION,
    header = "Schema as code for databases that hold data you cannot lose.",
    description = {
      "",
      "Declare the tables you want in YAML. underpin reads the live database and plans an ordered, safe and reversible"
          + " way from one to the other, while the application keeps running.",
      "",
      "Every command finds the database by --url, --env, UNDERPIN_URL, DATABASE_URL or underpin.yaml."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nStart here:%n",
    footer = {
      "  underpin plan --schema schema.yaml --url sqlite:shop.db",
      "  underpin apply --direct --schema schema.yaml --url sqlite:shop.db",
      "",
      "underpin help COMMAND shows more of each, with an example."
    },
    exitCodeListHeading = "%nExit codes, of every command:%n",
    exitCodeList = {
      "0:success, or no difference",
      "1:failed",
      "2:differences, or partially applied",
      "3:refused: approval is missing, or rows violate a data check; nothing was changed",
      "4:a lock could not be acquired, or time ran out",
      "64:wrong usage",
      "130:interrupted"
    })
final class UnderpinCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /** Set where this command line is that of one of many databases. */
  Optional<OneOfMany> oneOfMany = Optional.empty();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
