package dev.underpin.runner;

import static dev.underpin.runner.Fixture.backfill;
import static dev.underpin.runner.Fixture.contract;
import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.testkit.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";

  static Migration threeSteps(Fixture shop) {
    return shop.migration(
        "20261121093000_status",
        expand("add column orders.status")
            .up("ALTER TABLE orders ADD COLUMN status varchar(20)")
            .down("ALTER TABLE orders DROP COLUMN status"),
        backfill("fill orders.status")
            .up("UPDATE orders SET status = 'paid' WHERE (status IS NULL)"),
        contract("index orders.status")
            .up("CREATE INDEX orders_status_idx ON orders (status)")
            .down(shop.dropIndex("orders", "orders_status_idx")));
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void runs_every_step_and_writes_it_down(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = threeSteps(shop);
      HistoryEntry entry = shop.runner().apply(migration, "abc", Optional.empty(), List.of());

      assertThat(entry.state()).isEqualTo(State.APPLIED);
      assertThat(entry.migration()).isEqualTo(migration);
      assertThat(entry.checksum()).isEqualTo("abc");
      assertThat(entry.executed()).containsExactlyInAnyOrder(1, 2, 3);
      assertThat(entry.remaining()).isEmpty();
      assertThat(entry.finishedAt()).contains(Fixture.CLOCK.instant());
      assertThat(shop.fingerprint()).isEqualTo(migration.to());
      assertThat(shop.test().value("SELECT count(*) FROM orders WHERE status = 'paid'"))
          .isEqualTo("4");
      assertThat(HistoryReader.entries(shop.database)).containsExactly(entry);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void keeps_the_models_from_before_and_after(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = threeSteps(shop);
      var before = shop.database.read(dev.underpin.introspect.Scope.ALL).schema();
      HistoryEntry entry = shop.apply(migration);
      assertThat(entry.before()).contains(before);
      assertThat(entry.left())
          .contains(shop.database.read(dev.underpin.introspect.Scope.ALL).schema());
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void does_nothing_the_second_time(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = threeSteps(shop);
      HistoryEntry first = shop.apply(migration);
      HistoryEntry second =
          shop.runner(Fixture.PATIENT, Fixture.dyingAtStartOf(1))
              .apply(migration, "", Optional.empty(), List.of());
      assertThat(second).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_an_applied_migration_whose_file_was_edited(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = threeSteps(shop);
      shop.apply(migration);
      assertThatThrownBy(() -> shop.runner().apply(migration, "other", Optional.empty(), List.of()))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("edited");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void stops_after_a_phase_and_goes_on_from_there(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = threeSteps(shop);
      HistoryEntry half =
          shop.runner(Fixture.until(Phase.EXPAND), RunListener.NONE)
              .apply(migration, "", Optional.empty(), List.of());
      assertThat(half.state()).isEqualTo(State.PARTIAL);
      assertThat(half.executed()).containsExactly(1);
      assertThat(half.remaining()).containsExactly(2, 3);
      assertThat(half.error()).isEmpty();

      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_to_begin_from_another_schema(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = threeSteps(shop);
      shop.test().execute("ALTER TABLE customers ADD COLUMN by_hand text");
      assertThatThrownBy(() -> shop.apply(migration))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("underpin drift");
      assertThat(HistoryReader.entries(shop.database)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_a_migration_for_another_engine(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          new Migration(
              "x", "oracle", "", new TreeSet<>(), shop.fingerprint(), "", List.of(), List.of());
      assertThatThrownBy(() -> shop.apply(migration)).hasMessageContaining("was made for oracle");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_a_migration_that_needs_a_newer_engine(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          new Migration(
              "x",
              server.engine(),
              "99.0",
              new TreeSet<>(),
              shop.fingerprint(),
              "",
              List.of(),
              List.of());
      assertThatThrownBy(() -> shop.apply(migration)).hasMessageContaining("99.0 or newer");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_while_data_is_in_the_way(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      DataCheck probe =
          new DataCheck(
              "nulls",
              QualifiedName.of("orders"),
              Finding.recorded("UP301", "have no total"),
              "SELECT id FROM orders WHERE total IS NULL",
              "Fill them in.");
      Migration migration =
          shop.migration(
              "m", expand("add a column").up("ALTER TABLE orders ADD COLUMN x text").check(probe));
      assertThatThrownBy(() -> shop.apply(migration))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("1 row of orders has no total (4)")
          .hasMessageContaining("Fill them in.");
      assertThat(HistoryReader.entries(shop.database)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_step_that_fails_says_what_is_in_place_and_how_to_go_on(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          shop.migration(
              "m",
              expand("add column a")
                  .up("ALTER TABLE orders ADD COLUMN a text")
                  .down("ALTER TABLE orders DROP COLUMN a"),
              expand("add column b")
                  .up("ALTER TABLE orders ADD COLUMN b text")
                  .down("ALTER TABLE orders DROP COLUMN b"),
              contract("add a unique index")
                  .up("CREATE TABLE c (x integer)", "CREATE UNIQUE INDEX u ON orders (customer_id)")
                  .promising("CREATE TABLE c (x integer)"));
      assertThatThrownBy(() -> shop.apply(migration))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED))
          .hasMessageContaining("Step 3 of 3 (contract: add a unique index) of m failed")
          .hasMessageContaining("Steps 1 to 2 are applied.")
          .hasMessageContaining(
              shop.isTransactional() ? "Step 3 is not applied." : "Step 3 is partially applied.")
          .hasMessageContaining("underpin apply")
          .hasMessageContaining("underpin rollback");

      HistoryEntry entry = shop.entry("m");
      assertThat(entry.state()).isEqualTo(State.PARTIAL);
      assertThat(entry.executed()).containsExactlyInAnyOrder(1, 2);
      assertThat(entry.error()).isPresent();

      shop.test().execute("DELETE FROM orders WHERE id = 2");
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining(
              shop.isTransactional()
                  ? "did something else than the plan promised"
                  : "not the one that the plan promised");
      assertThat(shop.entry("m").remaining())
          .containsExactlyElementsOf(shop.isTransactional() ? List.of(3) : List.of());
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_first_step_that_fails_leaves_a_migration_that_can_be_planned_anew(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration bad =
          shop.migration(
              "m", expand("nonsense").up("SELECT nonsense FROM nowhere").promising("SELECT 1"));
      assertThatThrownBy(() -> shop.apply(bad)).hasMessageContaining("Nothing was changed.");
      assertThat(shop.entry("m").state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.entry("m").error()).isPresent();

      Migration better = shop.migration("m", expand("sense").up("CREATE TABLE sense (x integer)"));
      assertThat(shop.runner().apply(better, "edited", Optional.empty(), List.of()).state())
          .isEqualTo(State.APPLIED);
      assertThat(HistoryReader.entries(shop.database)).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void another_migration_waits_until_the_one_that_is_half_done_is_finished(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration first = threeSteps(shop);
      shop.runner(Fixture.until(Phase.EXPAND), RunListener.NONE)
          .apply(first, "", Optional.empty(), List.of());
      Migration second = shop.migration("n", expand("x").up("CREATE TABLE x (y integer)"));
      assertThatThrownBy(() -> shop.apply(second))
          .hasMessageContaining("20261121093000_status is partially applied: steps 2 to 3 remain.");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_run_that_was_killed_before_its_first_step_is_in_nobodys_way(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration first = threeSteps(shop);
      assertThatThrownBy(
              () ->
                  shop.another(
                      Fixture.PATIENT,
                      Fixture.dyingAtStartOf(1),
                      r -> r.apply(first, "", Optional.empty(), List.of())))
          .isInstanceOf(Fixture.Killed.class);
      Migration second = shop.migration("n", expand("x").up("CREATE TABLE x (y integer)"));
      assertThat(shop.apply(second).state()).isEqualTo(State.APPLIED);
      assertThat(shop.entry(first.id()).state()).isEqualTo(State.ROLLED_BACK);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void names_the_statement_that_failed_where_a_step_has_several(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          shop.migration(
              "m",
              expand("two things")
                  .up("CREATE TABLE x (y integer)", "INSERT INTO nowhere VALUES (1)")
                  .promising("CREATE TABLE x (y integer)"));
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining("(in: INSERT INTO nowhere VALUES (1))");
    }
  }
}
