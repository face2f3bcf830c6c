package dev.underpin.cli.command;

import dev.underpin.cli.Secrets;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.Style;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands share. */
abstract class Base implements Callable<Integer> {
  static final String FAILED = "1:failed";
  static final String REFUSED = "3:refused; nothing was changed";
  static final String TIMEOUT = "4:a lock was not had, or time ran out";
  static final String USAGE = "64:the command line was not understood";

  final Terminal terminal;

  @Mixin HelpOption helpOption = new HelpOption();

  Base(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Results go to standard output. */
  void print(String text) {
    terminal.out().print(Secrets.mask(text));
    if (!text.endsWith("\n")) terminal.out().println();
  }

  /** Messages go to standard error. */
  void say(String text) {
    terminal.err().println(Secrets.mask(text));
  }

  void say(List<Note> notes) {
    notes.forEach(note -> say("note: " + note));
  }

  Style style() {
    return Style.of(terminal.colours());
  }

  /** A flag that would do nothing is not taken. */
  static void refuse(boolean given, String message) {
    if (given) throw new UnderpinException(UnderpinException.Kind.USAGE, message);
  }

  Settings settings(
      ConnectionOptions connection, Optional<Path> schema, Optional<Path> migrations) {
    return settings(connection, Optional.empty(), schema, migrations, Map.of());
  }

  Settings settings(
      ConnectionOptions connection,
      Optional<String> scratchUrl,
      Optional<Path> schema,
      Optional<Path> migrations,
      Map<String, Version> compat) {
    Settings settings =
        Settings.resolve(
            connection.overrides(scratchUrl, schema, migrations, compat),
            terminal.environment(),
            terminal.directory());
    settings.remarks().forEach(remark -> say("note: " + remark));
    return settings;
  }
}
