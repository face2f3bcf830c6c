package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.StatusJson;
import dev.underpin.cli.text.StatusText;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.status.StatusResult;
import dev.underpin.workflow.status.StatusWorkflow;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    header = "Show applied, pending and partially applied migrations, and what to do next.",
    description = {
      "",
      """
      Compares the migrations folder with the history in the database: what is applied and since \
      when, what is pending, what is partially applied and which steps remain, which files were \
      edited or removed after they were applied, and what is in the trash."""
    },
    footer = {"  underpin status --url sqlite:shop.db"},
    exitCodeList = {
      "0:clean: all saved migrations are applied",
      CliCommand.FAILED,
      "2:a migration is pending or partially applied, or its files are edited or missing; with --gate, CONTRACT steps have to wait",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class StatusCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin JobsOption jobs = new JobsOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Only this migration, with its steps.")
  Optional<String> id = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json or html. Default: text.")
  Format format = Format.TEXT;

  enum Format {
    TEXT,
    JSON,
    HTML
  }

  @Option(
      names = "--gate",
      description =
          "Ask only whether CONTRACT steps may run (contract_after): exit with 0 where they may, and with 2 where they have to wait.")
  boolean gate;

  StatusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, Optional.empty(), migrations.path);
    requireOwnFolder(settings);
    if (settings.targets().isPresent()) return ofTargets(settings);
    if (oneOfMany().isEmpty()) jobs.refuseAlone();
    StatusWorkflow workflow = new StatusWorkflow(settings, terminal.clock());
    StatusResult result = id.map(workflow::status).orElseGet(workflow::status);
    switch (format) {
      case TEXT -> print(gate ? StatusText.gate(result) : text(result));
      case JSON -> print(StatusJson.of(result));
      case HTML -> printRaw(Pages.status(result, workflow.measures(result)));
    }
    outcome = Outcome.of(gate ? StatusText.gateInShort(result) : StatusText.inShort(result));
    if (gate) return result.waiting().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    return result.isClean() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private int ofTargets(Settings settings) {
    refuse(
        format == Format.HTML || id.isPresent(),
        "--format html and --id are about one database: name it with --target NAME.");
    TargetsRun run = new TargetsRun(this, settings, jobs.number());
    return run.show(run.all(true), format == Format.JSON);
  }

  private String text(StatusResult result) {
    return StatusText.of(result, id.isPresent() || common().verbose, layout(), suggestions());
  }
}
