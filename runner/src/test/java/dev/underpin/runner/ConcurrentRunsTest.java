package dev.underpin.runner;

import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.testkit.TestServer;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConcurrentRunsTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";
  private static final RunOptions IMPATIENT =
      Fixture.waiting(Duration.ofMillis(100), Duration.ofMillis(300));

  private static Migration migration(Fixture shop) {
    return shop.migration(
        "m",
        expand("a").up("CREATE TABLE a (x integer)").down("DROP TABLE a"),
        expand("b").up("CREATE TABLE b (x integer)").down("DROP TABLE b"));
  }

  /** A run that stops in the middle until it is told to go on. */
  private static final class Slow implements RunListener {
    final CountDownLatch there = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void started(MigrationStep step) {
      if (step.number() != 2) return;
      there.countDown();
      try {
        goOn.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_second_waits_and_then_finds_nothing_to_do(TestServer server) throws Exception {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      Slow slow = new Slow();
      AtomicBoolean queued = new AtomicBoolean();
      AtomicBoolean worked = new AtomicBoolean();
      RunListener second =
          new RunListener() {
            @Override
            public void queued(String holder) {
              queued.set(true);
              slow.goOn.countDown();
            }

            @Override
            public void started(MigrationStep step) {
              worked.set(true);
            }
          };
      CompletableFuture<HistoryEntry> first =
          CompletableFuture.supplyAsync(
              () ->
                  shop.another(
                      Fixture.PATIENT,
                      slow,
                      r -> r.apply(migration, "", Optional.empty(), List.of())));
      assertThat(slow.there.await(20, TimeUnit.SECONDS)).isTrue();
      HistoryEntry found =
          shop.runner(Fixture.PATIENT, second).apply(migration, "", Optional.empty(), List.of());

      assertThat(found).isEqualTo(first.get(20, TimeUnit.SECONDS));
      assertThat(found.state()).isEqualTo(State.APPLIED);
      assertThat(queued).isTrue();
      assertThat(worked).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_second_gives_up_in_time_and_says_who_is_at_it(TestServer server) throws Exception {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      Slow slow = new Slow();
      CompletableFuture<HistoryEntry> first =
          CompletableFuture.supplyAsync(
              () ->
                  shop.another(
                      Fixture.PATIENT,
                      slow,
                      r -> r.apply(migration, "", Optional.empty(), List.of())));
      assertThat(slow.there.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(
              () ->
                  shop.runner(IMPATIENT, RunListener.NONE)
                      .apply(migration, "", Optional.empty(), List.of()))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
          .hasMessageContaining("Another run works on this database")
          .hasMessageContaining(
              shop.isSqlite() ? "-underpin.lock" : shop.isPostgresql() ? "underpin)" : "session ");
      slow.goOn.countDown();
      first.get(20, TimeUnit.SECONDS);
    }
  }

  /** Not an exception but the end of the process: nothing of ours runs any more. */
  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_process_that_dies_leaves_no_lock_behind(TestServer server) throws Exception {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      String java =
          System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
      Process process =
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  DyingProcess.class.getName(),
                  shop.test().url(),
                  migration.from(),
                  migration.steps().get(0).leaves(),
                  migration.to())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(DyingProcess.CODE);

      assertThat(shop.entry("m").executed()).containsExactly(1);
      HistoryEntry entry =
          shop.runner(IMPATIENT, RunListener.NONE)
              .apply(migration, "", Optional.empty(), List.of());
      assertThat(entry.state()).isEqualTo(State.APPLIED);
      assertThat(shop.fingerprint()).isEqualTo(migration.to());
    }
  }
}
