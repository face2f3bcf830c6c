package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.workflow.apply.ResolveWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resolve",
    header = "Mark a migration as applied or rolled back, or accept the live schema.",
    description = {
      "",
      "For a migration whose up.sql or down.sql was run by another client. The live schema is checked: where it is not"
          + " the one that the migration leads to, or starts from, resolve refuses and shows what differs. With --accept the"
          + " live schema becomes what the migration left, whatever it is, and what differs from the YAML is planned next."
    },
    footer = {"  underpin resolve 20261121093000_add_loyalty --applied --url sqlite:shop.db"},
    exitCodeList = {
      "0:recorded",
      CliCommand.FAILED,
      "3:the live schema is another one",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class ResolveCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Mixin MessageOption message = new MessageOption();

  @Parameters(paramLabel = "ID", description = "The migration.")
  String id = "";

  @ArgGroup(multiplicity = "1")
  Outcome outcome = new Outcome();

  /** Exactly one of them. */
  static final class Outcome {
    @Option(names = "--applied", required = true, description = "Its up.sql was run.")
    boolean applied;

    @Option(names = "--rolled-back", required = true, description = "Its down.sql was run.")
    boolean rolledBack;

    @Option(
        names = "--accept",
        required = true,
        description = "The live schema is right: it becomes what the migration left.")
    boolean accept;
  }

  ResolveCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings =
        settings(connection, Optional.empty(), migrations.path).withMessage(message.text);
    ResolveWorkflow workflow = new ResolveWorkflow(settings, terminal.clock());
    if (outcome.accept) {
      report("Recorded: the live schema is what " + workflow.accept(id).id() + " left.");
      return ExitCode.OK;
    }
    HistoryEntry entry = outcome.applied ? workflow.applied(id) : workflow.rolledBack(id);
    report(
        "Recorded: " + entry.id() + " is " + (outcome.applied ? "applied" : "rolled back") + ".");
    return ExitCode.OK;
  }
}
