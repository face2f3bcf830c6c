package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.ProgramVersion;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.languageserver.LanguageServerRun;
import dev.underpin.languageserver.ServerOptions;
import dev.underpin.workflow.settings.Overrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "language-server",
    header = "Serve an editor: errors, completion, rename and plans while the YAML is edited.",
    description = {
      "",
      "Speaks the Language Server Protocol on standard input and output. An editor starts it; docs/editors.md says how. The"
          + " configuration and the schema are found from the folder of each file that is open. The database is only"
          + " read, and only for the plan that is shown for a name."
    },
    footer = {"  underpin language-server --env staging"},
    exitCodeList = {
      "0:the editor ended it",
      "1:the editor went away without ending it",
      CliCommand.USAGE
    })
final class LanguageServerCommand extends CliCommand {
  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "Show plans for this environment of underpin.yaml.")
  Optional<String> environment = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read this file instead of underpin.yaml.")
  Optional<Path> config = Optional.empty();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "postgresql, mysql, mariadb or sqlite, where neither a URL nor a saved migration says it.")
  Optional<String> engine = Optional.empty();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "Write to this file what goes wrong in the server. Default: nothing is written.")
  Optional<Path> log = Optional.empty();

  LanguageServerCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Overrides overrides =
        new Overrides(
            Optional.empty(),
            Optional.empty(),
            environment,
            config.map(this::absolute),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            List.of());
    int code =
        LanguageServerRun.serve(
            terminal.in(),
            terminal.out(),
            new ServerOptions(
                overrides,
                engine,
                terminal.environment(),
                log.map(this::absolute),
                ProgramVersion.VERSION));
    return code == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path absolute(Path path) {
    return terminal.directory().resolve(path).toAbsolutePath().normalize();
  }
}
