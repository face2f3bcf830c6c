package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.StatusText;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.apply.TrashWorkflow;
import dev.underpin.workflow.apply.TrashWorkflow.Entry;
import dev.underpin.workflow.apply.TrashWorkflow.Restored;
import dev.underpin.workflow.settings.Settings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "trash",
    header = "List what was dropped, or restore a table or column with its rows.",
    description = {
      "",
      """
      "trash list" shows what migrations and rollbacks have dropped: it keeps its rows until a \
      purge. "trash restore NAME" gives a table or column its name again, with its rows, or \
      another name with --as. Constraints and indexes that were dropped before it do not come \
      back with it; the next plan adds what the YAML declares.""",
      "",
      """
      What was restored is drift until it is accepted (underpin drift --accept), which also tells \
      what to declare. To empty the trash: underpin purge."""
    },
    footer = {"  underpin trash restore orders.status --url sqlite:shop.db"},
    exitCodeList = {
      "0:listed or restored",
      CliCommand.FAILED,
      CliCommand.REFUSED,
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class TrashCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin YesOption yes = new YesOption();

  @Parameters(index = "0", paramLabel = "ACTION", description = "list or restore.")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to restore: its former name, or its name in the trash.")
  Optional<String> name = Optional.empty();

  @Option(names = "--as", paramLabel = "NEW", description = "Restore it under another name.")
  Optional<String> as = Optional.empty();

  enum Action {
    LIST,
    RESTORE
  }

  TrashCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    boolean restores = action == Action.RESTORE;
    refuse(restores && name.isEmpty(), "Name what to restore. What there is: underpin trash list");
    refuse(!restores && name.isPresent(), "trash list takes no name.");
    refuse(!restores && as.isPresent(), "--as goes with trash restore.");
    Settings settings = settings(connection, Optional.empty(), migrations.path);
    Consent ask =
        new Consent() {
          @Override
          public boolean to(String sentence) {
            return yes.given(terminal, sentence);
          }
        };
    TrashWorkflow workflow = new TrashWorkflow(settings, ask, terminal.clock());
    return restores ? restore(workflow) : list(workflow.list());
  }

  private int list(List<Entry> entries) {
    if (entries.isEmpty()) report("The trash is empty.");
    for (Entry entry : entries) {
      report(entry.name());
      report("  now " + StatusText.item(entry.item().item()));
      entry
          .item()
          .migrationId()
          .ifPresent(
              id ->
                  report(
                      "  since "
                          + entry.item().since().map(StatusText::time).orElse("")
                          + " by "
                          + id));
    }
    if (!entries.isEmpty()) suggest("Restore one: ", suggestions().of("trash", "restore", "NAME"));
    return ExitCode.OK;
  }

  private int restore(TrashWorkflow workflow) {
    Restored restored = workflow.restore(name.orElseThrow(), as);
    if (!restored.done()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    report("Restored " + restored.name() + " with its rows.");
    suggest("Take it into the history: ", suggestions().of("drift", "--accept"));
    return ExitCode.OK;
  }
}
