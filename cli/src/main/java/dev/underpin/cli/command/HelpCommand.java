package dev.underpin.cli.command;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "help",
    header = "Show the help of Underpin, or of one command.",
    description = {"", "The same as --help.", ""},
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  underpin help plan"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", CliCommand.USAGE})
final class HelpCommand extends CliCommand {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  Optional<String> name = Optional.empty();

  HelpCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    Map<String, CommandLine> commands = program.getSubcommands();
    String typed = name.orElse("");
    if (!typed.isEmpty() && !commands.containsKey(typed)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no command "
              + typed
              + DidYouMean.nearest(typed, commands.keySet())
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(""));
    }
    CommandLine command = typed.isEmpty() ? program : requireNonNull(commands.get(typed));
    print(command.getUsageMessage(program.getColorScheme()));
    return ExitCode.OK;
  }
}
