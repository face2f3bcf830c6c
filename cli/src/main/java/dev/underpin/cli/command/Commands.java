package dev.underpin.cli.command;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.terminal.TextWidth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands, by name. Only the class of the command that is asked for is loaded. */
public final class Commands {
  private static final Map<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("init", InitCommand::new);
    ALL.put("import", ImportCommand::new);
    ALL.put("export", ExportCommand::new);
    ALL.put("inspect", InspectCommand::new);
    ALL.put("validate", ValidateCommand::new);
    ALL.put("lint", LintCommand::new);
    ALL.put("plan", PlanCommand::new);
    ALL.put("new", NewCommand::new);
    ALL.put("test", TestCommand::new);
    ALL.put("apply", ApplyCommand::new);
    ALL.put("rollback", RollbackCommand::new);
    ALL.put("status", StatusCommand::new);
    ALL.put("drift", DriftCommand::new);
    ALL.put("report", ReportCommand::new);
    ALL.put("diff", DiffCommand::new);
    ALL.put("doctor", DoctorCommand::new);
    ALL.put("resolve", ResolveCommand::new);
    ALL.put("rebase", RebaseCommand::new);
    ALL.put("baseline", BaselineCommand::new);
    ALL.put("squash", SquashCommand::new);
    ALL.put("reset", ResetCommand::new);
    ALL.put("trash", TrashCommand::new);
    ALL.put("purge", PurgeCommand::new);
    ALL.put("schema", SchemaCommand::new);
    ALL.put("language-server", LanguageServerCommand::new);
    ALL.put("completion", CompletionCommand::new);
    ALL.put("help", HelpCommand::new);
    ALL.put("version", VersionCommand::new);
  }

  /** These speak of all the others. */
  private static final Set<String> NEED_ALL = Set.of("completion", "help");

  private Commands() {}

  /** The names of all commands, in the order in which help shows them. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** A command line that knows every command. */
  public static CommandLine all(Terminal terminal) {
    return of(terminal, names());
  }

  /**
   * A command line that knows the command that the arguments name; every command where they name
   * none.
   */
  public static CommandLine forArguments(List<String> args, Terminal terminal) {
    String first = args.isEmpty() ? "" : args.get(0);
    boolean one = ALL.containsKey(first) && !NEED_ALL.contains(first);
    CommandLine line = of(terminal, one ? List.of(first) : names());
    if (!one || first.equals("help") || args.contains("--help") || args.contains("-h"))
      line.setUsageHelpWidth(terminal.width());
    return line;
  }

  private static CommandLine of(Terminal terminal, List<String> names) {
    CommandLine line = new CommandLine(new UnderpinCommand());
    for (String name : names)
      line.addSubcommand(name, requireNonNull(ALL.get(name)).apply(terminal));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(TextWidth.DEFAULT);
    line.setUsageHelpLongOptionsMaxWidth(27);
    return line;
  }
}
