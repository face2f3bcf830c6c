package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.adopt.BaselineWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "baseline",
    header = "Take over a database as it is.",
    description = {
      "",
      "Records the live schema in the history as the start of later migrations. No table is changed. drift and status"
          + " work from then on. Where there are no saved migrations yet, it also writes the first one, which creates"
          + " this schema: apply runs it on an empty database, and only records it on one that has the schema."
    },
    footer = {"  underpin baseline --url postgresql://app@localhost/shop"},
    exitCodeList = {
      "0:recorded",
      CliCommand.FAILED,
      "3:the database has a history already",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class BaselineCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Mixin MessageOption message = new MessageOption();

  @Option(names = "--name", paramLabel = "NAME", description = "Its name. Default: baseline.")
  String name = "baseline";

  BaselineCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean makesFolder() {
    return true;
  }

  @Override
  public Integer call() {
    Settings settings =
        settings(connection, Optional.empty(), migrations.path).withMessage(message.text);
    BaselineWorkflow.Result result =
        new BaselineWorkflow(settings, terminal.clock()).baseline(name);
    report("Recorded " + result.entry().id() + ": the schema as it is. Nothing was changed.");
    result
        .saved()
        .ifPresent(
            saved ->
                report(
                    "Saved %s and down.sql, which create it in an empty database: commit them."
                        .formatted(saved.folder().resolve("up.sql"))));
    result
        .problem()
        .ifPresent(
            problem ->
                say("note: no migration creates this schema in an empty database: " + problem));
    return ExitCode.OK;
  }
}
