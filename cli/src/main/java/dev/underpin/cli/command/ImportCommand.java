package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.adopt.ImportWorkflow;
import dev.underpin.workflow.adopt.OtherTool;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    header = "Continue after the migrations of another tool.",
    description = {
      "",
      """
      Reads the history of flyway, liquibase, alembic, prisma or golang-migrate in the database, \
      and refuses where a migration of it has failed or is under way. Then it does what init and \
      baseline do: it writes the YAML where there is none, records the live schema as the start, \
      and writes the migration that creates it in an empty database. No table is changed; the \
      tables of the other tool stay, and are ignored.""",
      "",
      "A file of SQL becomes YAML with: underpin inspect FILE.sql"
    },
    footer = {"  underpin import --url postgresql://app@localhost/shop"},
    exitCodeList = {
      "0:recorded",
      CliCommand.FAILED,
      "3:refused: there is no such history, it is unfinished, or the database has a history already",
      CliCommand.TIMEOUT,
      CliCommand.USAGE
    })
final class ImportCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin MessageOption message = new MessageOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TOOL",
      description =
          "flyway, liquibase, alembic, prisma or golang-migrate. Default: the one whose history the database has.")
  Optional<String> tool = Optional.empty();

  ImportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean makesFolder() {
    return true;
  }

  @Override
  public Integer call() {
    Optional<OtherTool> named = tool.map(ImportWorkflow::tool);
    Settings settings =
        settings(connection, schema.path, migrations.path).withMessage(message.text);
    ImportWorkflow.Result result =
        new ImportWorkflow(settings, terminal.directory(), terminal.clock())
            .adopt(named, SchemaCommand.text());
    int count = result.from().applied().size();
    report(
        "%s has applied %s%s."
            .formatted(
                result.from().tool().product(),
                StepNumbers.count(count, "migration"),
                count == 0 ? "" : ", the last one " + result.from().applied().get(count - 1)));
    for (Path file : result.written()) report("Wrote " + file);
    report("Recorded " + result.baseline().entry().id() + ": the schema as it is.");
    result
        .baseline()
        .saved()
        .ifPresent(
            saved ->
                report(
                    "Saved %s and down.sql, which create it in an empty database: commit them."
                        .formatted(saved.folder().resolve("up.sql"))));
    result
        .baseline()
        .problem()
        .ifPresent(
            problem ->
                say("note: no migration creates this schema in an empty database: " + problem));
    suggest("After a change of the YAML: ", suggestions().of("plan", "--save NAME"));
    return ExitCode.OK;
  }
}
