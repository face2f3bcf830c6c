package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.PlanText;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.RebaseWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "rebase",
    header = "Plan a saved migration again, on top of the migrations of others.",
    description = {
      "",
      """
      Two migrations from two branches that change different objects apply in either order, and \
      nothing has to be done. Where one needs what the other has changed, apply says so. On a \
      database that has had the other one, rebase plans from the schema as it is now to the YAML, \
      writes the new migration, removes the old one, and writes the lock.""",
      "",
      """
      A database that has had the old one must roll it back before the new one can run there. \
      Nothing is run."""
    },
    footer = {"  underpin rebase 20261121093000_add_status --url postgresql://app@localhost/shop"},
    exitCodeList = {
      "0:planned again, or it fits as it is",
      CliCommand.FAILED,
      CliCommand.REFUSED,
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class RebaseCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin ScratchOption scratch = new ScratchOption();
  @Mixin AllowOptions allow = new AllowOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The migration. Default: the first one that is pending.")
  Optional<String> id = Optional.empty();

  RebaseCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, scratch.url, schema.path, migrations.path, Map.of());
    RebaseWorkflow.Result result =
        new RebaseWorkflow(settings, allow.choices(Optional.empty()), terminal.clock()).rebase(id);
    if (result.plan().isEmpty()) {
      report(
          result.lockWritten()
              ? "Wrote schema.lock.yaml from the live schema: nothing is pending there."
              : "Nothing to plan again: what is pending fits this database.");
      return ExitCode.OK;
    }
    PlanResult plan = result.plan().get();
    print(PlanText.ofLock(plan, layout(), Optional.empty()));
    if (plan.isRefused()) return notSaved();
    say("");
    say("Replaced " + String.join(", ", result.replaced()) + ".");
    if (result.saved().isEmpty()) {
      say("The schema is what the YAML declares: no migration is needed.");
      return ExitCode.OK;
    }
    say("Saved " + result.saved().get().folder().resolve("up.sql") + " and down.sql.");
    suggest("Review and commit them, then run: ", suggestions().of("apply"));
    return ExitCode.OK;
  }
}
