package dev.underpin.schema.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.GeneratedBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n```yaml([a-z ]*)\n(.*?)\n```\n");

  @Test
  void the_reference_has_every_key_that_the_reader_knows() {
    new GeneratedBlock("yaml.md", "keys").mustBe(KeyReference.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "sqlite", "mysql", "mariadb"})
  void every_example_of_the_reference_can_be_read(String engine) throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("..", "docs", "yaml.md")))
            .results()
            .filter(found -> found.group(1).isBlank() || found.group(1).contains(engine))
            .map((MatchResult found) -> found.group(2) + "\n")
            .toList();
    assertThat(examples).hasSizeGreaterThan(3);
    for (String example : examples)
      assertThat(Yaml.render(Yaml.result(example, engine).problems())).as(example).isEmpty();
  }
}
