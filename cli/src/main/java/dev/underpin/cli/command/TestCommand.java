package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.TestText;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.test.TestWorkflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    header = "Run saved migrations up, down and up on a scratch database.",
    description = {
      "",
      """
      Begins with an empty database: a temporary file for SQLite, else a database of its own on \
      --scratch-url, which is dropped afterwards. Each migration runs as apply and rollback run \
      it. After the rollback the schema and the rows must be what they were, and after the second \
      run the schema must be that of the first.""",
      "",
      """
      With --save, the files of a migration that was written or edited by hand are completed with \
      what it needs and leaves, and with what was approved; the lock is brought up to date. From \
      then on it is checked like one that was planned."""
    },
    footer = {"  underpin test", "  underpin test fill_totals --save --allow lossy"},
    exitCodeList = {
      "0:all tests passed",
      "1:failed",
      "3:refused: approval is missing; nothing was written",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class TestCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The migration; those before it are run without a test. Default: all of them.")
  Optional<String> id = Optional.empty();

  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "A server on which a database may be created. Default: scratch_url in underpin.yaml.")
  Optional<String> scratch = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "FILE.sql",
      description = "Run these statements before the migration ID, so that it finds rows.")
  Optional<Path> rows = Optional.empty();

  @Option(
      names = "--save",
      description = "Write into files that were written or edited by hand what the test has shown.")
  boolean save;

  @Option(
      names = "--allow",
      paramLabel = "WORD",
      split = ",",
      converter = AllowOptions.WordConverter.class,
      description =
          "Approve by name what a migration does that was written or edited by hand, such as lossy"
              + " or drop-table; or all.")
  List<AllowOptions.Word> words = List.of();

  TestCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(rows.isPresent() && id.isEmpty(), "--rows goes with the ID of one migration.");
    Settings settings = settings(connection, scratch, Optional.empty(), migrations.path, Map.of());
    requireFolder(settings);
    TestWorkflow workflow =
        new TestWorkflow(
            settings,
            AllowOptions.meaning(words),
            rows.map(terminal.directory()::resolve),
            terminal.clock());
    TestWorkflow.Result result = workflow.test(id, save);
    print(TestText.of(result));
    for (TestWorkflow.Tested tested : result.tested()) {
      if (tested.toSave() && !save)
        suggest(
            "To keep in its files what it does: ", suggestions().of("test", tested.id(), "--save"));
    }
    return ExitCode.OK;
  }
}
