package dev.underpin.runner;

import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.PossibleCommands;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that does something else than a step promises is never the end of it. */
class UnexpectedResultTest {
  static List<TestServer> transactional() {
    return List.of(TestServers.sqlite(), TestServers.postgresql(13), TestServers.postgresql(18));
  }

  static List<TestServer> statementByStatement() {
    return TestServers.all().stream().filter(s -> !transactional().contains(s)).toList();
  }

  /** The second step makes a table that it does not promise. */
  private static Migration migration(Fixture shop) {
    return shop.migration(
        "m",
        expand("create table a").up("CREATE TABLE a (x integer)").down("DROP TABLE a"),
        expand("create table b")
            .up("CREATE TABLE b (x integer)", "CREATE TABLE zz_extra (x integer)")
            .promising("CREATE TABLE b (x integer)")
            .down("DROP TABLE b"));
  }

  private static PossibleCommands ways(Fixture shop) {
    return PossibleCommands.of(
        shop.database, shop.entry("m"), LiveSchema.read(shop.database, Scope.ALL));
  }

  @ParameterizedTest
  @MethodSource("transactional")
  void a_step_that_did_something_else_is_undone_before_it_is_committed(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining("did something else than the plan promised")
          .hasMessageContaining("zz_extra")
          .hasMessageContaining("Step 1 is applied. Step 2 is not applied.");
      assertThat(shop.fingerprint()).isEqualTo(migration.steps().get(0).leaves());
      assertThat(shop.entry("m").executed()).containsExactly(1);
      assertThat(ways(shop)).isEqualTo(new PossibleCommands(true, true));
      assertThat(shop.runner().rollback(shop.entry("m"), 0).state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
    }
  }

  @ParameterizedTest
  @MethodSource("statementByStatement")
  void what_cannot_be_undone_is_recorded_as_it_is_and_rolled_back(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      var rows = shop.test().dump();
      Migration migration = migration(shop);
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining("zz_extra")
          .hasMessageContaining("Steps 1 to 2 are applied")
          .hasMessageContaining("resolve m --accept");
      HistoryEntry entry = shop.entry("m");
      assertThat(entry.left().orElseThrow().tables()).hasSize(5);
      assertThat(ways(shop)).isEqualTo(new PossibleCommands(false, true));
      assertThatThrownBy(() -> shop.apply(migration)).hasMessageContaining("cannot continue");
      assertThatThrownBy(() -> shop.runner().rollback(entry, 0))
          .hasMessageContaining("underpin rollback --to START --allow drop-table");
      HistoryEntry back = shop.runner().rollback(shop.entry("m"), 0, Set.of(Allow.DROP_TABLE));
      assertThat(back.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
      assertThat(shop.test().dump()).containsAllEntriesOf(rows);
    }
  }

  /** After a step only what it can have changed is read; the whole is where the run ends. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void what_somebody_else_changes_elsewhere_is_found(TestServer server) {
    if (server.engine().equals("sqlite")) return;
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          shop.migration(
              "m",
              expand("create table a").up("CREATE TABLE a (x integer)").down("DROP TABLE a"),
              expand("create table b").up("CREATE TABLE b (x integer)").down("DROP TABLE b"));
      RunListener other =
          Fixture.atStartOf(2, step -> shop.test().execute("CREATE TABLE zz_other (x integer)"));
      assertThatThrownBy(
              () ->
                  shop.runner(RunOptions.DEFAULT, other)
                      .apply(migration, "", Optional.empty(), List.of()))
          .hasMessageContaining("resolve m --accept");
      assertThat(shop.entry("m").left().orElseThrow().tables().keySet())
          .anyMatch(table -> table.name().equals("zz_other"));
    }
  }

  @ParameterizedTest
  @MethodSource("statementByStatement")
  void the_live_schema_can_be_accepted(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      assertThatThrownBy(() -> shop.apply(migration)).hasMessageContaining("zz_extra");
      HistoryEntry accepted = shop.runner().accept(shop.entry("m"));
      assertThat(accepted.state()).isEqualTo(State.APPLIED);
      assertThat(accepted.error()).isEmpty();
      HistoryEntry back = shop.runner().rollback(accepted, 0, Set.of(Allow.DROP_TABLE));
      assertThat(back.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
    }
  }

  /** The rollback leaves one table more, and fails where it is tried once more. */
  @ParameterizedTest
  @MethodSource("statementByStatement")
  void a_rollback_that_a_plan_had_to_end_is_known_as_done(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          shop.migration(
              "m",
              expand("create table seen")
                  .up("CREATE TABLE seen (x integer PRIMARY KEY)")
                  .down("DROP TABLE seen"),
              expand("create table a")
                  .up("CREATE TABLE a (x integer)")
                  .down(
                      "DROP TABLE a",
                      "INSERT INTO seen VALUES (1)",
                      "CREATE TABLE zz_extra (x integer)"));
      HistoryEntry entry = shop.apply(migration);
      HistoryEntry back = shop.runner().rollback(entry, 0, Set.of(Allow.DROP_TABLE));
      assertThat(back.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void what_somebody_changed_later_is_rolled_back_once_it_is_accepted(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          shop.migration(
              "m", expand("create table a").up("CREATE TABLE a (x integer)").down("DROP TABLE a"));
      HistoryEntry entry = shop.apply(migration);
      shop.test().execute("CREATE TABLE by_hand (x integer)");
      assertThatThrownBy(() -> shop.runner().rollback(entry, 0))
          .hasMessageContaining("by_hand is not expected")
          .hasMessageContaining("resolve m --accept");
      HistoryEntry accepted = shop.runner().accept(entry);
      HistoryEntry back = shop.runner().rollback(accepted, 0, Set.of(Allow.DROP_TABLE));
      assertThat(back.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_lost_connection_is_not_called_no_change(TestServer server) {
    if (server.engine().equals("sqlite")) return;
    try (Fixture shop = Fixture.shop(server)) {
      String kill =
          shop.isPostgresql()
              ? "SELECT pg_terminate_backend(pg_backend_pid())"
              : "KILL CONNECTION_ID()";
      Migration migration =
          shop.migration(
              "m",
              expand("create table a").up("CREATE TABLE a (x integer)").down("DROP TABLE a"),
              expand("create table b")
                  .up(kill)
                  .promising("CREATE TABLE b (x integer)")
                  .down("DROP TABLE b"));
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining("Step 2 of 2")
          .hasMessageContaining("Step 1 is applied.")
          .hasMessageNotContaining("Nothing was changed");
      assertThat(shop.entry("m").executed()).containsExactly(1);
      assertThat(shop.runner().rollback(shop.entry("m"), 0).state()).isEqualTo(State.ROLLED_BACK);
    }
  }

  /** Rows that came since the migration do not fit the schema from before it. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void where_a_rollback_cannot_end_the_migration_is_applied_again(TestServer server) {
    boolean onTable = server.engine().equals("mysql") || server.engine().equals("mariadb");
    try (Fixture shop =
        Fixture.of(
            server,
            "CREATE TABLE note (id integer PRIMARY KEY, x integer)",
            "CREATE INDEX note_id ON note (id, x)",
            "CREATE UNIQUE INDEX note_x ON note (x)")) {
      String on = onTable ? " ON note" : "";
      Migration migration =
          shop.migration(
              "m",
              expand("drop indexes")
                  .up("DROP INDEX note_id" + on, "DROP INDEX note_x" + on)
                  .down(
                      "CREATE INDEX note_id ON note (id, x)",
                      "CREATE UNIQUE INDEX note_x ON note (x)")
                  .mode(Mode.ALONE, Mode.ALONE));
      shop.apply(migration);
      shop.test().execute("INSERT INTO note VALUES (1, 7), (2, 7)");
      assertThatThrownBy(() -> shop.runner().rollback(shop.entry("m"), 0))
          .hasMessageContaining("Or go forward:  underpin apply");
      assertThat(ways(shop)).isEqualTo(new PossibleCommands(true, true));
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
      assertThat(shop.fingerprint()).isEqualTo(migration.to());
      shop.test().execute("DELETE FROM note WHERE id = 2");
      assertThat(shop.runner().rollback(shop.entry("m"), 0).state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
    }
  }

  /** Statements that change rows are not run a second time. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void where_a_rollback_cannot_end_rows_are_not_changed_twice(TestServer server) {
    try (Fixture shop =
        Fixture.of(server, "CREATE TABLE note (id integer PRIMARY KEY, x integer)")) {
      Migration migration =
          shop.migration(
              "m",
              expand("count")
                  .up("UPDATE note SET x = x + 1", "CREATE TABLE seen (x integer PRIMARY KEY)")
                  .down(
                      "CREATE TABLE half (x integer)",
                      "INSERT INTO half SELECT 1 / 0 FROM missing_table",
                      "DROP TABLE seen")
                  .mode(Mode.ALONE, Mode.ALONE));
      shop.apply(migration);
      assertThatThrownBy(() -> shop.runner().rollback(shop.entry("m"), 0))
          .hasMessageContaining("Try again:  underpin rollback")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Or go forward"));
      assertThat(ways(shop)).isEqualTo(new PossibleCommands(false, true));
      assertThatThrownBy(() -> shop.apply(migration))
          .hasMessageContaining("stopped in the middle of step 1");
    }
  }
}
