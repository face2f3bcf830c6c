package dev.underpin.cli.command;

import dev.underpin.cli.report.ReportForm;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.PlanChecklist;
import dev.underpin.cli.text.PlanJson;
import dev.underpin.cli.text.PlanMarkdown;
import dev.underpin.cli.text.PlanSql;
import dev.underpin.cli.text.PlanText;
import dev.underpin.cli.text.SuggestedCommands;
import dev.underpin.schema.catalog.Version;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.plan.PlanReport;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    header = "Show the steps from the live schema to the YAML, or save them as a migration.",
    description = {
      "",
      """
      Shows the changes, then each step with its SQL, what it blocks and what it costs, and what \
      the data checks found. It changes nothing in the database. Every plan is proved on the \
      model, forward and back, before it is shown. With --save it becomes a folder with up.sql \
      and down.sql to review and commit."""
    },
    footer = {"  underpin plan --save add_loyalty --allow drop-column --url sqlite:shop.db"},
    exitCodeList = {
      "0:a plan was shown or saved",
      CliCommand.FAILED,
      "2:there are changes (with --exit-code)",
      "3:a step has a higher risk than --max-risk, or --save was refused: approval is missing, or rows violate a data check",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class PlanCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin ScratchOption scratch = new ScratchOption();
  @Mixin AllowOptions allow = new AllowOptions();
  @Mixin OnlyOption only = new OnlyOption();
  @Mixin RiskOption risk = new RiskOption();

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Write the plan to migrations/<utc>_NAME/ and update the lock.")
  Optional<String> save = Optional.empty();

  @Option(names = "--offline", description = "Plan from schema.lock.yaml, without a database.")
  boolean offline;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "With --offline, for the first migration: postgresql, mysql, mariadb or sqlite. Default: that of the configured URL.")
  Optional<String> engine = Optional.empty();

  @Option(names = "--exit-code", description = "Exit with 2 where there are changes.")
  boolean exitCode;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text, sql, json, markdown, html, github, gitlab, sarif or junit. Default: text.")
  Format format = Format.TEXT;

  @Option(
      names = "--sqlite-compat",
      paramLabel = "VERSION",
      description =
          "Save for this version of SQLite or newer. Default: the oldest from 3.35 that can open the database.")
  Optional<String> sqliteCompat = Optional.empty();

  @Option(
      names = "--rehearse",
      negatable = true,
      fallbackValue = "true",
      description =
          "Run the plan on an empty copy of what it changes: up, down and up. Default: for SQLite (in memory) up to 200 steps, and with"
              + " --save where a scratch server is named.")
  Optional<Boolean> rehearse = Optional.empty();

  @Option(names = "--summary", description = "Print only the changes and the verdict.")
  boolean summary;

  @Option(
      names = "--checklist",
      description =
          "Print what to do before, while and after this plan is run, as a list with boxes in Markdown.")
  boolean checklist;

  @Mixin JobsOption jobs = new JobsOption();

  private boolean newFile;
  private Optional<Settings> planned = Optional.empty();

  /** A file that does not exist is created only where a person says so. */
  @Override
  SuggestedCommands suggestions() {
    return newFile ? super.suggestions().adding("--create") : super.suggestions();
  }

  enum Format {
    TEXT,
    SQL,
    JSON,
    MARKDOWN,
    HTML,
    GITHUB,
    GITLAB,
    SARIF,
    JUNIT
  }

  PlanCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean makesFolder() {
    return true;
  }

  @Override
  public Integer call() {
    Map<String, Version> compat = compat();
    refuse(
        offline && scratch.url.isPresent(),
        "--offline asks no server, so it does not go with --scratch-url.");
    refuse(
        offline && connection.url.isPresent(),
        "--offline asks no server, so it does not go with --url.");
    refuse(
        offline && connection.wait.isPresent(),
        "--offline asks no server, so it does not go with --wait.");
    refuse(
        engine.isPresent() && !offline,
        "--engine goes with --offline: the database says which engine it is.");
    refuse(
        checklist && (summary || format != Format.TEXT),
        "--checklist has a form of its own: take --summary or --format away.");
    refuse(summary && format != Format.TEXT, "--summary goes with --format text alone.");
    refuse(
        sqliteCompat.isPresent() && save.isEmpty() && !offline,
        "--sqlite-compat goes with --save or --offline: it decides what is saved.");
    Settings settings =
        settings(connection, scratch.url, schema.path, migrations.path, compat).limited(risk.max);
    refuse(
        sqliteCompat.isPresent()
            && settings.url().filter(url -> !url.engineId().equals("sqlite")).isPresent(),
        "--sqlite-compat goes with SQLite alone.");
    planned = Optional.of(settings);
    if (settings.targets().isPresent() && !offline) return ofTargets(settings);
    if (oneOfMany().isEmpty()) jobs.refuseAlone();
    newFile = !offline && LiveDatabase.missingFile(settings).isPresent();
    PlanWorkflow workflow =
        new PlanWorkflow(settings, allow.choices(rehearse).withOnly(only.names), terminal.clock());
    if (oneOfMany().isPresent()) return one(workflow);
    if (save.isPresent()) return save(workflow);
    PlanResult result = offline ? workflow.planOffline(engine) : workflow.plan();
    show(result);
    if (!result.risks().above().isEmpty()) return ExitCode.REFUSED;
    return exitCode && !result.isEmpty() ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  private int ofTargets(Settings settings) {
    refuse(
        checklist || format != Format.TEXT && format != Format.JSON,
        "--checklist and the formats other than text and json are about one database: name it with --target NAME.");
    PlansOfTargets plans = new PlansOfTargets(this, settings, jobs.number());
    if (save.isEmpty()) return plans.show(format == Format.JSON);
    return plans.same().map(this::saveOn).orElse(ExitCode.REFUSED);
  }

  /** All databases get the same: what is saved is planned on one of them. */
  private int saveOn(Target target) {
    connection.target = Optional.of(target.name());
    jobs.jobs = Optional.empty();
    return call();
  }

  /** On one of many databases nothing is written: a plan that is saved has been seen on all. */
  private int one(PlanWorkflow workflow) {
    PlanResult result = save.isPresent() ? workflow.toSave() : workflow.plan();
    outcome = PlansOfTargets.outcome(result);
    show(result);
    if (!result.risks().above().isEmpty() || save.isPresent() && result.isRefused())
      return ExitCode.REFUSED;
    return exitCode && !result.isEmpty() ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  private int save(PlanWorkflow workflow) {
    PlanWorkflow.Saved saved =
        offline
            ? workflow.saveOffline(save.orElseThrow(), engine)
            : workflow.save(save.orElseThrow());
    show(saved.plan());
    if (saved.migration().isPresent()) {
      SavedMigration migration = saved.migration().get();
      say("");
      say("Saved " + migration.folder().resolve("up.sql") + " and down.sql.");
      suggest("Review and commit them, then run: ", suggestions().of("apply"));
      return exitCode ? ExitCode.DIFFERENT : ExitCode.OK;
    }
    if (saved.plan().isEmpty()) {
      say("Nothing to save.");
      return ExitCode.OK;
    }
    say("");
    return format == Format.TEXT && !summary ? notSaved() : refused(saved.plan());
  }

  private void show(PlanResult result) {
    if (checklist) {
      printRaw(PlanChecklist.of(result, suggestions()));
      return;
    }
    switch (format) {
      case TEXT -> print(text(result));
      case SQL -> printRaw(PlanSql.of(result));
      case JSON -> print(PlanJson.of(result));
      case MARKDOWN -> print(PlanMarkdown.of(result));
      case HTML -> printRaw(Pages.plan(this, result, report(result)));
      case GITHUB, GITLAB, SARIF, JUNIT ->
          new ReportOutput(this)
              .print(
                  ReportForm.valueOf(format.name()),
                  List.of(report(result)),
                  List.of(),
                  () -> PlanMarkdown.of(result));
    }
  }

  private Report report(PlanResult result) {
    return PlanReport.of(result, planned.orElseThrow().schema());
  }

  private String text(PlanResult result) {
    if (summary) return PlanText.summary(result, layout());
    if (oneOfMany().isPresent()) return PlanText.of(result, layout(), Optional.empty());
    if (save.isPresent()) return PlanText.ofLock(result, layout(), Optional.empty());
    return offline
        ? PlanText.ofLock(result, layout(), Optional.of(suggestions()))
        : PlanText.of(result, layout(), Optional.of(suggestions()));
  }

  private Map<String, Version> compat() {
    return CompatibilityVersion.of("sqlite", sqliteCompat);
  }
}
