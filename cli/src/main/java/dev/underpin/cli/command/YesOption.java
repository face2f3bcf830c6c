package dev.underpin.cli.command;

import dev.underpin.cli.terminal.Terminal;
import dev.underpin.schema.error.UnderpinException;
import picocli.CommandLine.Option;

/** Whether to ask before something is done. */
final class YesOption {
  @Option(
      names = {"--yes", "--auto-approve"},
      description = "Do not ask. Needed where there is no terminal to ask on.")
  boolean yes;

  /** Ask, unless that was answered beforehand. */
  boolean given(Terminal terminal, String question) {
    if (yes) return true;
    if (!terminal.interactive()) {
      throw UnderpinException.refused(
          "There is no terminal to ask on, so nothing was changed. With --yes it runs without a question.");
    }
    return terminal.confirm(question);
  }
}
