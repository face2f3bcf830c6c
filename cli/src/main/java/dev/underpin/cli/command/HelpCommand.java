package dev.underpin.cli.command;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.CodePage;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "help",
    header = "Show the help of Underpin, of one command, or of a code.",
    description = {
      "",
      "For a command the same as --help. For a code such as UP101: what it means, when it comes and what to do."
    },
    footer = {"  underpin help plan", "  underpin help UP101"},
    exitCodeList = {"0:printed", CliCommand.USAGE})
final class HelpCommand extends CliCommand {
  @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "A command or a code.")
  Optional<String> name = Optional.empty();

  HelpCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    Map<String, CommandLine> commands = program.getSubcommands();
    String typed = name.orElse("");
    Optional<FindingCode> code = FindingCode.of(typed);
    if (code.isPresent()) {
      print(CodePage.of(code.get()));
      return ExitCode.OK;
    }
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
    printRaw(command.getUsageMessage(program.getColorScheme()));
    return ExitCode.OK;
  }
}
