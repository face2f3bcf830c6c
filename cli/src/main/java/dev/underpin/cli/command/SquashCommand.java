package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.test.SquashWorkflow;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "squash",
    header = "Make one migration of many.",
    description = {
      "",
      """
      Runs the saved migrations up to --to on a scratch database, and writes one that creates the \
      same schema with the same rows. Runs that one, and all later ones, on a second scratch \
      database and compares. Then the files of the old ones are removed; version control keeps \
      them. No other database is touched.""",
      "",
      """
      A database that has had all of the old ones has nothing to do in the new one. An empty one \
      is built by it. One that has had a part of them is refused: bring every database up to date \
      before."""
    },
    footer = {"  underpin squash --to add_status --name start_2026 --yes"},
    exitCodeList = {
      "0:squashed",
      CliCommand.FAILED,
      CliCommand.REFUSED,
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class SquashCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin YesOption yes = new YesOption();

  @Option(
      names = "--to",
      paramLabel = "ID",
      description = "The last migration that is replaced. Default: the last one.")
  Optional<String> to = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "The name of the new migration. It has the time of the last old one.")
  String name = "";

  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "A server on which databases may be created. Default: scratch_url in underpin.yaml.")
  Optional<String> scratch = Optional.empty();

  SquashCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, scratch, Optional.empty(), migrations.path, Map.of());
    requireFolder(settings);
    Consent ask =
        new Consent() {
          @Override
          public boolean to(String sentence) {
            say(sentence);
            return yes.given(terminal, "Go on?");
          }
        };
    SquashWorkflow.Result result =
        new SquashWorkflow(settings, ask, terminal.clock()).squash(to, name);
    if (result.saved().isEmpty()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    report(
        "Saved %s and down.sql. They replace %d migrations, whose files are removed: commit that."
            .formatted(result.saved().get().folder().resolve("up.sql"), result.replaced().size()));
    report(
        "It creates the same schema%s as they do, compared on a scratch database."
            .formatted(
                result.rows() == 0 ? "" : " with the same %d rows".formatted(result.rows())));
    return ExitCode.OK;
  }
}
