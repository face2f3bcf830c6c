package dev.underpin.cli.command;

import dev.underpin.cli.text.SuggestedCommands;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of the command line that was given, for the commands that are suggested. */
public final class GivenFlags {
  private GivenFlags() {}

  /** Composes suggestions from the flags that the command was given. */
  public static SuggestedCommands suggestions(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    if (parsed == null) return SuggestedCommands.NONE;
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions())
      given.put(
          option.longestName(),
          option.arity().max() == 0 ? "" : String.join(",", option.originalStringValues()));
    return new SuggestedCommands(given);
  }

  /** True where the stack trace of an error is wanted. */
  public static boolean isDebug(CommandLine command) {
    return command.getCommandSpec().root().userObject() instanceof UnderpinCommand program
        && program.common.debug;
  }
}
