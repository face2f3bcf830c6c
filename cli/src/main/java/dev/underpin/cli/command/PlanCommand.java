package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.PlanJson;
import dev.underpin.cli.text.PlanMarkdown;
import dev.underpin.cli.text.PlanSql;
import dev.underpin.cli.text.PlanText;
import dev.underpin.schema.catalog.Version;
import dev.underpin.workflow.PlanResult;
import dev.underpin.workflow.PlanWorkflow;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    header = "Preview the way from the live schema to the YAML, or save it as a migration.",
    description = {
      "",
      "Shows each step in plain words with its SQL, its lock, its way back and the data that would be in the way, and"
          + " leaves nothing behind in the database. Every plan is proved forward and back on the model before it is"
          + " shown. With --save it becomes a folder with up.sql and down.sql to review and commit.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin plan --save add_loyalty --allow drop-column --url sqlite:shop.db"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a plan was shown or saved",
      Base.FAILED,
      "2:there are changes (with --exit-code)",
      "3:--save was refused: a word of --allow is missing, or data is in the way",
      Base.TIMEOUT,
      Base.USAGE
    })
final class PlanCommand extends Base {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin ScratchOption scratch = new ScratchOption();
  @Mixin AllowOptions allow = new AllowOptions();

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Write the plan to migrations/<utc>_NAME/ and update the lock.")
  Optional<String> save = Optional.empty();

  @Option(names = "--offline", description = "Plan from schema.lock.yaml, with no database.")
  boolean offline;

  @Option(names = "--exit-code", description = "Exit with 2 where there are changes.")
  boolean exitCode;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, sql, json or markdown. Default: text.")
  Format format = Format.TEXT;

  @Option(
      names = "--sqlite-compat",
      paramLabel = "VERSION",
      description = "Save for this version of SQLite or newer. Default: 3.35.")
  Optional<String> sqliteCompat = Optional.empty();

  enum Format {
    TEXT,
    SQL,
    JSON,
    MARKDOWN
  }

  PlanCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(
        offline && scratch.url.isPresent(),
        "--offline asks no server at all; leave --scratch-url away.");
    Settings settings = settings(connection, scratch.url, schema.path, migrations.path, compat());
    PlanWorkflow workflow = new PlanWorkflow(settings, allow.choices(), terminal.clock());
    if (save.isPresent()) return save(workflow);
    PlanResult result = offline ? workflow.planOffline() : workflow.plan();
    show(result);
    return exitCode && !result.isEmpty() ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  private int save(PlanWorkflow workflow) {
    PlanWorkflow.Saved saved = workflow.save(save.orElseThrow(), offline);
    show(saved.plan());
    if (saved.migration().isPresent()) {
      SavedMigration migration = saved.migration().get();
      say("");
      say(
          "Saved "
              + migration.folder().resolve("up.sql")
              + " and down.sql. Review and commit them, then run: underpin apply");
      return exitCode ? ExitCode.DIFFERENT : ExitCode.OK;
    }
    if (saved.plan().isEmpty()) {
      say("Nothing to save.");
      return ExitCode.OK;
    }
    say("");
    say("underpin: " + workflow.refusal(saved.plan()));
    return ExitCode.REFUSED;
  }

  private void show(PlanResult result) {
    print(
        switch (format) {
          case TEXT -> PlanText.of(result, style(), flags());
          case SQL -> PlanSql.of(result);
          case JSON -> PlanJson.of(result);
          case MARKDOWN -> PlanMarkdown.of(result);
        });
  }

  /**
   * What was typed, for the commands that are suggested; they are not, where this is one of them.
   */
  private Optional<String> flags() {
    return save.isPresent()
        ? Optional.empty()
        : Optional.of(connection.again(scratch.url, schema.path, migrations.path));
  }

  private Map<String, Version> compat() {
    return Compat.of("sqlite", sqliteCompat);
  }
}
