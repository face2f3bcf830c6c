package dev.underpin.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** What {@code docs/spring-boot.md} says is so. */
class SpringPageTest {
  private static final Pattern SETTING =
      Pattern.compile("\"name\": \"(underpin\\.[a-z.-]+)\",\\s+\"type\": \"[^\"]+\",\\s+\"desc");

  @Test
  void every_setting_has_a_description_for_editors_and_is_on_the_page() throws IOException {
    String metadata =
        Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
    String page = Files.readString(Path.of("../docs/spring-boot.md"));
    assertThat(SETTING.matcher(metadata).results().map(found -> found.group(1)).toList())
        .hasSize(12)
        .allSatisfy(setting -> assertThat(page).contains("| `" + setting + "` |"));
  }

  @Test
  void the_page_names_the_version_that_is_tested() throws IOException {
    String version = SpringBootVersion.getVersion().replaceAll("[.][0-9]+$", "");
    assertThat(Files.readString(Path.of("../docs/spring-boot.md")))
        .containsPattern("tested with Spring Boot .*" + Pattern.quote(version));
  }
}
