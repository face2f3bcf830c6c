package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.adopt.ImportSqlWorkflow;
import dev.underpin.workflow.adopt.ImportWorkflow;
import dev.underpin.workflow.adopt.OtherTool;
import dev.underpin.workflow.adopt.SqlSchema;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    header = "Continue after the migrations of another tool, or start from a file of SQL.",
    description = {
      "",
      """
      Reads the history of flyway, liquibase, alembic, prisma or golang-migrate in the database, \
      and refuses where a migration of it has failed or is under way. Then it does what init and \
      baseline do: it writes the YAML where there is none, records the live schema as the start, \
      and writes the migration that creates it in an empty database. No table is changed; the \
      tables of the other tool stay, and are ignored.""",
      "",
      """
      With FILE.sql, or with a folder of the migrations of Flyway (V1__name.sql), Prisma Migrate \
      (1_name/migration.sql) or golang-migrate (1_name.up.sql), no database is asked. The files are \
      run in memory where the engine can, else on --scratch-url, and the schema that they make is \
      written as YAML and as the first migration. apply only records that on a database that has \
      the schema."""
    },
    footer = {
      "  underpin import --url postgresql://app@localhost/shop",
      "  underpin import schema.sql --engine sqlite"
    },
    exitCodeList = {
      "0:recorded",
      CliCommand.FAILED,
      "3:refused: there is no such history, it is unfinished, or the database or the folder has migrations already",
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
      paramLabel = "FROM",
      description =
          "flyway, liquibase, alembic, prisma or golang-migrate; or FILE.sql, or a folder. Default: the tool whose history the database has.")
  Optional<String> source = Optional.empty();

  @Mixin SqlFileOptions sql = new SqlFileOptions();

  ImportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean makesFolder() {
    return true;
  }

  @Override
  public Integer call() {
    Optional<Path> files = source.filter(this::isPath).map(Path::of);
    sql.check(files.isPresent(), connection);
    Settings settings =
        settings(connection, sql.scratchUrl, schema.path, migrations.path, Map.of())
            .withMessage(message.text);
    if (files.isPresent()) return startFrom(files.get(), settings);
    Optional<OtherTool> named = source.map(ImportWorkflow::tool);
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

  /** A name with a slash, or one of a file of SQL, or of a folder that is there. */
  private boolean isPath(String text) {
    boolean isTool = Arrays.stream(OtherTool.values()).anyMatch(t -> t.word().equals(text));
    return !isTool
        && (text.endsWith(".sql")
            || text.contains("/")
            || Files.exists(terminal.directory().resolve(text)));
  }

  private int startFrom(Path name, Settings settings) {
    refuse(
        !message.text.isEmpty(),
        "--message is kept in the history of a database, and none is asked here.");
    SqlSchema read = sql.schema(settings, terminal.directory(), name);
    ImportSqlWorkflow.Result result =
        new ImportSqlWorkflow(settings, terminal.directory(), terminal.clock())
            .adopt(read, SchemaCommand.text());
    say(result.notes());
    read.files()
        .tool()
        .ifPresent(
            tool ->
                report(
                    "%s: %s, the last one %s."
                        .formatted(
                            tool.product(),
                            StepNumbers.count(read.files().files().size(), "migration"),
                            read.last())));
    for (Path file : result.written()) report("Wrote " + file);
    report(
        "Saved %s and down.sql: commit them. apply creates the schema in an empty database, and only records it on one that has it."
            .formatted(result.saved().folder().resolve("up.sql")));
    suggest("For each database: ", suggestions().of("apply", "--url URL"));
    return ExitCode.OK;
  }
}
