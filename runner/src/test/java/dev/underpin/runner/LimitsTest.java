package dev.underpin.runner;

import static dev.underpin.runner.Fixture.backfill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.session.Limits;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run waits while the server is too busy or a person has paused it. */
class LimitsTest {
  private static final int ROWS = 5_000;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  static List<TestServer> all() {
    return Stream.concat(servers().stream(), Stream.of(TestServers.sqlite())).toList();
  }

  private static Fixture table(TestServer server) {
    return Fixture.of(
        server,
        "CREATE TABLE t (a integer NOT NULL PRIMARY KEY, old integer, new integer)",
        "INSERT INTO t (a, old) WITH d(i) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            + " UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
            + " UNION ALL SELECT 9) SELECT 1 + a.i + 10 * b.i + 100 * c.i + 1000 * e.i, a.i FROM d a, d b, d c, d e"
            + " WHERE e.i < 5");
  }

  private static Migration filling(Fixture fixture) {
    return fixture.migration(
        "m",
        backfill("fill t.new")
            .up("UPDATE t SET new = old WHERE (new IS NULL) /* batch */")
            .down("UPDATE t SET new = NULL WHERE (new IS NOT NULL) /* batch */")
            .mode(Mode.BATCHES, Mode.BATCHES)
            .batch(fixture.namespace(), "t", 500, "a"));
  }

  private static RunOptions options(Duration budget, Limits limits) {
    return new RunOptions(
        Phase.CONTRACT,
        Duration.ofMillis(200),
        budget,
        RunOptions.DEFAULT.largeTable(),
        Optional.empty(),
        Optional.empty(),
        "",
        limits);
  }

  private static Limits load(String figure, long most) {
    return new Limits(Optional.empty(), List.of(), Map.of(figure, most), Optional.empty());
  }

  /** Sessions that are at work until they are closed. */
  private static final class Busy implements AutoCloseable {
    private final List<Connection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Busy(Fixture fixture, int sessions) throws SQLException {
      String sleep = fixture.isPostgresql() ? "SELECT pg_sleep(60)" : "SELECT sleep(60)";
      for (int i = 0; i < sessions; i++) {
        Connection connection = fixture.test().connect();
        connections.add(connection);
        Thread thread =
            new Thread(
                () -> {
                  try (Statement statement = connection.createStatement()) {
                    statement.execute(sleep);
                  } catch (SQLException e) {
                    // It was ended.
                  }
                });
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    @Override
    public void close() {
      try {
        for (Connection connection : connections) connection.abort(Runnable::run);
        for (Thread thread : threads) thread.join();
      } catch (SQLException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What a run was told, and something that happens when it is held back. */
  private static class Held implements RunListener {
    final List<String> reasons = new ArrayList<>();
    int batches;
    private final Runnable first;

    Held(Runnable first) {
      this.first = first;
    }

    @Override
    public void heldBack(MigrationStep step, String reason) {
      reasons.add(reason);
      if (reasons.size() == 1) first.run();
    }

    @Override
    public void batch(MigrationStep step, long rows, long read, long total) {
      batches++;
    }
  }

  private static String figure(Fixture fixture) {
    return fixture.isPostgresql() ? "active" : "Threads_running";
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_busy_server_holds_a_run_back_until_it_is_less_busy(TestServer server) throws Exception {
    try (Fixture fixture = table(server)) {
      Migration migration = filling(fixture);
      // Other tests of this server may be at work at the same time.
      try (Busy busy = new Busy(fixture, 12)) {
        awaitBusy(fixture, busy.connections.size());
        Held held = new Held(() -> killSleepers(fixture));
        fixture
            .runner(options(Duration.ofSeconds(30), load(figure(fixture), 10)), held)
            .apply(migration, "", Optional.empty(), List.of());
        assertThat(held.reasons.get(0)).matches(figure(fixture) + " is 1[0-9], max_load is 10");
      }
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old"))
          .isEqualTo("" + ROWS);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_that_stays_busy_stops_the_run_and_the_next_one_goes_on(TestServer server)
      throws Exception {
    try (Fixture fixture = table(server)) {
      Migration migration = filling(fixture);
      RunOptions options = options(Duration.ofMillis(1500), load(figure(fixture), 10));
      List<Busy> busy = new ArrayList<>();
      RunListener listener =
          new RunListener() {
            @Override
            public void batch(MigrationStep step, long rows, long read, long total) {
              if (busy.isEmpty()) busy.add(sleepers(fixture));
            }
          };
      assertThatThrownBy(
              () ->
                  fixture.another(
                      options, listener, r -> r.apply(migration, "", Optional.empty(), List.of())))
          .isInstanceOfSatisfying(
              UnderpinException.class,
              e -> {
                assertThat(e.code()).contains(FindingCode.LIMIT_EXCEEDED);
                assertThat(e.kind()).isEqualTo(UnderpinException.Kind.TIMEOUT);
                assertThat(e).hasMessageContaining("max_load is 10");
              });
      assertThat(fixture.entry("m").state()).isEqualTo(State.PARTIAL);
      killSleepers(fixture);
      busy.forEach(Busy::close);
      fixture.apply(migration);
      assertThat(fixture.entry("m").state()).isEqualTo(State.APPLIED);
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old"))
          .isEqualTo("" + ROWS);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_paused_run_holds_no_lock_on_the_table_and_goes_on_when_the_file_is_removed(
      TestServer server) throws Exception {
    Path file = folder.resolve("pause");
    try (Fixture fixture = table(server)) {
      Migration migration = filling(fixture);
      Held held =
          new Held(
              () -> {
                fixture.test().execute("UPDATE t SET old = 7");
                remove(file);
              }) {
            @Override
            public void batch(MigrationStep step, long rows, long read, long total) {
              if (++batches == 2) touch(file);
            }
          };
      Limits limits = new Limits(Optional.empty(), List.of(), Map.of(), Optional.of(file));
      fixture
          .runner(options(Duration.ofSeconds(20), limits), held)
          .apply(migration, "", Optional.empty(), List.of());
      assertThat(held.reasons.get(0)).isEqualTo("paused until the file " + file + " is removed");
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new IS NULL")).isEqualTo("0");
      touch(file);
      Held back = new Held(() -> remove(file));
      fixture.runner(options(Duration.ofSeconds(20), limits), back).rollback(fixture.entry("m"), 0);
      assertThat(back.reasons).isNotEmpty();
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new IS NULL"))
          .isEqualTo("" + ROWS);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_limit_that_nobody_can_measure_is_refused_before_anything_is_changed(TestServer server) {
    try (Fixture fixture = table(server)) {
      Migration migration = filling(fixture);
      Limits lag =
          new Limits(Optional.of(Duration.ofSeconds(5)), List.of(), Map.of(), Optional.empty());
      for (Limits limits : List.of(lag, load("no_such_figure", 3))) {
        assertThatThrownBy(
                () ->
                    fixture
                        .runner(options(Duration.ofSeconds(5), limits), RunListener.NONE)
                        .apply(migration, "", Optional.empty(), List.of()))
            .isInstanceOfSatisfying(
                UnderpinException.class,
                e -> {
                  assertThat(e.code()).contains(FindingCode.LIMIT_NOT_MEASURED);
                  assertThat(e).hasMessageContaining("Nothing was changed.");
                });
      }
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new IS NULL"))
          .isEqualTo("" + ROWS);
    }
  }

  private static Busy sleepers(Fixture fixture) {
    try {
      Busy busy = new Busy(fixture, 12);
      awaitBusy(fixture, 12);
      return busy;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static final String MYSQL_SLEEPERS =
      " FROM information_schema.processlist WHERE db = database() AND info = 'SELECT sleep(60)'";
  private static final String POSTGRESQL_SLEEPERS =
      " FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query = 'SELECT pg_sleep(60)'";

  private static void awaitBusy(Fixture fixture, int sessions) {
    String sleepers = fixture.isPostgresql() ? POSTGRESQL_SLEEPERS : MYSQL_SLEEPERS;
    for (int i = 0; i < 500; i++) {
      if (("" + sessions).equals(fixture.test().value("SELECT count(*)" + sleepers))) return;
      sleep();
    }
    throw new AssertionError("the sessions are not at work");
  }

  private static void killSleepers(Fixture fixture) {
    if (fixture.isPostgresql())
      fixture.test().value("SELECT count(pg_terminate_backend(pid))" + POSTGRESQL_SLEEPERS);
    else
      fixture
          .test()
          .rows("SELECT id" + MYSQL_SLEEPERS)
          .forEach(row -> fixture.test().execute("KILL " + row.get(0)));
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
