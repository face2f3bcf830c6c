package dev.underpin.runner;

import static dev.underpin.runner.Fixture.backfill;
import static dev.underpin.runner.Fixture.contract;
import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.Fixture.Killed;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that ends anywhere is a pause. */
class CrashTest {
  private static final int STEPS = 4;

  static Stream<Arguments> serversAndSteps() {
    return TestServers.all().stream()
        .flatMap(
            server -> IntStream.rangeClosed(1, STEPS).mapToObj(step -> Arguments.of(server, step)));
  }

  /** One step of each mode that every engine has. */
  private static Migration migration(Fixture shop) {
    return shop.migration(
        "m",
        expand("add column orders.status")
            .up("ALTER TABLE orders ADD COLUMN status varchar(20)")
            .down("ALTER TABLE orders DROP COLUMN status"),
        backfill("fill orders.status")
            .up("UPDATE orders SET status = 'paid' WHERE (status IS NULL) /* batch */")
            .mode(Mode.BATCHES, Mode.TRANSACTION)
            .batch(shop.namespace(), "orders", 2, "id"),
        contract("two indexes, each by itself")
            .up("CREATE INDEX a_idx ON orders (status)", "CREATE INDEX b_idx ON orders (total)")
            .down(shop.dropIndex("orders", "b_idx"), shop.dropIndex("orders", "a_idx"))
            .mode(Mode.ALONE, Mode.ALONE),
        contract("create table notes")
            .up("CREATE TABLE notes (id integer)")
            .down("DROP TABLE notes"));
  }

  private static void killed(Fixture shop, RunListener killer, Migration migration) {
    assertThatThrownBy(
            () ->
                shop.another(
                    Fixture.PATIENT,
                    killer,
                    runner -> runner.apply(migration, "", Optional.empty(), List.of())))
        .isInstanceOf(Killed.class);
  }

  private static void goesOn(Fixture shop, Migration migration) {
    HistoryEntry entry = shop.apply(migration);
    assertThat(entry.state()).isEqualTo(State.APPLIED);
    assertThat(entry.executed()).hasSize(STEPS);
    assertThat(shop.fingerprint()).isEqualTo(migration.to());
    assertThat(shop.test().value("SELECT count(*) FROM orders WHERE status = 'paid'"))
        .isEqualTo("4");
    assertThat(HistoryReader.entries(shop.database)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("serversAndSteps")
  void killed_before_a_step(TestServer server, int step) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      killed(shop, Fixture.dyingAtStartOf(step), migration);
      assertThat(shop.entry("m").state()).isEqualTo(State.PARTIAL);
      goesOn(shop, migration);
    }
  }

  @ParameterizedTest
  @MethodSource("serversAndSteps")
  void killed_after_a_step(TestServer server, int step) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      killed(shop, Fixture.dyingAfter(step), migration);
      assertThat(shop.entry("m").executed()).contains(step);
      goesOn(shop, migration);
    }
  }

  /**
   * The end of a step by itself is not written: the statement before it has happened, and the
   * history does not say so.
   */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void killed_between_a_statement_and_its_mark(TestServer server) {
    for (int statements = 0; statements <= 2; statements++) {
      for (int marked = Math.max(0, statements - 1); marked <= Math.min(1, statements); marked++) {
        try (Fixture shop = Fixture.shop(server)) {
          Migration migration = migration(shop);
          killed(shop, Fixture.dyingAtStartOf(3), migration);
          pretendStarted(shop, migration.steps().get(2), statements, marked);
          assertThat(shop.entry("m").remaining()).contains(3);
          goesOn(shop, migration);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void what_was_killed_in_the_middle_of_a_step_can_be_taken_back(TestServer server) {
    for (int statements = 0; statements <= 2; statements++) {
      try (Fixture shop = Fixture.shop(server)) {
        var rows = shop.test().dump();
        Migration migration = migration(shop);
        killed(shop, Fixture.dyingAtStartOf(3), migration);
        pretendStarted(shop, migration.steps().get(2), statements, 0);
        assertThat(shop.runner().rollback(shop.entry("m"), 0).state()).isEqualTo(State.ROLLED_BACK);
        assertThat(shop.fingerprint()).isEqualTo(migration.from());
        assertThat(shop.test().dump()).isEqualTo(rows);
      }
    }
  }

  private static void pretendStarted(Fixture shop, MigrationStep step, int statements, int marked) {
    step.up().stream().limit(statements).forEach(sql -> shop.test().execute(sql));
    String table = shop.historyTable("steps");
    shop.test()
        .execute(
            "UPDATE "
                + table
                + " SET state = 'started', statements_done = "
                + marked
                + " WHERE number = "
                + step.number());
  }

  @ParameterizedTest
  @MethodSource("serversAndSteps")
  void killed_while_taking_back(TestServer server, int step) {
    for (RunListener killer : List.of(Fixture.dyingAtStartOf(step), Fixture.dyingAfter(step))) {
      try (Fixture shop = Fixture.shop(server)) {
        var rows = shop.test().dump();
        Migration migration = migration(shop);
        HistoryEntry applied = shop.apply(migration);
        assertThatThrownBy(
                () -> shop.another(Fixture.PATIENT, killer, runner -> runner.rollback(applied, 0)))
            .isInstanceOf(Killed.class);
        assertThat(shop.runner().rollback(applied, 0).state()).isEqualTo(State.ROLLED_BACK);
        assertThat(shop.fingerprint()).isEqualTo(migration.from());
        assertThat(shop.test().dump()).isEqualTo(rows);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("serversAndSteps")
  void killed_while_taking_back_it_can_go_forward_again(TestServer server, int step) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = migration(shop);
      HistoryEntry applied = shop.apply(migration);
      assertThatThrownBy(
              () ->
                  shop.another(
                      Fixture.PATIENT,
                      Fixture.dyingAfter(step),
                      runner -> runner.rollback(applied, 0)))
          .isInstanceOf(Killed.class);
      goesOn(shop, migration);
    }
  }
}
