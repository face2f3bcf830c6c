package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandReferenceTest {
  @Test
  void the_page_of_commands_says_what_the_commands_do() throws IOException {
    Path page = Path.of("..", "docs", "commands.md");
    String text = CommandReference.text();
    if (Boolean.getBoolean("underpin.update")) Files.writeString(page, text);

    assertThat(Files.readString(page))
        .as("docs/commands.md; run this test with -Dunderpin.update=true to write it")
        .isEqualTo(text);
  }
}
