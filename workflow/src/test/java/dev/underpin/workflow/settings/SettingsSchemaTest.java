package dev.underpin.workflow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON Schema of underpin.yaml has the keys that are read, and no others. */
class SettingsSchemaTest {
  private static final Path SCHEMA = Path.of("..", "docs", "underpin.schema.json");

  @TempDir Path folder;

  @Test
  void it_has_the_keys_that_are_read() throws IOException {
    assertThat(top().keySet()).containsExactlyInAnyOrderElementsOf(ConfigurationReader.knownKeys());
    assertThat(environment().keySet())
        .containsExactlyInAnyOrderElementsOf(ConfigurationReader.ENVIRONMENT_KEYS);
  }

  @Test
  void every_key_is_described_and_its_example_is_read() throws IOException {
    for (Map.Entry<String, Object> key : top().entrySet())
      read(key.getKey() + ": " + example(key.getValue()) + "\n");
    for (Map.Entry<String, Object> key : environment().entrySet())
      read("environments:\n  dev:\n    " + key.getKey() + ": " + example(key.getValue()) + "\n");
  }

  @Test
  void the_page_of_settings_has_every_key() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "configuration.md"));
    for (String key : ConfigurationReader.knownKeys())
      assertThat(page).contains(key.endsWith("_compat") ? "`sqlite_compat`" : "`" + key + "`");
    assertThat(page).contains("underpin.schema.json");
  }

  private void read(String yaml) throws IOException {
    Files.writeString(folder.resolve("underpin.yaml"), yaml);
    SettingsResolver.resolve(Overrides.NONE, Map.of(), folder);
  }

  /** JSON is YAML. */
  private static String example(Object key) {
    Map<String, Object> entry = mapping(key);
    assertThat(String.valueOf(entry.get("description"))).endsWith(".");
    return Json.pretty(((List<?>) entry.get("examples")).get(0)).replaceAll("\\s+", " ");
  }

  private static Map<String, Object> top() throws IOException {
    return mapping(schema().get("properties"));
  }

  private static Map<String, Object> environment() throws IOException {
    return mapping(
        mapping(mapping(schema().get("definitions")).get("environment")).get("properties"));
  }

  private static Map<String, Object> schema() throws IOException {
    return mapping(Json.read(Files.readString(SCHEMA)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> mapping(Object value) {
    return (Map<String, Object>) value;
  }
}
