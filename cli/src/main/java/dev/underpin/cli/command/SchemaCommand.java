package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.schema.yaml.keys.JsonSchema;
import picocli.CommandLine.Command;

@Command(
    name = "schema",
    header = "Print the JSON Schema of the YAML, for editors.",
    description = {
      "",
      "With it, an editor completes keys and shows errors while you type. underpin init writes it to"
          + " .underpin/schema.json and names it on the first line of the schema."
    },
    footer = {"  underpin schema > .underpin/schema.json"},
    exitCodeList = {"0:printed", CliCommand.USAGE})
final class SchemaCommand extends CliCommand {
  SchemaCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    print(text());
    return ExitCode.OK;
  }

  static String text() {
    return JsonSchema.text();
  }
}
