package dev.underpin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteDataSource;

/** What an application's pool lends is used as it comes, and given back as it came. */
class LentConnectionsTest {
  private static final String YAML =
      """
      tables:
        orders:
          columns:
            id: bigint not null
            paid: boolean not null default %s
            status: varchar(20) not null default 'new'
          primary_key: [id]
      seed:
        orders:
          rows:
            - {id: 1, paid: true, status: first}
            - {id: 3, paid: false, status: third}
      """;

  static List<TestServer> servers() {
    return List.of(
        TestServers.sqlite(), TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  private static HikariDataSource pool(TestDatabase database, int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(new Source(database));
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(500);
    return new HikariDataSource(config);
  }

  private static String yaml(TestDatabase database) {
    return YAML.formatted(database.engine().equals("sqlite") ? "0" : "false");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_plan_is_applied_and_rolled_back_and_the_pool_gets_its_sessions_back(TestServer server)
      throws SQLException {
    try (TestDatabase database = server.newDatabase();
        HikariDataSource pool = pool(database, 4)) {
      database.execute(
          "CREATE TABLE orders (id bigint NOT NULL PRIMARY KEY)",
          "INSERT INTO orders (id) VALUES (1), (2)");
      SortedMap<String, List<String>> rows = database.dump();
      List<String> sessions = sessions(pool, database);
      Underpin underpin = Underpin.connect(pool);

      for (int round = 0; round < 2; round++) {
        SchemaPlan plan = underpin.plan(yaml(database));
        assertThat(plan.changes()).extracting(SchemaChange::object).contains("orders.status");
        assertThat(plan.isRefused()).as("%s", plan.refusals()).isFalse();
        assertThat(underpin.apply(plan).migrations()).hasSize(1);
        assertThat(underpin.plan(yaml(database)).isEmpty()).isTrue();
        assertThat(underpin.drift().isEmpty()).isTrue();
        assertThat(database.value("SELECT status FROM orders WHERE id = 3")).isEqualTo("third");
        assertThat(underpin.rollback().migrations())
            .extracting(RunResult.Migration::state)
            .containsExactly(RunResult.State.ROLLED_BACK);
        assertThat(database.dump()).isEqualTo(rows);
      }

      assertThat(sessions(pool, database)).isEqualTo(sessions);
      // None of them had to be thrown away.
      assertThat(((Source) pool.getDataSource()).opened()).hasValue(4);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_pool_without_autocommit_serves_as_well(TestServer server) throws SQLException {
    try (TestDatabase database = server.newDatabase()) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(new Source(database));
      config.setAutoCommit(false);
      config.setMaximumPoolSize(4);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        List<String> sessions = sessions(pool, database);
        Underpin underpin = Underpin.connect(pool);
        underpin.apply(underpin.plan(yaml(database)));
        assertThat(underpin.drift().isEmpty()).isTrue();
        assertThat(database.value("SELECT count(*) FROM orders")).isEqualTo("2");
        underpin.rollback();
        assertThat(sessions(pool, database)).isEqualTo(sessions);
      }
    }
  }

  @Test
  void of_two_instances_that_start_at_once_one_runs_the_migrations(@TempDir Path folder)
      throws Exception {
    Path schema =
        Files.writeString(folder.resolve("schema.yaml"), "tables: {t: {columns: {id: bigint}}}");
    Path migrations = folder.resolve("migrations");
    try (TestDatabase database = TestServers.postgresql().newDatabase();
        HikariDataSource one = pool(database, 4);
        HikariDataSource other = pool(database, 4)) {
      Underpin.connect(one).withMigrations(migrations).save(schema, "first");
      List<CompletableFuture<RunResult>> starts =
          Stream.of(one, other)
              .map(
                  pool ->
                      CompletableFuture.supplyAsync(
                          () -> Underpin.connect(pool).withMigrations(migrations).apply()))
              .toList();
      for (CompletableFuture<RunResult> start : starts) start.get(60, TimeUnit.SECONDS);
      assertThat(Underpin.connect(one).withMigrations(migrations).status().in(Status.State.APPLIED))
          .hasSize(1);
      assertThat(Underpin.connect(other).drift().isEmpty()).isTrue();
    }
  }

  /** The settings of every session of a pool, and what it holds. */
  private static List<String> sessions(HikariDataSource pool, TestDatabase database)
      throws SQLException {
    List<Connection> open = new ArrayList<>();
    TreeSet<String> found = new TreeSet<>();
    try {
      for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
        Connection connection = pool.getConnection();
        open.add(connection);
        found.add(
            connection.getAutoCommit()
                + " "
                + (database.engine().equals("sqlite") ? "" : connection.getNetworkTimeout())
                + settings(database.engine()).stream()
                    .map(sql -> TestDatabase.rows(connection, sql).toString())
                    .toList());
      }
    } finally {
      for (Connection connection : open) connection.close();
    }
    // All sessions are alike, before and after.
    assertThat(found).hasSize(1);
    return List.copyOf(found);
  }

  private static List<String> settings(String engine) {
    return switch (engine) {
      case "sqlite" -> List.of("PRAGMA foreign_keys", "PRAGMA busy_timeout", "PRAGMA query_only");
      case "postgresql" ->
          List.of(
              "SELECT name, setting, source FROM pg_settings ORDER BY name",
              "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'");
      default ->
          List.of(
              """
              SHOW SESSION VARIABLES WHERE Variable_name NOT IN ('timestamp', 'pseudo_thread_id', \
              'last_insert_id', 'identity', 'insert_id', 'rand_seed1', 'rand_seed2', 'statement_id', \
              'last_gtid', 'gtid_binlog_pos', 'gtid_current_pos', 'gtid_binlog_state', \
              'gtid_executed', 'gtid_purged', 'warning_count', 'error_count', 'tx_isolation')""",
              "SELECT DATABASE()");
    };
  }

  @Test
  void names_without_a_schema_are_in_public_whatever_the_pool_sets() throws SQLException {
    try (TestDatabase database = TestServers.postgresql().newDatabase()) {
      database.execute("CREATE SCHEMA app");
      HikariConfig config = new HikariConfig();
      config.setDataSource(new Source(database));
      config.setSchema("app");
      try (HikariDataSource pool = new HikariDataSource(config)) {
        Underpin underpin = Underpin.connect(pool);
        String yaml = "tables: {t: {columns: {id: bigint}}, app.u: {columns: {id: bigint}}}";
        underpin.apply(underpin.plan(yaml));
        assertThat(
                database.rows(
                    "SELECT schemaname, tablename FROM pg_tables WHERE tablename IN ('t', 'u') ORDER BY 2"))
            .containsExactly(List.of("public", "t"), List.of("app", "u"));
        assertThat(underpin.plan(yaml).isEmpty()).isTrue();
        try (Connection connection = pool.getConnection()) {
          assertThat(connection.getSchema()).isEqualTo("app");
        }
      }
    }
  }

  @Test
  void a_pool_that_cannot_lend_enough_is_refused_before_anything_is_changed() {
    try (TestDatabase database = TestServers.postgresql().newDatabase();
        HikariDataSource pool = pool(database, 2)) {
      Underpin underpin = Underpin.connect(pool);
      SchemaPlan plan = underpin.plan("tables: {t: {columns: {id: bigint}}}");
      assertThatThrownBy(() -> underpin.apply(plan))
          .isInstanceOfSatisfying(
              UnderpinException.class,
              e -> assertThat(e.kind()).isEqualTo(UnderpinException.Kind.REFUSED))
          .hasMessageContaining("needs 4 connections at once, and the DataSource lent 2");
      assertThat(underpin.plan("tables: {t: {columns: {id: bigint}}}").isEmpty()).isFalse();
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @Test
  void a_SQLite_database_in_memory_is_refused() {
    SQLiteDataSource memory = new SQLiteDataSource();
    memory.setUrl("jdbc:sqlite::memory:");
    assertThatThrownBy(() -> Underpin.connect(memory))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("in memory")
        .hasMessageContaining("Use a file");
  }

  @Test
  void a_thread_with_another_class_loader_finds_the_engines() throws InterruptedException {
    try (TestDatabase database = TestServers.sqlite().newDatabase()) {
      List<Boolean> found = new ArrayList<>();
      Thread thread =
          new Thread(
              () -> {
                Underpin underpin = Underpin.connect(new Source(database));
                found.add(underpin.plan("tables: {t: {columns: {id: bigint}}}").isEmpty());
              });
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      thread.start();
      thread.join();
      assertThat(found).containsExactly(false);
    }
  }
}
