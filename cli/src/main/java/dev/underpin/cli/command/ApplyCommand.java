package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.MigrationsText;
import dev.underpin.cli.text.PlanText;
import dev.underpin.cli.text.StatusText;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.apply.ApplyOptions;
import dev.underpin.workflow.apply.ApplyResult;
import dev.underpin.workflow.apply.ApplyWorkflow;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    header = "Run the pending migrations; with --direct, plan from the YAML and run that.",
    description = {
      "",
      """
      Each step is recorded in the database with its rollback, so that rollback works without \
      files. A run that was interrupted continues where it stopped. What is dropped stays in the \
      trash until purge. At the end the live schema is read and compared with the plan."""
    },
    footer = {"  underpin apply --direct --schema schema.yaml --url sqlite:shop.db"},
    exitCodeList = {
      "0:everything was applied, or there was nothing to do",
      CliCommand.FAILED,
      "2:no migration is pending, and the YAML has changes (with --exit-code)",
      "3:refused: approval is missing, a risk is too high, rows violate a data check, or nobody said yes",
      CliCommand.TIMEOUT,
      CliCommand.USAGE,
      "130:interrupted; the next apply continues"
    })
final class ApplyCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin ScratchOption scratch = new ScratchOption();
  @Mixin AllowOptions allow = new AllowOptions();
  @Mixin OnlyOption only = new OnlyOption();
  @Mixin RiskOption risk = new RiskOption();
  @Mixin MessageOption message = new MessageOption();
  @Mixin BackupOption backup = new BackupOption();
  @Mixin EventsOption events = new EventsOption();
  @Mixin YesOption yes = new YesOption();
  @Mixin RolloutOptions rollout = new RolloutOptions();

  @Option(names = "--direct", description = "Plan from the YAML and run that, without files.")
  boolean direct;

  @Option(names = "--create", description = "Create the SQLite file where it does not exist.")
  boolean create;

  @Option(
      names = "--dry-run",
      description = "Check everything and show what would run. Run nothing.")
  boolean dryRun;

  @Option(
      names = "--exit-code",
      description = "Exit with 2 where no migration is pending and the YAML has changes.")
  boolean exitCode;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Stop after this phase: expand, backfill, contract or all. Default: all.")
  Until phase = Until.ALL;

  @Option(
      names = "--to",
      paramLabel = "ID",
      description = "Stop after this migration. It is named by its ID or by its name alone.")
  Optional<String> to = Optional.empty();

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

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  ApplyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(direct && exitCode, "--exit-code goes with saved migrations, not with --direct.");
    refuse(
        direct && migrations.path.isPresent(),
        "--migrations goes with saved migrations, not with --direct.");
    refuse(!direct && schema.path.isPresent(), onlyDirect("--schema"));
    refuse(!direct && allow.discard, onlyDirect("--discard"));
    refuse(!direct && !only.names.isEmpty(), onlyDirect("--only"));
    refuse(!direct && scratch.url.isPresent(), onlyDirect("--scratch-url"));
    refuse(direct && to.isPresent(), "--to goes with saved migrations, not with --direct.");
    refuse(
        exitCode && format != ReportFormat.TEXT,
        "--exit-code compares the YAML, and --format json is the result of a run: name one.");
    refuse(
        dryRun && format != ReportFormat.TEXT,
        "--format json is the result of a run, so --dry-run does not go with it.");
    refuse(
        dryRun && !backup.reference.isEmpty(),
        "--dry-run records nothing, so --backup-ref does not go with it.");
    refuse(
        dryRun && !message.text.isEmpty(),
        "--dry-run records nothing, so --message does not go with it.");
    refuse(
        dryRun && events.file.isPresent(),
        "--dry-run has no events, so --events does not go with it.");
    Settings settings =
        settings(connection, scratch.url, schema.path, migrations.path, Map.of())
            .withMessage(message.text)
            .limited(risk.max)
            .withBackupReference(backup.reference)
            .withEvents(events.from(terminal.directory()));
    refuse(
        create && LiveDatabase.isOnServer(settings),
        "--create goes with SQLite alone: a database of a server is created there.");
    if (!direct) requireOwnFolder(settings);
    refuse(
        exitCode && settings.targets().isPresent(),
        "--exit-code compares one database with the YAML: plan --exit-code does that with all, or name one: --target NAME.");
    if (settings.targets().isPresent())
      return new Rollout(this, settings, rollout, yes).run(dryRun, format == ReportFormat.JSON);
    if (oneOfMany().isEmpty()) rollout.refuseAlone();
    boolean looks = dryRun || oneOfMany().filter(OneOfMany::onlyLooks).isPresent();
    Progress progress = new Progress(terminal, false, layout().width(), common().quiet);
    ApplyWorkflow workflow =
        new ApplyWorkflow(
            settings,
            allow.choices(Optional.empty()).withOnly(only.names),
            new ApplyOptions(phase.phase, looks, create, to),
            new Ask(),
            progress,
            terminal.clock());
    ApplyResult result = direct ? workflow.direct() : workflow.saved();
    outcome = looks ? ApplyOutcome.ofLook(result) : ApplyOutcome.of(result);
    if (oneOfMany().isPresent() && looks) {
      if (format == ReportFormat.TEXT && outcome.todo()) preview(result);
      return ExitCode.OK;
    }
    if (format == ReportFormat.JSON) return json(result);
    if (result.declined()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    if (to.isPresent() && result.planned().isEmpty()) {
      report("Nothing to do: " + to.get() + " is applied.");
      return ExitCode.OK;
    }
    if (!direct && result.planned().isEmpty()) return nothingPending(settings);
    report(result, settings, progress);
    new RunOutput(this).backup(result.run(), settings);
    return ExitCode.OK;
  }

  private int json(ApplyResult result) {
    boolean partial =
        result.entries().stream().anyMatch(e -> e.state() == HistoryEntry.State.PARTIAL);
    String word =
        result.declined()
            ? "declined"
            : result.entries().isEmpty()
                ? "nothing to do"
                : partial ? "partially applied" : "applied";
    new RunOutput(this).json(result.run(), result.entries(), word);
    return result.declined() ? ExitCode.REFUSED : ExitCode.OK;
  }

  /** What the YAML says is looked at only here: what runs is what was saved. */
  private int nothingPending(Settings settings) {
    // On many databases the YAML is compared by plan.
    if (oneOfMany().isPresent()) return ExitCode.OK;
    boolean hasFolder = Files.exists(settings.migrations());
    boolean hasSchema = Files.exists(settings.schema());
    refuse(
        !hasFolder && !hasSchema,
        "There is neither a folder %s (--migrations) nor a schema %s: is this the right folder?"
            .formatted(settings.migrations(), settings.schema()));
    report(
        hasFolder
            ? "Nothing to do: no migration in " + settings.migrations() + " is pending."
            : "Nothing to do: there is no folder " + settings.migrations() + " yet.");
    if (!hasSchema) return ExitCode.OK;
    try {
      PlanResult plan = new PlanWorkflow(settings, PlanChoices.NONE, terminal.clock()).plan();
      if (plan.isEmpty()) return ExitCode.OK;
      String changes = StepNumbers.count(plan.plan().changeCount(), "change");
      report(settings.schema() + " differs from the database: " + changes + ".");
      suggest("Save them: ", suggestions().of("plan", "--save NAME"));
      return exitCode ? ExitCode.DIFFERENT : ExitCode.OK;
    } catch (UnderpinException e) {
      say("note: " + settings.schema() + " was not compared with the database: " + e.getMessage());
      return ExitCode.OK;
    }
  }

  private void report(ApplyResult result, Settings settings, Progress progress) {
    if (result.planned().isEmpty()) {
      String what = only.names.isEmpty() ? "" : String.join(", ", only.names) + " in ";
      report("Nothing to do: " + what + result.database() + " equals " + settings.schema() + ".");
      return;
    }
    if (dryRun) {
      preview(result);
      say("Dry run: nothing was changed.");
      return;
    }
    if (result.entries().isEmpty() && result.waiting().isPresent()) {
      report("Nothing to do yet. " + waits(result.waiting().get()));
      return;
    }
    if (result.entries().isEmpty()) {
      report(
          "Nothing to do up to phase %s: what is left of %s belongs to later phases."
              .formatted(phase.phase.word(), result.planned().get(0).id()));
      return;
    }
    for (HistoryEntry entry : result.entries()) {
      if (progress.isOthers(entry.id())) {
        report("Another run has applied " + entry.id() + "; this one had nothing to do.");
        continue;
      }
      if (progress.isNotNeeded(entry.id())) {
        report("Recorded " + entry.id() + ": this database needs none of its steps.");
        continue;
      }
      List<Integer> rest = entry.remaining();
      String done = StepNumbers.count(entry.executed().size(), "step");
      report(
          rest.isEmpty()
              ? "Applied " + entry.id() + ": " + done + "."
              : "Applied %s up to phase %s: %s; steps %s remain."
                  .formatted(entry.id(), lastPhase(result).word(), done, StepNumbers.ranges(rest)));
    }
    result.waiting().ifPresent(w -> report(waits(w)));
    if (!result.former().isEmpty())
      say(
          "note: an earlier %s is in the trash, with its rows. A purge would delete it for good."
              .formatted(String.join(" and an earlier ", result.former())));
    String previous = result.entries().get(0).previous();
    suggest("Roll it back: ", suggestions().of("rollback", "--to", previous));
  }

  private void preview(ApplyResult result) {
    result
        .plan()
        .ifPresentOrElse(
            p -> print(text(p)), () -> print(MigrationsText.of(result.planned(), layout())));
  }

  private Phase lastPhase(ApplyResult result) {
    return result.waiting().isPresent() ? Phase.BACKFILL : phase.phase;
  }

  private String waits(ContractGate.Waiting waiting) {
    return StatusText.waiting(waiting)
        + " Run them then:  "
        + (direct ? suggestions().of("apply", "--direct") : suggestions().of("apply"));
  }

  private static String onlyDirect(String flag) {
    return flag + " goes with --direct. What runs without it was decided when it was saved.";
  }

  private String text(PlanResult plan) {
    return PlanText.of(plan, layout(), Optional.empty());
  }

  /** Shows what is about to be run before asking. */
  private final class Ask implements Consent {
    @Override
    public boolean toPlan(PlanResult plan) {
      if (oneOfMany().isPresent()) return true;
      if (!yes.yes && terminal.interactive()) terminal.err().print(Printed.safe(text(plan)));
      return yes.given(terminal, "Run it on " + plan.catalog().database() + "?");
    }

    @Override
    public boolean toMigrations(List<Migration> planned) {
      if (oneOfMany().isPresent()) return true;
      if (!yes.yes && terminal.interactive())
        terminal.err().print(Printed.safe(MigrationsText.of(planned, layout())));
      return yes.given(terminal, "Run " + StepNumbers.count(planned.size(), "migration") + "?");
    }
  }
}
