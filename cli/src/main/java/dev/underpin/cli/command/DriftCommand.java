package dev.underpin.cli.command;

import dev.underpin.cli.report.DriftGauges;
import dev.underpin.cli.report.Gauge;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftText;
import dev.underpin.cli.text.PlanText;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.status.DriftHooks;
import dev.underpin.workflow.status.DriftRepairWorkflow;
import dev.underpin.workflow.status.DriftReport;
import dev.underpin.workflow.status.DriftResult;
import dev.underpin.workflow.status.DriftWorkflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drift",
    header = "Show whether the live schema differs from what the last migration left.",
    description = {
      "",
      """
      Compares the live schema with the history, and shows each object that differs with both \
      sides. With --schema it compares with the YAML instead. It only needs the right to read. \
      With -q it prints nothing where there is no drift.""",
      "",
      """
      Two ways end drift. --save writes a migration that leads back to what the last migration \
      left. --accept takes the live schema into the history, and prints what the YAML must say \
      from now on; where there are saved migrations, it writes one more, which brings the other \
      databases to the same schema.""",
      "",
      """
      --all checks every environment of underpin.yaml, several at a time. One that cannot be \
      reached does not stop the others. The exit code is that of the worst."""
    },
    footer = {
      "  underpin drift --url postgresql://reader@db.example.com/shop",
      "  underpin drift --save undo_manual_index",
      "  underpin drift --all"
    },
    exitCodeList = {
      "0:no drift, or it was saved or accepted",
      "1:failed; with --all: an environment could not be checked",
      "2:drift",
      CliCommand.REFUSED,
      CliCommand.TIMEOUT,
      "64:wrong usage, or nothing is recorded for this database yet"
    })
final class DriftCommand extends CliCommand {
  /** The name of a migration that repeats on other databases what was accepted. */
  private static final String ACCEPTED = "accepted_drift";

  private static final String TO_YAML = "To change the database: underpin plan";
  static final String TO_HISTORY =
      "To undo it: underpin drift --save NAME\nTo keep it: underpin drift --accept";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Mixin ScratchOption scratch = new ScratchOption();

  @Option(
      names = "--schema",
      paramLabel = "PATH",
      description = "Compare with this YAML file or folder instead of the history.")
  Optional<Path> schema = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = FindingsFormat.NAMES)
  FindingsFormat format = FindingsFormat.TEXT;

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Write a migration that undoes the drift.")
  Optional<String> save = Optional.empty();

  @Option(
      names = "--accept",
      description = "Take the live schema into the history. Nothing is run on this database.")
  boolean accept;

  @Option(
      names = "--all",
      description = "Check every environment of underpin.yaml, and show one table of them.")
  boolean all;

  @Mixin JobsOption jobs = new JobsOption();

  @Mixin AllowOptions allow = new AllowOptions();

  DriftCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (all) return ofAll();
    boolean repairs = save.isPresent() || accept;
    refuse(save.isPresent() && accept, "--save undoes the drift, and --accept keeps it: name one.");
    refuse(repairs && schema.isPresent(), "--schema goes with neither --save nor --accept.");
    refuse(
        repairs && format != FindingsFormat.TEXT,
        "--format goes with neither --save nor --accept.");
    refuse(
        schema.isEmpty() && save.isEmpty() && scratch.url.isPresent(),
        "--scratch-url goes with --schema or --save. Without them no server has to be asked.");
    refuse(!repairs && allow.given(), "--allow and --discard go with --save or --accept.");
    Settings settings = settings(connection, scratch.url, schema, migrations.path, Map.of());
    if (settings.targets().isPresent()) {
      refuse(
          repairs || schema.isPresent(),
          "--save, --accept and --schema are about one database: name it with --target NAME.");
      return DriftOfAll.ofTargets(this, settings).run();
    }
    refuse(jobs.jobs.isPresent(), "--jobs goes with --all, and with targets of underpin.yaml.");
    if (save.isPresent()) return save(repair(settings));
    DriftWorkflow workflow = new DriftWorkflow(settings);
    DriftResult result = schema.isPresent() ? workflow.fromSchema() : workflow.fromHistory();
    if (schema.isEmpty() && !repairs)
      DriftHooks.tell(result, settings, note -> say("note: " + note));
    if (format != FindingsFormat.TEXT) {
      report(DriftReport.of(result, settings));
      return result.noDrift() ? ExitCode.OK : ExitCode.DIFFERENT;
    }
    say(result.notes());
    if (!result.noDrift() || !common().quiet) print(DriftText.of(result, layout()));
    if (result.noDrift()) return ExitCode.OK;
    if (accept) return accept(settings);
    if (schema.isEmpty() && result.partial().isEmpty()) suggestRepair(result);
    return ExitCode.DIFFERENT;
  }

  private int ofAll() {
    refuse(
        connection.url.isPresent()
            || connection.environment.isPresent()
            || connection.target.isPresent(),
        "--all checks every environment, so neither --url nor --env nor --target goes with it.");
    refuse(
        save.isPresent() || accept || allow.given(),
        "--all only looks: name one environment (--env NAME) for --save, --accept and --allow.");
    refuse(
        schema.isPresent() || scratch.url.isPresent(),
        "--all compares with the history, so neither --schema nor --scratch-url goes with it.");
    return DriftOfAll.ofEnvironments(this).run();
  }

  private void report(DriftReport drift) {
    if (format == FindingsFormat.JSON) {
      print(DriftJson.of(drift));
      return;
    }
    String remedy = schema.isPresent() ? TO_YAML : TO_HISTORY;
    if (format == FindingsFormat.HTML) {
      printRaw(Pages.drift(this, drift, remedy));
      return;
    }
    Report report = drift.report(drift.result().database(), remedy);
    List<Gauge> gauges = DriftGauges.of(drift.result(), connection.environment);
    new ReportOutput(this).print(format.form().orElseThrow(), List.of(report), gauges);
  }

  /** What is not managed cannot be made again by a migration. */
  private void suggestRepair(DriftResult result) {
    if (!result.differences().isEmpty())
      suggest("To undo it: ", suggestions().of("drift", "--save NAME"));
    suggest("To keep it: ", suggestions().of("drift", "--accept"));
  }

  private DriftRepairWorkflow repair(Settings settings) {
    return new DriftRepairWorkflow(settings, allow.choices(Optional.empty()), terminal.clock());
  }

  private int save(DriftRepairWorkflow workflow) {
    PlanWorkflow.Saved saved = workflow.save(save.orElseThrow());
    print(PlanText.ofLock(saved.plan(), layout(), Optional.empty()));
    if (saved.migration().isPresent()) {
      say("");
      say("Saved " + saved.migration().get().folder().resolve("up.sql") + " and down.sql.");
      suggest("Review and commit them, then run: ", suggestions().of("apply"));
      return ExitCode.OK;
    }
    return saved.plan().isEmpty() ? ExitCode.OK : notSaved();
  }

  private int accept(Settings settings) {
    DriftRepairWorkflow.Accepted accepted = repair(settings).accept(ACCEPTED);
    if (accepted.entry().isEmpty()) return refused(accepted.plan());
    report(
        "Accepted: recorded as %s. Nothing was run on this database."
            .formatted(accepted.entry().get().id()));
    accepted
        .saved()
        .ifPresent(
            saved ->
                report(
                    "Saved %s and down.sql for the other databases: commit them."
                        .formatted(saved.folder().resolve("up.sql"))));
    Path yaml = settings.schema();
    if (!accepted.removed().isEmpty())
      report("\nRemove from " + yaml + ": " + String.join(", ", accepted.removed()));
    if (!accepted.yaml().isEmpty()) {
      report("\nDeclare in " + yaml + ":\n");
      print(accepted.yaml());
    }
    return ExitCode.OK;
  }
}
