package dev.underpin.cli;

import dev.underpin.cli.command.Commands;
import dev.underpin.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * Writes {@code docs/commands.md} from the commands themselves, so that the page cannot say
 * anything else than the program does.
 */
final class CommandReference {
  private final StringBuilder out = new StringBuilder();

  private CommandReference() {}

  static String text() {
    CommandReference reference = new CommandReference();
    Terminal none =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
            Map.of(),
            Path.of(""),
            false,
            Clock.systemUTC());
    CommandLine line = Commands.all(none);
    reference.head(line.getCommandSpec());
    for (String name : Commands.names())
      reference.command(line.getSubcommands().get(name).getCommandSpec());
    return reference.out.toString();
  }

  private void head(CommandSpec root) {
    out.append("# Commands\n\n");
    out.append(
        "<!-- Written by dev.underpin.cli.CommandReference from the commands themselves; not to be edited. -->\n\n");
    out.append(
        "Every command finds the database by `--url`, else by the `--env NAME` of `underpin.yaml`, else by");
    out.append(
        " the variables `UNDERPIN_URL` and `DATABASE_URL`, else by the top level of `underpin.yaml`. Results go to standard output,");
    out.append(" progress and messages to standard error. No password is ever printed.\n\n");
    out.append("| exit code | means |\n|---:|---|\n");
    root.usageMessage()
        .exitCodeList()
        .forEach(
            (code, text) ->
                out.append("| ").append(code).append(" | ").append(cell(text)).append(" |\n"));
    out.append("\n| flag of every command | does |\n|---|---|\n");
    for (OptionSpec o : root.options())
      if (o.scopeType() == ScopeType.INHERIT)
        row(String.join("`, `", o.names()), text(o.description()));
    out.append("\n| command | does |\n|---|---|\n");
    for (String name : Commands.names()) {
      CommandSpec spec = root.subcommands().get(name).getCommandSpec();
      out.append("| [`")
          .append(name)
          .append("`](#")
          .append(name)
          .append(") | ")
          .append(cell(spec.usageMessage().header()[0]))
          .append(" |\n");
    }
  }

  private void command(CommandSpec spec) {
    out.append("\n## ").append(spec.name()).append("\n\n");
    out.append(spec.usageMessage().header()[0]).append("\n\n");
    String description = String.join("\n", spec.usageMessage().description()).strip();
    if (!description.isEmpty()) out.append(description).append("\n\n");
    out.append("```\n")
        .append(spec.commandLine().getHelp().synopsis(0).replaceAll("\\s+", " ").strip())
        .append("\n");
    for (String line : spec.usageMessage().footer())
      out.append("\n# example\n").append(line.strip()).append("\n");
    out.append("```\n\n");
    if (!spec.positionalParameters().isEmpty() || !spec.options().isEmpty()) {
      out.append("| flag | does |\n|---|---|\n");
      for (PositionalParamSpec p : spec.positionalParameters())
        row(p.paramLabel(), text(p.description()));
      for (OptionSpec o : spec.options()) {
        if (o.inherited()) continue;
        String names = String.join("`, `", o.names());
        String label = o.arity().max() > 0 ? " " + o.paramLabel() : "";
        row(names + label, text(o.description()));
      }
    }
    out.append("\n| exit code | means |\n|---:|---|\n");
    spec.usageMessage()
        .exitCodeList()
        .forEach(
            (code, text) ->
                out.append("| ").append(code).append(" | ").append(cell(text)).append(" |\n"));
  }

  private void row(String name, String text) {
    out.append("| `").append(name).append("` | ").append(cell(text)).append(" |\n");
  }

  private static String text(String[] description) {
    return Ansi.OFF.string(String.join(" ", description)).replace("%n", " ");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
