package dev.underpin.runner;

import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody reads a table in a long transaction while a step needs it. */
class TableInUseTest {
  private static final Duration TRY = Duration.ofMillis(100);
  private static final int READS_FOR = 2;

  static List<TestServer> servers() {
    return Stream.of("postgresql 18", "mysql newest", "mariadb 11.4")
        .map(TestServers::named)
        .toList();
  }

  private static Migration addsColumn(Fixture shop) {
    Mode mode = shop.isTransactional() ? Mode.TRANSACTION : Mode.ALONE;
    return shop.migration(
        "m",
        expand("add column orders.x")
            .up("ALTER TABLE orders ADD COLUMN x text")
            .down("ALTER TABLE orders DROP COLUMN x")
            .mode(mode, mode));
  }

  private static Connection reader(Fixture shop) throws SQLException {
    Connection connection = shop.test().connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT * FROM orders");
    }
    return connection;
  }

  private static void release(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Each try makes the application wait. MariaDB does not say which transactions hold a lock. */
  @ParameterizedTest
  @MethodSource("servers")
  void gets_the_table_once_the_reader_has_ended_and_does_not_try_before(TestServer server)
      throws Exception {
    int tries = triesWhileSomebodyReads(server);
    if (server.engine().equals("mariadb")) assertThat(tries).isPositive();
    else assertThat(tries).isEqualTo(1);
  }

  private static int triesWhileSomebodyReads(TestServer server) throws Exception {
    try (Fixture shop = Fixture.shop(server);
        Connection reader = reader(shop)) {
      Migration migration = addsColumn(shop);
      AtomicInteger tries = new AtomicInteger();
      Executor later = CompletableFuture.delayedExecutor(READS_FOR, TimeUnit.SECONDS);
      RunListener listener =
          new RunListener() {
            @Override
            public void waiting(MigrationStep step, String reason, int attempt) {
              if (tries.incrementAndGet() == 1) later.execute(() -> release(reader));
            }
          };
      assertThat(
              shop.runner(Fixture.waiting(TRY, Duration.ofSeconds(30)), listener)
                  .apply(migration, "", Optional.empty(), List.of())
                  .state())
          .isEqualTo(State.APPLIED);
      return tries.get();
    }
  }

  /** A server that counts in whole seconds would end none of them within this time. */
  @ParameterizedTest
  @MethodSource("servers")
  void a_try_is_as_short_as_it_was_asked_to_be(TestServer server) throws SQLException {
    try (Fixture shop = Fixture.shop(server);
        Connection reader = reader(shop)) {
      Migration migration = addsColumn(shop);
      AtomicInteger tries = new AtomicInteger();
      RunListener listener =
          new RunListener() {
            @Override
            public void waiting(MigrationStep step, String reason, int attempt) {
              tries.incrementAndGet();
            }
          };
      assertThatThrownBy(
              () ->
                  shop.runner(Fixture.waiting(TRY, Duration.ofMillis(950)), listener)
                      .apply(migration, "", Optional.empty(), List.of()))
          .hasMessageContaining("Could not acquire a lock in")
          .hasMessageContaining("Nothing was changed.");
      assertThat(tries).hasPositiveValue();
      reader.rollback();
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
    }
  }
}
