package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.MigrationsText;
import dev.underpin.planner.migration.Migration;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.Consent;
import dev.underpin.workflow.RollbackWorkflow;
import dev.underpin.workflow.Steps;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "rollback",
    header = "Take back the last migration: its schema and its rows.",
    description = {
      "",
      "Runs the inverse of every step that was executed, the last one first, as the ledger keeps it; no files are needed."
          + " What was dropped comes back from the trash, and what rollback removes goes there in its turn. Rows that were"
          + " written since and do not fit the old schema are found before anything is changed.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin rollback --dry-run --url sqlite:shop.db"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:taken back, or there was nothing to take back",
      Base.FAILED,
      "3:refused: data is in the way, or nobody said yes",
      Base.TIMEOUT,
      Base.USAGE,
      "130:interrupted; the next rollback goes on"
    })
final class RollbackCommand extends Base {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin YesOption yes = new YesOption();
  @Spec CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "ID",
      description = "Take back everything after this migration; START for everything.")
  Optional<String> to = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Take back only the last N steps of the last migration.")
  Optional<Integer> steps = Optional.empty();

  @Option(names = "--dry-run", description = "Show what would be run; run nothing.")
  boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it as SQL for a plain client; run nothing.")
  Optional<Path> output = Optional.empty();

  RollbackCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (to.isPresent() && steps.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--to and --steps exclude each other");
    }
    if (steps.filter(n -> n < 1).isPresent()) {
      throw new ParameterException(spec.commandLine(), "--steps is a number from 1 on");
    }
    Settings settings = settings(connection, Optional.empty(), migrations.path);
    RollbackWorkflow workflow =
        new RollbackWorkflow(settings, new Ask(), new Progress(terminal, true), terminal.clock());
    OptionalInt count = steps.isPresent() ? OptionalInt.of(steps.get()) : OptionalInt.empty();
    RollbackWorkflow.Choice choice = new RollbackWorkflow.Choice(to, count);
    if (output.isPresent()) return write(workflow.sql(choice), output.get());
    RollbackWorkflow.Result result = dryRun ? workflow.preview(choice) : workflow.rollback(choice);
    if (result.items().isEmpty()) {
      print("Nothing to take back.");
      return ExitCode.OK;
    }
    if (dryRun) {
      result
          .items()
          .forEach(item -> print(MigrationsText.back(item.entry().migration(), item.undo())));
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
                print(
                    "Took back "
                        + item.entry().id()
                        + ": "
                        + Steps.count(item.undo().size(), "step")
                        + "."));
    return ExitCode.OK;
  }

  private int write(String sql, Path file) {
    try {
      Files.writeString(terminal.directory().resolve(file), sql);
    } catch (IOException e) {
      throw UnderpinException.failed(file + " cannot be written: " + e.getMessage());
    }
    say(
        "Wrote "
            + file
            + ". Nothing was changed. After running it: underpin resolve ID --rolled-back");
    return ExitCode.OK;
  }

  private final class Ask implements Consent {
    @Override
    public boolean toRollback(Migration migration, List<Integer> undo) {
      if (!yes.yes && terminal.interactive())
        terminal.err().print(MigrationsText.back(migration, undo));
      return yes.given(
          terminal,
          "Take back " + Steps.count(undo.size(), "step") + " of " + migration.id() + "?");
    }
  }
}
