package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that people follow do what they say. */
class WalkthroughTest {
  private static final Path HOME = Path.of("..");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/getting-started.md",
        "docs/reports.md",
        "docs/by-hand.md",
        "docs/many-databases.md"
      })
  void every_command_of_a_page_does_what_the_page_shows(String page) throws Exception {
    examples();
    Walkthrough walkthrough = new Walkthrough(folder);
    walkthrough.follow(Files.readString(HOME.resolve(page)));
    assertThat(walkthrough.commands()).isPositive();
  }

  private void examples() throws IOException {
    Path from = HOME.resolve("examples");
    try (Stream<Path> walk = Files.walk(from)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) copy(file, folder.resolve("examples").resolve(from.relativize(file)));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
