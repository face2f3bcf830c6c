package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.MigrationsText;
import dev.underpin.cli.text.PlanText;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.LedgerEntry;
import dev.underpin.workflow.ApplyOptions;
import dev.underpin.workflow.ApplyResult;
import dev.underpin.workflow.ApplyWorkflow;
import dev.underpin.workflow.Consent;
import dev.underpin.workflow.PlanResult;
import dev.underpin.workflow.Steps;
import dev.underpin.workflow.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    header =
        "Run the saved migrations that are pending; or, with --direct, plan from the YAML and run that.",
    description = {
      "",
      "Each step is recorded in the database with its inverse, so that rollback works without files, and a run that was"
          + " interrupted goes on where it stopped. What is dropped waits in the trash until purge. Afterwards the live"
          + " schema is read again and compared with what was promised.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin apply --direct --yes --schema schema.yaml --url sqlite:shop.db"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was applied, or there was nothing to do",
      Base.FAILED,
      "3:refused: a word of --allow is missing, data is in the way, or nobody said yes",
      Base.TIMEOUT,
      Base.USAGE,
      "130:interrupted; the next apply goes on"
    })
final class ApplyCommand extends Base {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin ScratchOption scratch = new ScratchOption();
  @Mixin AllowOptions allow = new AllowOptions();
  @Mixin YesOption yes = new YesOption();

  @Option(names = "--direct", description = "Plan from the YAML and run that, with no files.")
  boolean direct;

  @Option(
      names = "--dry-run",
      description = "Check everything and show what would be run; run nothing.")
  boolean dryRun;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Stop after this phase: expand, backfill, contract or all. Default: all.")
  Until phase = Until.ALL;

  enum Until {
    EXPAND(Phase.EXPAND),
    BACKFILL(Phase.BACKFILL),
    CONTRACT(Phase.CONTRACT),
    ALL(Phase.CONTRACT);

    private final Phase phase;

    Until(Phase phase) {
      this.phase = phase;
    }
  }

  ApplyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(
        !direct && scratch.url.isPresent(),
        "What is saved has been spelled when it was planned: --scratch-url goes with --direct.");
    Settings settings = settings(connection, scratch.url, schema.path, migrations.path, Map.of());
    Progress progress = new Progress(terminal, false);
    ApplyWorkflow workflow =
        new ApplyWorkflow(
            settings,
            allow.choices(),
            new ApplyOptions(phase.phase, dryRun),
            new Ask(),
            progress,
            terminal.clock());
    ApplyResult result = direct ? workflow.direct() : workflow.saved();
    if (result.declined()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    report(result, settings);
    return ExitCode.OK;
  }

  private void report(ApplyResult result, Settings settings) {
    if (result.planned().isEmpty()) {
      print(nothing(result, settings));
      return;
    }
    if (dryRun) {
      result
          .plan()
          .ifPresentOrElse(p -> print(text(p)), () -> print(MigrationsText.of(result.planned())));
      say("Dry run: nothing was changed.");
      return;
    }
    for (LedgerEntry entry : result.entries()) {
      List<Integer> rest = entry.remaining();
      String done = Steps.count(entry.executed().size(), "step");
      print(
          rest.isEmpty()
              ? "Applied " + entry.id() + ": " + done + "."
              : "Applied "
                  + entry.id()
                  + " up to its phase: "
                  + done
                  + "; steps "
                  + Steps.ranges(rest)
                  + " remain.");
    }
    say("Take it back: underpin rollback");
  }

  private String nothing(ApplyResult result, Settings settings) {
    if (direct)
      return "Nothing to do: " + result.database() + " is what " + settings.schema() + " says.";
    return "Nothing to do: no migration in " + settings.migrations() + " is pending.";
  }

  private String text(PlanResult plan) {
    return PlanText.of(plan, style(), Optional.empty());
  }

  /** Shows what is about to be run before asking. */
  private final class Ask implements Consent {
    @Override
    public boolean toPlan(PlanResult plan) {
      if (!yes.yes && terminal.interactive()) terminal.err().print(text(plan));
      return yes.given(terminal, "Run it on " + plan.catalog().database() + "?");
    }

    @Override
    public boolean toMigrations(List<Migration> planned) {
      if (!yes.yes && terminal.interactive()) terminal.err().print(MigrationsText.of(planned));
      return yes.given(terminal, "Run " + Steps.count(planned.size(), "migration") + "?");
    }
  }
}
