package dev.underpin.workflow.hook;

import dev.underpin.workflow.settings.HookEvent;
import dev.underpin.workflow.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a hook is told.
 *
 * @param text one sentence for people
 * @param data the same and more for programs
 */
public record HookMessage(HookEvent event, String text, Map<String, Object> data) {
  public HookMessage {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /**
   * A message that says which database it is about, without a password.
   *
   * @param more what the event adds
   */
  public static HookMessage of(
      HookEvent event, Settings settings, String text, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("text", "Underpin" + where(settings) + ": " + text);
    data.put("event", event.word());
    data.put("project", settings.project());
    data.put("environment", settings.environment().orElse(""));
    data.put("database", settings.url().map(u -> u.displayWithoutPassword()).orElse(""));
    data.putAll(more);
    return new HookMessage(event, text, data);
  }

  private static String where(Settings settings) {
    return settings.environment().map(name -> ", " + name).orElse("");
  }
}
