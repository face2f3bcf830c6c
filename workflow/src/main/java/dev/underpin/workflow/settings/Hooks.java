package dev.underpin.workflow.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commands of the user's own, and who else is told.
 *
 * @param commands run by {@code sh -c}, in their order
 * @param timeout how long one command may take
 * @param webhook a URL that gets every event; it is a secret and is never shown
 * @param directory where the commands run: the folder of {@code underpin.yaml}
 */
public record Hooks(
    Map<HookEvent, List<String>> commands,
    Duration timeout,
    Optional<String> webhook,
    Path directory) {
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  public Hooks {
    commands = Map.copyOf(commands);
  }

  /** The commands of an event. */
  public List<String> of(HookEvent event) {
    return commands.getOrDefault(event, List.of());
  }

  /** True where nobody is told of anything. */
  public boolean isEmpty() {
    return commands.isEmpty() && webhook.isEmpty();
  }

  @Override
  public String toString() {
    return "Hooks" + commands;
  }
}
