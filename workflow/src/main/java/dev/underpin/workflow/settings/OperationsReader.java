package dev.underpin.workflow.settings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what surrounds a run: {@code hooks}, {@code webhook}, {@code backup} and the like. */
record OperationsReader(ConfigurationReader reader) {
  /** The keys that are at the top and in an environment. */
  static final List<String> KEYS =
      Stream.concat(
              Stream.of("hooks", "webhook", "hook_timeout", "backup", "events"),
              LimitsReader.KEYS.stream())
          .toList();

  static final String REQUIRE_BACKUP = "require_backup";

  private static final List<String> EVENTS =
      Stream.of(HookEvent.values()).map(HookEvent::word).toList();
  private static final List<String> BACKUPS = List.of("command", "folder", "restore");

  /**
   * What a mapping says.
   *
   * @param path the YAML path of the mapping; empty at the top
   */
  Operations read(Map<String, Node> keys, String path) {
    return new Operations(
        hooks(mapping(keys, "hooks", path, EVENTS), full(path, "hooks")),
        reader.text(keys, "webhook", path),
        timeout(keys, path),
        backup(keys, path),
        keys.containsKey(REQUIRE_BACKUP)
            && reader.flag(keys.get(REQUIRE_BACKUP), full(path, REQUIRE_BACKUP)),
        reader.text(keys, "events", path),
        new LimitsReader(reader).read(keys, path));
  }

  private WrittenBackup backup(Map<String, Node> keys, String path) {
    Map<String, Node> backup = mapping(keys, "backup", path, BACKUPS);
    String place = full(path, "backup");
    Node folder = backup.get("folder");
    Node restore = backup.get("restore");
    boolean hasCommand = backup.containsKey("command");
    if (folder != null && hasCommand)
      reader.error(
          folder, place, "a backup is made by a command or goes to a folder", "write one of them");
    if (restore != null && !hasCommand)
      reader.error(
          restore,
          place + ".restore",
          "this restores what a command made, and there is no command",
          "write the command, or remove the key");
    return new WrittenBackup(
        reader.text(backup, "command", place).map(Environment.Text::written),
        reader.text(backup, "folder", place),
        reader.text(backup, "restore", place).map(Environment.Text::written));
  }

  private Map<HookEvent, List<String>> hooks(Map<String, Node> written, String path) {
    Map<HookEvent, List<String>> hooks = new EnumMap<>(HookEvent.class);
    for (HookEvent event : HookEvent.values()) {
      Node node = written.get(event.word());
      if (node == null) continue;
      List<String> commands = reader.words(node, path + "." + event.word());
      if (commands.isEmpty() || commands.stream().anyMatch(String::isBlank))
        reader.error(
            node,
            path + "." + event.word(),
            "a command is empty",
            "write a command, or remove the key");
      hooks.put(event, commands);
    }
    return hooks;
  }

  private Optional<Duration> timeout(Map<String, Node> keys, String path) {
    Node node = keys.get("hook_timeout");
    if (node == null) return Optional.empty();
    Optional<Duration> time =
        Amounts.duration(reader.scalar(node, full(path, "hook_timeout"))).filter(t -> !t.isZero());
    if (time.isEmpty())
      reader.error(node, full(path, "hook_timeout"), "this is not a time", "for example 30s or 5m");
    return time;
  }

  private Map<String, Node> mapping(
      Map<String, Node> keys, String key, String path, List<String> known) {
    Node node = keys.get(key);
    if (node == null) return Map.of();
    Map<String, Node> mapping = reader.mapping(node, full(path, key));
    mapping.forEach(
        (name, value) -> reader.checkKey(name, value, full(path, key) + "." + name, known));
    return mapping;
  }

  private static String full(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
