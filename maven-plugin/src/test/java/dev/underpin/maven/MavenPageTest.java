package dev.underpin.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/maven.md} says is what the plugin has. */
class MavenPageTest {
  private final String page = read(Path.of("..", "docs", "maven.md"));
  private final String plugin =
      read(Path.of("target", "classes", "META-INF", "maven", "plugin.xml"));

  @Test
  void every_parameter_is_on_the_page_and_no_other() {
    assertThat(found("(?m)^\\| `(underpin\\.\\w+)` \\|", page))
        .isEqualTo(found("\\$\\{(underpin\\.\\w+)}", plugin));
  }

  @Test
  void every_goal_is_on_the_page() {
    assertThat(found("(?m)^\\| `underpin:(\\w+)` \\|", page))
        .isEqualTo(found("<goal>(\\w+)</goal>", plugin))
        .contains("plan", "apply");
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
