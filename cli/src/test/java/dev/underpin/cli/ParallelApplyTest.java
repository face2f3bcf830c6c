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
      requireSuccess(processes);
      assertThat(new Cli(folder).run("status", "--url", db.url()).out())
          .contains("clean", "_first");
      assertThat(new Cli(folder).run("plan", "--exit-code", "--url", db.url()).code()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void one_plans_and_applies_and_the_others_find_nothing_to_do(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      Files.copy(Path.of("..", "examples", "shop", "schema.yaml"), folder.resolve("schema.yaml"));
      Path launcher = Launcher.in(folder);
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) processes.add(apply(launcher, db.url(), i, "--direct"));
      requireSuccess(processes);

      assertThat(new Cli(folder).run("status", "--url", db.url()).out())
          .containsOnlyOnce("_direct");
      assertThat(new Cli(folder).run("plan", "--exit-code", "--url", db.url()).code()).isZero();
    }
  }

  private void requireSuccess(List<Process> processes) throws Exception {
    for (int i = 0; i < PROCESSES; i++) {
      assertThat(processes.get(i).waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(processes.get(i).exitValue()).as(Files.readString(output(i))).isZero();
    }
  }

  private Process apply(Path launcher, String url, int number, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(launcher.toString(), "apply", "--yes", "--url", url));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output(number).toFile())
        .start();
  }

  private Path output(int number) {
    return folder.resolve("output-" + number + ".txt");
  }
}
