package dev.underpin.runner;

import static dev.underpin.runner.Fixture.contract;
import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application holds locks, and concurrent builds leave things behind. */
class PostgresqlLockTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#everyPostgresql";
  private static final RunOptions QUICK =
      Fixture.waiting(Duration.ofMillis(100), Duration.ofMillis(700));

  private static Migration addsColumn(Fixture shop) {
    return shop.migration(
        "m",
        expand("add column orders.x")
            .up("ALTER TABLE orders ADD COLUMN x text")
            .down("ALTER TABLE orders DROP COLUMN x"));
  }

  private static Migration buildsIndex(Fixture shop, String unique) {
    return shop.migration(
        "m",
        expand("create table notes").up("CREATE TABLE notes (x integer)").down("DROP TABLE notes"),
        contract("index orders.customer_id")
            .up("CREATE " + unique + "INDEX CONCURRENTLY orders_idx ON public.orders (customer_id)")
            .down("DROP INDEX CONCURRENTLY public.orders_idx")
            .mode(Mode.ALONE, Mode.ALONE)
            .promising(
                "CREATE "
                    + unique.replace("UNIQUE ", "")
                    + "INDEX orders_idx ON public.orders (customer_id)"));
  }

  /** A session of the application with a transaction open. */
  private static Connection busy(Fixture shop, String sql) throws SQLException {
    Connection connection = shop.test().connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET application_name = 'webshop'");
      statement.execute(sql);
    }
    return connection;
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void gives_up_in_time_and_names_who_is_in_the_way(TestServer server) throws SQLException {
    try (Fixture shop = Fixture.shop(server);
        Connection webshop = busy(shop, "SELECT * FROM orders")) {
      Migration migration = addsColumn(shop);
      assertThatThrownBy(
              () ->
                  shop.runner(QUICK, RunListener.NONE)
                      .apply(migration, "", Optional.empty(), List.of()))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
          .hasMessageContaining("Could not acquire a lock")
          .hasMessageContaining("webshop")
          .hasMessageContaining("idle in transaction")
          .hasMessageContaining("SELECT * FROM orders")
          .hasMessageContaining("Nothing was changed.");
      webshop.rollback();
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_concurrent_build_that_is_held_up_for_too_long_is_given_up_and_leaves_nothing(
      TestServer server) throws SQLException {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = buildsIndex(shop, "");
      try (Connection webshop = busy(shop, "INSERT INTO orders VALUES (9, 1, 1)")) {
        assertThatThrownBy(
                () ->
                    shop.runner(QUICK, RunListener.NONE)
                        .apply(migration, "", Optional.empty(), List.of()))
            .isInstanceOfSatisfying(
                UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
            .hasMessageContaining("webshop");
        webshop.rollback();
      }
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
      assertThat(validIndexes(shop)).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_unique_build_that_fails_leaves_no_index_that_rejects_rows(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = buildsIndex(shop, "UNIQUE ");
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining("could not create unique index")
          .hasMessageContaining("Step 1 is applied. Step 2 is not applied.");
      assertThat(shop.test().value("SELECT count(*) FROM pg_class WHERE relname = 'orders_idx'"))
          .isEqualTo("0");
      assertThat(shop.entry("m").executed()).containsExactly(1);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_invalid_index_of_a_run_that_was_killed_is_dropped_and_built_anew(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = buildsIndex(shop, "");
      killBeforeIndex(shop, migration);
      shop.test().execute("CREATE INDEX orders_idx ON orders (customer_id)");
      shop.test()
          .execute(
              "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orders_idx'::regclass");
      started(shop);
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
      assertThat(validIndexes(shop)).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_invalid_index_is_cleared_away_when_the_run_that_left_it_is_taken_back(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = buildsIndex(shop, "");
      killBeforeIndex(shop, migration);
      shop.test().execute("CREATE INDEX orders_idx ON orders (customer_id)");
      shop.test()
          .execute(
              "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orders_idx'::regclass");
      started(shop);
      assertThat(shop.runner().rollback(shop.entry("m"), 0).state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.test().value("SELECT count(*) FROM pg_class WHERE relname = 'orders_idx'"))
          .isEqualTo("0");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_index_that_was_finished_before_the_kill_is_not_built_twice(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = buildsIndex(shop, "");
      killBeforeIndex(shop, migration);
      shop.test().execute("CREATE INDEX orders_idx ON orders (customer_id)");
      String oid = shop.test().value("SELECT 'orders_idx'::regclass::oid");
      started(shop);
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
      assertThat(shop.test().value("SELECT 'orders_idx'::regclass::oid")).isEqualTo(oid);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_standby_or_read_only_server_is_refused(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = addsColumn(shop);
      try (Database readOnly = Fixture.open(shop.test(), true)) {
        Runner runner =
            new Runner(
                readOnly,
                QUICK,
                dev.underpin.introspect.Scope.ALL,
                RunListener.NONE,
                Fixture.CLOCK);
        assertThatThrownBy(() -> runner.apply(migration, "", Optional.empty(), List.of()))
            .isInstanceOfSatisfying(
                UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
            .hasMessageContaining("read-only");
      }
    }
  }

  private static void killBeforeIndex(Fixture shop, Migration migration) {
    assertThatThrownBy(
            () ->
                shop.another(
                    Fixture.PATIENT,
                    Fixture.dyingAtStartOf(2),
                    r -> r.apply(migration, "", Optional.empty(), List.of())))
        .isInstanceOf(Fixture.Killed.class);
  }

  private static void started(Fixture shop) {
    shop.test().execute("UPDATE underpin.steps SET state = 'started' WHERE number = 2");
  }

  private static @org.jspecify.annotations.Nullable String validIndexes(Fixture shop) {
    return shop.test()
        .value(
            "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = 'orders_idx' AND indisvalid");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void names_mean_what_the_prologue_says_and_only_inside_of_steps(TestServer server)
      throws SQLException {
    try (Fixture shop =
        Fixture.of(server, "CREATE SCHEMA auth", "CREATE TABLE auth.users (id integer)")) {
      String path = Sql.value(shop.database.connection(), "SHOW search_path").orElseThrow();
      Migration plain =
          shop.migration(
              "m",
              expand("in a transaction")
                  .up("ALTER TABLE users ADD COLUMN a text")
                  .promising("ALTER TABLE auth.users ADD COLUMN a text"),
              expand("alone")
                  .up("ALTER TABLE users ADD COLUMN b text")
                  .promising("ALTER TABLE auth.users ADD COLUMN b text")
                  .mode(Mode.ALONE, Mode.ALONE));
      Migration migration =
          new Migration(
              plain.id(),
              plain.engineId(),
              plain.engineVersion(),
              plain.allowed(),
              plain.from(),
              plain.to(),
              List.of("\\set ON_ERROR_STOP on", "SET search_path TO \"auth\";"),
              plain.steps());
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
      assertThat(Sql.value(shop.database.connection(), "SHOW search_path")).contains(path);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void whatever_lies_in_the_trash_makes_room_for_the_next_time(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      String trash = "underpin_trash_" + dev.underpin.planner.migration.Tokens.of("m") + "_";
      Migration migration =
          shop.migration(
              "m",
              expand("create table notes")
                  .up(
                      "CREATE TABLE notes (id serial PRIMARY KEY)",
                      "CREATE TYPE mood AS ENUM ('ok')")
                  .down(
                      "CREATE SCHEMA IF NOT EXISTS underpin_trash",
                      "ALTER TYPE mood RENAME TO " + trash + "mood",
                      "ALTER TYPE " + trash + "mood SET SCHEMA underpin_trash",
                      "ALTER INDEX notes_pkey RENAME TO " + trash + "notes_pkey",
                      "ALTER SEQUENCE notes_id_seq RENAME TO " + trash + "notes_id_seq",
                      "ALTER TABLE notes RENAME TO " + trash + "notes",
                      "ALTER TABLE " + trash + "notes SET SCHEMA underpin_trash"));
      for (int i = 0; i < 3; i++) shop.runner().rollback(shop.apply(migration), 0);
      assertThat(shop.runner().purge(Optional.empty(), false).items()).hasSize(3);
      assertThat(shop.test().value("SELECT to_regnamespace('underpin_trash')")).isNull();
    }
  }
}
