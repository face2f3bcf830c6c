package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.MigrationsText;
import dev.underpin.planner.migration.Migration;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.apply.RollbackWorkflow;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
    name = "rollback",
    header = "Roll back the last migration: its schema and its rows.",
    description = {
      "",
      "Runs the rollback of every executed step, the last one first. The history keeps it, so no files are needed."
          + " What was dropped is restored from the trash, and what rollback removes moves there. Rows that were written"
          + " since and do not fit the old schema are found before anything is changed."
    },
    footer = {"  underpin rollback --dry-run --url sqlite:shop.db"},
    exitCodeList = {
      "0:rolled back, or there was nothing to roll back",
      CliCommand.FAILED,
      "3:refused: rows violate a data check, or nobody said yes",
      CliCommand.TIMEOUT,
      CliCommand.USAGE,
      "130:interrupted; the next rollback continues"
    })
final class RollbackCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin MessageOption message = new MessageOption();
  @Mixin BackupOption backup = new BackupOption();
  @Mixin EventsOption events = new EventsOption();
  @Mixin YesOption yes = new YesOption();
  @Mixin RolloutOptions rollout = new RolloutOptions();

  @Option(
      names = "--allow",
      paramLabel = "WORD",
      split = ",",
      converter = AllowOptions.WordConverter.class,
      description =
          "Approve by name what leads back where the live schema is not what the migration promised, and what a protected database needs approval for: drop-table, drop-column.")
  List<AllowOptions.Word> words = List.of();

  @Option(
      names = "--to",
      paramLabel = "ID",
      description = "Roll back everything after this migration; START for everything.")
  Optional<String> to = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Roll back only the last N steps of the last migration.")
  Optional<Integer> steps = Optional.empty();

  @Option(
      names = "--last-apply",
      description =
          "Roll back every migration of the last run of apply. Where the history does not say which these are, the last one alone.")
  boolean lastApply;

  @Option(names = "--dry-run", description = "Show what would run. Run nothing.")
  boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it as SQL for a plain client; - is standard output. Run nothing.")
  Optional<Path> output = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  RollbackCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (to.isPresent() && steps.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--to and --steps exclude each other");
    }
    refuse(
        lastApply && (to.isPresent() || steps.isPresent()),
        "--last-apply says what is rolled back, so --to and --steps do not go with it.");
    if (steps.filter(n -> n < 1).isPresent()) {
      throw new ParameterException(spec.commandLine(), "--steps is a number from 1 on");
    }
    refuse(
        output.isPresent() && dryRun, "--output runs nothing, so --dry-run does not go with it.");
    refuse(output.isPresent() && yes.yes, "--output runs nothing, so --yes does not go with it.");
    refuse(
        (dryRun || output.isPresent()) && !message.text.isEmpty(),
        "--message goes with a rollback that is run: nothing else is recorded.");
    refuse(
        (dryRun || output.isPresent()) && !backup.reference.isEmpty(),
        "--backup-ref goes with a rollback that is run: nothing else is recorded.");
    refuse(
        (dryRun || output.isPresent()) && format != ReportFormat.TEXT,
        "--format json is the result of a rollback that is run.");
    refuse(
        (dryRun || output.isPresent()) && events.file.isPresent(),
        "--events goes with a rollback that is run: nothing else has events.");
    Settings settings =
        settings(connection, Optional.empty(), migrations.path)
            .withMessage(message.text)
            .withBackupReference(backup.reference)
            .withEvents(events.from(terminal.directory()));
    if (settings.targets().isPresent()) return ofTargets(settings);
    if (oneOfMany().isEmpty()) rollout.refuseAlone();
    boolean looks = dryRun || oneOfMany().filter(OneOfMany::onlyLooks).isPresent();
    RollbackWorkflow workflow =
        new RollbackWorkflow(
            settings,
            AllowOptions.meaning(words),
            new Ask(),
            new Progress(terminal, true, layout().width(), common().quiet),
            terminal.clock());
    OptionalInt count = steps.isPresent() ? OptionalInt.of(steps.get()) : OptionalInt.empty();
    RollbackWorkflow.Choice choice = new RollbackWorkflow.Choice(to, count, lastApply);
    if (output.isPresent()) return write(workflow.toWrite(choice), output.get());
    RollbackWorkflow.Result result = dryRun ? workflow.preview(choice) : workflow.rollback(choice);
    outcome = outcome(result, looks);
    if (oneOfMany().isPresent() && looks) {
      if (format == ReportFormat.TEXT) preview(result);
      return ExitCode.OK;
    }
    if (format == ReportFormat.JSON) {
      String word =
          result.items().isEmpty() ? "nothing to do" : result.done() ? "rolled back" : "declined";
      new RunOutput(this).json(result.run(), result.entries(), word);
      return word.equals("declined") ? ExitCode.REFUSED : ExitCode.OK;
    }
    if (result.items().isEmpty()) {
      report("Nothing to roll back.");
      return ExitCode.OK;
    }
    if (dryRun) {
      preview(result);
      say("Dry run: nothing was changed.");
      return ExitCode.OK;
    }
    if (!result.done()) {
      say("Nothing was changed.");
      return ExitCode.REFUSED;
    }
    result
        .items()
        .forEach(
            item ->
                report(
                    "Rolled back %s: %s."
                        .formatted(
                            item.entry().id(), StepNumbers.count(item.undo().size(), "step"))));
    new RunOutput(this).backup(result.run(), settings);
    return ExitCode.OK;
  }

  private void preview(RollbackWorkflow.Result result) {
    result
        .items()
        .forEach(
            item ->
                print(MigrationsText.rollback(item.entry().migration(), item.undo(), layout())));
  }

  private int ofTargets(Settings settings) {
    refuse(
        output.isPresent() || steps.isPresent() || lastApply,
        "--output, --steps and --last-apply are about one database: name it with --target NAME.");
    refuse(
        to.isEmpty(),
        "Of many databases say which migration is the last to stay (--to ID; START for none): one that is behind the others would lose an older one. Or name one database: --target NAME.");
    return new Rollout(this, settings, rollout, yes).run(dryRun, format == ReportFormat.JSON);
  }

  private static Outcome outcome(RollbackWorkflow.Result result, boolean looks) {
    if (result.items().isEmpty()) return Outcome.of("nothing to roll back");
    int steps = result.items().stream().mapToInt(item -> item.undo().size()).sum();
    String what =
        StepNumbers.count(result.items().size(), "migration")
            + ": "
            + StepNumbers.count(steps, "step");
    return looks
        ? Outcome.todo(
            what + " to roll back",
            result.items().stream().map(i -> i.entry().id() + i.undo()).toList().toString())
        : Outcome.of((result.done() ? "rolled back " : "declined ") + what);
  }

  private int write(RollbackWorkflow.Result preview, Path file) {
    String sql = RollbackWorkflow.sql(preview);
    if (file.toString().equals("-")) {
      printRaw(sql);
      return ExitCode.OK;
    }
    TextFiles.write(terminal.directory().resolve(file), sql);
    say("Wrote " + file + ". Nothing was changed.");
    for (RollbackWorkflow.Item item : preview.items()) {
      if (item.keep() > 0) continue;
      suggest(
          "After it was run: ", suggestions().of("resolve", item.entry().id(), "--rolled-back"));
    }
    return ExitCode.OK;
  }

  private final class Ask implements Consent {
    @Override
    public boolean toRollback(Migration migration, List<Integer> undo) {
      if (oneOfMany().isPresent()) return !oneOfMany().get().onlyLooks();
      if (!yes.yes && terminal.interactive())
        terminal.err().print(Printed.safe(MigrationsText.rollback(migration, undo, layout())));
      return yes.given(
          terminal,
          "Roll back " + StepNumbers.count(undo.size(), "step") + " of " + migration.id() + "?");
    }
  }
}
