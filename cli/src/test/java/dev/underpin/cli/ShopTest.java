package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.Programs;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The script of {@code examples/shop} runs to its end on every engine; it checks each exit code
 * itself.
 */
class ShopTest {
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void the_story_of_the_shop(TestServer server, @TempDir Path folder) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      Path output = folder.resolve("output.txt");
      ProcessBuilder story =
          new ProcessBuilder("sh", Path.of("..", "examples", "shop", "run.sh").toString(), db.url())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      story.environment().put("UNDERPIN", Launcher.in(folder).toString());
      story.environment().put("PATH", Programs.path(Programs.shellOf(db.engine())));
      Process process = story.start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      if (!ended) process.destroyForcibly();

      String text = Files.readString(output);
      assertThat(ended && process.exitValue() == 0).as(text).isTrue();
      assertThat(text)
          .contains("drop-column", "drop-table", "pending", "colour", "barbara@example.com")
          .doesNotContain("\tat ");
    }
  }
}
