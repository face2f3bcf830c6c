package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.workflow.plan.NewMigrationWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    header = "Begin a migration that is written by hand.",
    description = {
      "",
      """
      Writes a folder with up.sql and down.sql, in which a person writes SQL: to change rows, or \
      what the YAML does not have. No database is asked. test runs it on a scratch database and \
      writes into its files what it needs and leaves; then apply, rollback, status and drift treat \
      it like one that was planned."""
    },
    footer = {"  underpin new fill_totals"},
    exitCodeList = {"0:written", CliCommand.FAILED, CliCommand.USAGE})
final class NewCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name, such as fill_totals.")
  String name = "";

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "For the first migration: postgresql, mysql, mariadb or sqlite. Default: that of the configured URL.")
  Optional<String> engine = Optional.empty();

  NewCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean makesFolder() {
    return true;
  }

  @Override
  public Integer call() {
    refuse(connection.wait.isPresent(), "new asks no server, so --wait does not go with it.");
    Settings settings = settings(connection, Optional.empty(), migrations.path);
    Path folder = new NewMigrationWorkflow(settings, terminal.clock()).begin(name, engine);
    report("Wrote " + folder.resolve("up.sql") + " and down.sql.");
    suggest("When they are written: ", suggestions().of("test", name, "--save"));
    return ExitCode.OK;
  }
}
