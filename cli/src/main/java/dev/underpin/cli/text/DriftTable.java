package dev.underpin.cli.text;

import dev.underpin.workflow.status.EnvironmentDrift;
import java.util.Map;

/** Where all environments stand, one line each: name, state, and the command to run next. */
public final class DriftTable {
  private static final String GAP = "  ";

  private DriftTable() {}

  /**
   * The table; a command that does not fit beside its state is on a line of its own.
   *
   * @param title what its first column has: {@code environment} or {@code target}
   */
  public static String of(String title, Map<EnvironmentDrift, String> next, Layout layout) {
    TextPage page = new TextPage(layout);
    int names = title.length();
    int states = "state".length();
    for (EnvironmentDrift one : next.keySet()) {
      names = Math.max(names, one.environment().length());
      states = Math.max(states, one.summary().length());
    }
    page.line(
        layout.style().bold(padded(title, names) + GAP + padded("state", states) + GAP + "next"));
    int nameWidth = names;
    int stateWidth = states;
    next.forEach(
        (one, command) -> {
          String state = padded(one.summary(), stateWidth);
          String coloured =
              switch (one.state()) {
                case NO_DRIFT -> layout.style().green(state);
                case UNDER_WAY, PARTIALLY_APPLIED, DRIFT -> layout.style().yellow(state);
                case UNREACHABLE, NOT_CHECKED -> layout.style().red(state);
              };
          String line = padded(one.environment(), nameWidth) + GAP + coloured;
          int length = nameWidth + stateWidth + 2 * GAP.length() + command.length();
          if (command.isEmpty() || length <= layout.width()) {
            page.line(line + GAP + command);
          } else {
            page.line(line);
            page.command(GAP + "next: ", command);
          }
        });
    return page.toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
