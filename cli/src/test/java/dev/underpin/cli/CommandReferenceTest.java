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
    if (System.getenv("UNDERPIN_WRITE_DOCS") != null) Files.writeString(page, text);

    assertThat(Files.readString(page))
        .as(
            "docs/commands.md; write it anew with: UNDERPIN_WRITE_DOCS=1 mvn -pl cli -am test -Dtest=CommandReferenceTest -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(text);
  }
}
