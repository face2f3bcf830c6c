package dev.underpin.cli.command;

import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.SchemaSize;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.adopt.InspectWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inspect",
    header = "Print the live schema as YAML.",
    description = {
      "",
      "Writes the live schema as YAML. A plan with it has no changes. A note names what YAML cannot describe.",
      ""
    },
    footer = {"  underpin inspect --url sqlite:shop.db -o schema.yaml"},
    exitCodeList = {"0:written", CliCommand.FAILED, CliCommand.TIMEOUT, CliCommand.USAGE})
final class InspectCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "PATH",
      description =
          "Write to this file, or with --split to files in this folder, instead of to standard output.")
  Optional<Path> output = Optional.empty();

  @Option(names = "--split", description = "One file a table.")
  boolean split;

  InspectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, Optional.empty(), Optional.empty());
    if (split && output.isEmpty()) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE, "--split writes files: name a folder with -o DIR.");
    }
    Optional<Path> target = output.map(terminal.directory()::resolve);
    boolean folder = split || target.filter(Files::isDirectory).isPresent();
    InspectWorkflow workflow = new InspectWorkflow(settings);
    InspectWorkflow.Result result =
        split ? workflow.inspectSplit() : workflow.inspect("schema.yaml");
    say(result.notes());
    if (target.isEmpty()) {
      result.files().values().forEach(this::print);
      return ExitCode.OK;
    }
    result
        .files()
        .forEach(
            (name, text) ->
                TextFiles.write(folder ? target.get().resolve(name) : target.get(), text));
    say(
        "Wrote "
            + SchemaSize.words(result.catalog().schema())
            + " to "
            + output.get()
            + (folder && !split ? "/schema.yaml" : "")
            + ".");
    return ExitCode.OK;
  }
}
