package dev.underpin.runner;

import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.model.Schema;
import dev.underpin.testkit.TestServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepairTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";

  private static Migration twoTables(Fixture shop) {
    return shop.migration(
        "m",
        expand("a").up("CREATE TABLE a (x integer)").down("DROP TABLE a"),
        expand("b").up("CREATE TABLE b (x integer)").down("DROP TABLE b"));
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_baseline_adopts_the_schema_as_it_is(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Schema live = shop.database.read(Scope.ALL).schema();
      HistoryEntry entry = shop.runner().baseline("0_baseline", live, Optional.empty(), "");
      assertThat(entry.state()).isEqualTo(State.BASELINE);
      assertThat(entry.left()).contains(live);
      assertThatThrownBy(() -> shop.runner().rollback(entry, 0))
          .hasMessageContaining("it has no rollback");
      assertThatThrownBy(() -> shop.runner().baseline("0_baseline", live, Optional.empty(), ""))
          .hasMessageContaining("already");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_baseline_of_something_else_is_refused(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Schema shown = shop.database.read(Scope.ALL).schema();
      shop.test().execute("DROP TABLE orders");
      assertThatThrownBy(() -> shop.runner().baseline("0", shown, Optional.empty(), ""))
          .hasMessageContaining("orders is missing");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_was_run_with_a_plain_client_can_be_noted_and_taken_back(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = twoTables(shop);
      migration.steps().forEach(s -> shop.test().execute(s.up().toArray(String[]::new)));
      HistoryEntry entry = shop.runner().resolveApplied(migration, "abc");
      assertThat(entry.state()).isEqualTo(State.APPLIED);
      assertThat(entry.executed()).containsExactlyInAnyOrder(1, 2);
      assertThat(shop.runner().apply(migration, "abc", Optional.empty(), List.of()))
          .isEqualTo(entry);
      assertThat(shop.runner().rollback(entry, 0).state()).isEqualTo(State.ROLLED_BACK);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_did_not_happen_is_not_noted(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = twoTables(shop);
      shop.test().execute("CREATE TABLE a (x integer)");
      assertThatThrownBy(() -> shop.runner().resolveApplied(migration, ""))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("It is the one that step 1 leaves (a).");
      assertThat(HistoryReader.entries(shop.database)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_migration_that_stopped_half_way_can_be_finished_by_hand(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = twoTables(shop);
      assertThatThrownBy(
              () ->
                  shop.another(
                      Fixture.PATIENT,
                      Fixture.dyingAtStartOf(2),
                      r -> r.apply(migration, "", Optional.empty(), List.of())))
          .isInstanceOf(Fixture.Killed.class);
      shop.test().execute("CREATE TABLE b (x integer)");
      assertThat(shop.runner().resolveApplied(migration, "").executed())
          .containsExactlyInAnyOrder(1, 2);
      assertThat(HistoryReader.entries(shop.database)).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_was_taken_back_by_hand_can_be_noted(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      HistoryEntry entry = shop.apply(twoTables(shop));
      assertThatThrownBy(() -> shop.runner().resolveRolledBack(entry))
          .hasMessageContaining("was not rolled back");
      shop.test().execute("DROP TABLE a", "DROP TABLE b");
      HistoryEntry noted = shop.runner().resolveRolledBack(entry);
      assertThat(noted.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(noted.executed()).isEmpty();
      assertThat(noted.migration().steps().get(0).phase()).isEqualTo(Phase.EXPAND);
    }
  }
}
