package dev.underpin.cli.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command understands. */
public final class CommonOptions {
  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print only results and errors.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description =
          "Print more: whole statements, the rollback of each step, which database is used.")
  boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Print without colors, as the variable NO_COLOR does.")
  boolean noColor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  boolean debug;
}
