package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.StatusText;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.apply.PurgeWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "purge",
    header = "Empty the trash.",
    description = {
      "",
      "Drops for good what is in the trash: tables and columns that migrations dropped. It cannot be restored, and the"
          + " migrations that dropped it can no longer be rolled back completely."
    },
    footer = {"  underpin purge --older-than 30d --yes --url sqlite:shop.db"},
    exitCodeList = {
      "0:the trash is empty, or holds only what is newer",
      CliCommand.FAILED,
      CliCommand.REFUSED,
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class PurgeCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin YesOption yes = new YesOption();

  @Option(
      names = "--allow",
      paramLabel = "WORD",
      split = ",",
      converter = AllowOptions.WordConverter.class,
      description = "Approve by name: a protected database needs discard.")
  List<AllowOptions.Word> words = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = ConnectionOptions.TimeConverter.class,
      description = "Only what was dropped longer ago than this, such as 30d.")
  Optional<Duration> olderThan = Optional.empty();

  PurgeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, Optional.empty(), Optional.empty());
    Consent ask =
        new Consent() {
          @Override
          public boolean to(String sentence) {
            return yes.given(terminal, sentence);
          }
        };
    PurgeWorkflow.Result result =
        new PurgeWorkflow(settings, AllowOptions.meaning(words), ask, terminal.clock())
            .purge(olderThan);
    if (!result.done()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    if (result.report().items().isEmpty()) report("Nothing to purge.");
    result.report().items().forEach(item -> report("Purged " + StatusText.item(item.item())));
    return ExitCode.OK;
  }
}
