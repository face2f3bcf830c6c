package dev.underpin.workflow.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a run, as the top level or an environment writes it: hooks, webhook, backup, the
 * file of events, and what it waits for.
 *
 * @param backup as one place writes it
 */
record Operations(
    Map<HookEvent, List<String>> hooks,
    Optional<Environment.Text> webhook,
    Optional<Duration> hookTimeout,
    WrittenBackup backup,
    boolean requireBackup,
    Optional<Environment.Text> events,
    WrittenLimits limits) {
  static final Operations EMPTY =
      new Operations(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          WrittenBackup.NONE,
          false,
          Optional.empty(),
          WrittenLimits.NONE);

  Operations {
    hooks = Map.copyOf(hooks);
  }

  /** The hooks of an environment; what it does not say is said at the top. */
  Hooks hooks(Operations top, Variables variables, Path directory) {
    Map<HookEvent, List<String>> all = new EnumMap<>(HookEvent.class);
    all.putAll(top.hooks);
    all.putAll(hooks);
    return new Hooks(
        new HashMap<>(all),
        hookTimeout.or(top::hookTimeout).orElse(Hooks.TIMEOUT),
        webhook.or(top::webhook).map(variables::expand),
        directory);
  }

  /** The backup of an environment; one that it does not name is named at the top. */
  Backup backup(Operations top, Variables variables, Path directory) {
    WrittenBackup from = backup.isMade() ? backup : top.backup;
    return new Backup(
        from.command(),
        from.folder().map(folder -> directory.resolve(variables.expand(folder))),
        from.restore(),
        requireBackup,
        "");
  }

  /** The file of events of an environment; one that it does not name is named at the top. */
  Optional<Path> events(Operations top, Variables variables, Path directory) {
    return events.or(() -> top.events).map(file -> directory.resolve(variables.expand(file)));
  }
}
