package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several instances of an application are deployed at once, and each runs what is pending. */
class ParallelApplyTest {
  private static final int PROCESSES = 4;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void one_applies_and_the_others_find_the_work_done(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      Path shop = Path.of("..", "examples", "shop", "schema.yaml");
      Files.copy(shop, folder.resolve("schema.yaml"));
      assertThat(new Cli(folder).run("plan", "--save", "first", "--url", db.url()).code()).isZero();

      Path launcher = Launcher.in(folder);
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) processes.add(apply(launcher, db.url(), i));
      for (int i = 0; i < PROCESSES; i++) {
        assertThat(processes.get(i).waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(processes.get(i).exitValue()).as(Files.readString(output(i))).isZero();
      }
      assertThat(new Cli(folder).run("status", "--url", db.url()).out())
          .contains("clean", "_first");
      assertThat(new Cli(folder).run("plan", "--exit-code", "--url", db.url()).code()).isZero();
    }
  }

  private Process apply(Path launcher, String url, int number) throws IOException {
    return new ProcessBuilder(launcher.toString(), "apply", "--yes", "--url", url)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output(number).toFile())
        .start();
  }

  private Path output(int number) {
    return folder.resolve("output-" + number + ".txt");
  }
}
