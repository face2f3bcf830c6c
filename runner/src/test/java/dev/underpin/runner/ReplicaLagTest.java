package dev.underpin.runner;

import static dev.underpin.runner.Fixture.backfill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.Introspectors;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.session.Limits;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A run waits for a replica that is behind: with servers that replicate. */
class ReplicaLagTest {
  private static Fixture table(TestServer server) {
    return Fixture.of(
        server,
        "CREATE TABLE t (a integer NOT NULL PRIMARY KEY, old integer, new integer)",
        "INSERT INTO t (a, old) VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8)");
  }

  private static Migration filling(Fixture fixture) {
    return fixture.migration(
        "m",
        backfill("fill t.new")
            .up("UPDATE t SET new = old WHERE (new IS NULL) /* batch */")
            .down("UPDATE t SET new = NULL WHERE (new IS NOT NULL) /* batch */")
            .mode(Mode.BATCHES, Mode.BATCHES)
            .batch(fixture.namespace(), "t", 1, "a"));
  }

  private static RunOptions options(String... replicas) {
    return new RunOptions(
        Phase.CONTRACT,
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        RunOptions.DEFAULT.largeTable(),
        Optional.empty(),
        Optional.empty(),
        "",
        new Limits(
            Optional.of(Duration.ofSeconds(1)),
            List.of(replicas).stream().map(Introspectors::parseUrl).toList(),
            Map.of(),
            Optional.empty()));
  }

  /** Keeps why it was held back, and does something the first time. */
  private record Held(List<String> reasons, Runnable first) implements RunListener {
    @Override
    public void heldBack(MigrationStep step, String reason) {
      reasons.add(reason);
      if (reasons.size() == 1) first.run();
    }
  }

  /** A receiver of the log that says it has replayed all, or nothing more. */
  private static final class Standby implements AutoCloseable {
    final AtomicBoolean replays = new AtomicBoolean(true);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Connection connection;
    private final PGReplicationStream stream;
    private final Thread thread = new Thread(this::receive, "standby");

    Standby(TestDatabase db) throws SQLException {
      Properties properties = new Properties();
      properties.put("user", "postgres");
      properties.put("replication", "database");
      properties.put("preferQueryMode", "simple");
      properties.put("assumeMinServerVersion", "12");
      properties.put("ApplicationName", "standby1");
      URI url = URI.create(db.url());
      connection =
          DriverManager.getConnection(
              "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
              properties);
      LogSequenceNumber start =
          LogSequenceNumber.valueOf(db.value("SELECT pg_current_wal_flush_lsn()"));
      stream =
          connection
              .unwrap(PGConnection.class)
              .getReplicationAPI()
              .replicationStream()
              .physical()
              .withStartPosition(start)
              .withStatusInterval(100, TimeUnit.MILLISECONDS)
              .start();
      report(start);
      thread.setDaemon(true);
      thread.start();
    }

    private void report(LogSequenceNumber replayed) throws SQLException {
      stream.setFlushedLSN(replayed);
      stream.setAppliedLSN(replayed);
      stream.forceUpdateStatus();
    }

    private void receive() {
      try {
        while (!ended.get()) {
          while (stream.readPending() != null) {}
          if (replays.get()) report(stream.getLastReceiveLSN());
          Thread.sleep(20);
        }
      } catch (SQLException | InterruptedException e) {
        if (!ended.get()) throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws SQLException {
      ended.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      connection.close();
    }
  }

  @Test
  void a_standby_of_postgresql_that_replays_nothing_holds_a_run_back() throws Exception {
    try (Fixture fixture = table(TestServers.replicating("postgresql", 1));
        Standby standby = new Standby(fixture.test())) {
      Migration migration = filling(fixture);
      List<String> reasons = new ArrayList<>();
      RunListener listener =
          new RunListener() {
            @Override
            public void batch(MigrationStep step, long rows, long read, long total) {
              if (reasons.isEmpty()) standby.replays.set(false);
              if (!standby.replays.get()) sleep(1_500);
            }

            @Override
            public void heldBack(MigrationStep step, String reason) {
              reasons.add(reason);
              standby.replays.set(true);
            }
          };
      fixture.runner(options(), listener).apply(migration, "", Optional.empty(), List.of());
      assertThat(reasons.get(0))
          .matches(
              "replica standby1 \\(127\\.0\\.0\\.1\\) is [1-9][0-9.]* s behind, max_lag is 1 s");
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old")).isEqualTo("8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void a_replica_of_mysql_and_mariadb_that_is_behind_holds_a_run_back(String engine)
      throws Exception {
    boolean isMariaDb = engine.equals("mariadb");
    try (Fixture fixture = table(TestServers.replicating(engine, 1));
        TestDatabase replica = TestServers.replicating(engine, 2).newDatabase();
        Connection locked = replica.connect();
        Statement lock = locked.createStatement()) {
      Migration migration = filling(fixture);
      int port = URI.create(fixture.test().url()).getPort();
      replica.execute(
          isMariaDb
              ? "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_USER = 'root', MASTER_PORT = "
                  + port
              : "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_USER = 'root', SOURCE_PORT = "
                  + port,
          isMariaDb ? "START SLAVE" : "START REPLICA");
      String schema = URI.create(fixture.test().url()).getPath().substring(1);
      awaitRows(replica, schema, 8);
      lock.execute("FLUSH TABLES WITH READ LOCK");
      // A value that differs: rows that stay as they are do not reach the log.
      fixture.test().execute("UPDATE t SET old = 70 WHERE a = 7");
      sleep(3_000);
      Held held = new Held(new ArrayList<>(), () -> unlock(lock));
      fixture
          .runner(options(replica.url()), held)
          .apply(migration, "", Optional.empty(), List.of());
      assertThat(held.reasons().get(0)).matches("replica .* is [2-9] s behind, max_lag is 1 s");
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old")).isEqualTo("8");
      replica.execute(isMariaDb ? "STOP SLAVE" : "STOP REPLICA");
    }
  }

  private static void awaitRows(TestDatabase replica, String schema, int rows) throws SQLException {
    String tables =
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = '" + schema + "'";
    for (int i = 0; i < 1_500; i++) {
      if (replica.value(tables).equals("1")
          && replica.value("SELECT count(*) FROM " + schema + ".t").equals("" + rows)) return;
      sleep(20);
    }
    throw new AssertionError("the replica did not get " + rows + " rows of " + schema + ".t");
  }

  private static void unlock(Statement lock) {
    try {
      lock.execute("UNLOCK TABLES");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
