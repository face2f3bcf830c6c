package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run is paused by a file, and many runs begin at once. */
class PausedRunTest {
  private static final int RUNS = 10;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(
        TestServers.sqlite(), TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void status_says_which_file_pauses_a_run(TestServer server) throws Exception {
    Path pause = folder.resolve("pause");
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(folder.resolve("underpin.yaml"), "pause_file: pause\n");
      Files.writeString(
          folder.resolve("schema.yaml"), "tables: { item: { columns: { id: integer } } }\n");
      assertThat(run(db, "plan --save first").code()).isZero();
      Files.writeString(pause, "");

      CompletableFuture<Cli.Answer> apply =
          CompletableFuture.supplyAsync(() -> run(db, "apply --yes --events events.jsonl"));
      Path events = folder.resolve("events.jsonl");
      // The file alone says nothing of a run that has not come to its first step.
      for (int i = 0; i < 600 && !isHeldBack(events); i++) Thread.sleep(50);
      String status = "";
      for (int i = 0; i < 300 && !status.contains("is paused"); i++) {
        status = run(db, "status").out();
        Thread.sleep(50);
      }
      assertThat(status.replaceAll("\\s+", " "))
          .contains("is under way", "It is paused until the file", "pause is removed.");
      assertThat(run(db, "status --format json").out()).contains("\"paused_by\": \"");
      assertThat(apply).isNotDone();

      Files.delete(pause);
      Cli.Answer answer = apply.get(1, TimeUnit.MINUTES);
      assertThat(answer.code()).as(answer.toString()).isZero();
      assertThat(answer.err().replaceAll("\\s+", " ")).contains("waits: paused until the file");
      assertThat(run(db, "status").out()).doesNotContain("paused");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void of_ten_runs_at_once_one_does_the_work(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      Files.copy(Path.of("..", "examples", "shop", "schema.yaml"), folder.resolve("schema.yaml"));
      assertThat(run(db, "plan --save first").code()).isZero();
      List<CompletableFuture<Cli.Answer>> runs =
          IntStream.range(0, RUNS).mapToObj(i -> new CompletableFuture<Cli.Answer>()).toList();
      for (CompletableFuture<Cli.Answer> one : runs)
        new Thread(() -> one.complete(run(db, "apply --yes --wait 2m"))).start();
      for (CompletableFuture<Cli.Answer> one : runs) {
        Cli.Answer answer = one.get(3, TimeUnit.MINUTES);
        assertThat(answer.code()).as(answer.toString()).isZero();
      }
      assertThat(run(db, "plan --exit-code").code()).isZero();
      assertThat(run(db, "status").out()).contains("clean").containsOnlyOnce("_first");
    }
  }

  private Cli.Answer run(TestDatabase db, String command) {
    return new Cli(folder).run((command + " --url " + db.url()).split(" "));
  }

  private static boolean isHeldBack(Path events) throws IOException {
    return Files.exists(events) && Files.readString(events).contains("run_held_back");
  }
}
