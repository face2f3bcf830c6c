package dev.underpin.runner;

import static dev.underpin.runner.Fixture.contract;
import static dev.underpin.runner.Fixture.expand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.testkit.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollbackTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";

  /** Two columns go to the trash, and a table comes. */
  private static Migration drops(Fixture shop) {
    String total = trash("m", "total");
    String name = trash("m", "name");
    return shop.migration(
        "m",
        expand("create table notes").up("CREATE TABLE notes (id integer)").down("DROP TABLE notes"),
        contract("drop column orders.total")
            .up("ALTER TABLE orders RENAME COLUMN total TO " + total)
            .down("ALTER TABLE orders RENAME COLUMN " + total + " TO total"),
        contract("drop column customers.name")
            .up("ALTER TABLE customers RENAME COLUMN name TO " + name)
            .down("ALTER TABLE customers RENAME COLUMN " + name + " TO name"));
  }

  private static String trash(String id, String name) {
    return "underpin_trash_" + Tokens.of(id) + "_" + name;
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void brings_schema_and_rows_back(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      var rows = shop.test().dump();
      Migration migration = drops(shop);
      HistoryEntry applied = shop.apply(migration);
      assertThat(shop.test().dump()).isNotEqualTo(rows);

      HistoryEntry entry = shop.runner().rollback(applied, 0);
      assertThat(entry.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(entry.executed()).isEmpty();
      assertThat(shop.test().dump()).isEqualTo(rows);
      assertThat(shop.fingerprint()).isEqualTo(migration.from());
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void keeps_the_first_steps_where_asked_to(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration = drops(shop);
      HistoryEntry entry = shop.runner().rollback(shop.apply(migration), 2);
      assertThat(entry.state()).isEqualTo(State.PARTIAL);
      assertThat(entry.executed()).containsExactlyInAnyOrder(1, 2);
      assertThat(shop.fingerprint()).isEqualTo(migration.steps().get(1).leaves());
      assertThat(shop.apply(migration).state()).isEqualTo(State.APPLIED);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_was_taken_back_can_be_applied_and_taken_back_again(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      String trash = trash("m", "extra");
      Migration migration =
          shop.migration(
              "m",
              expand("add column orders.extra")
                  .up("ALTER TABLE orders ADD COLUMN extra text")
                  .down("ALTER TABLE orders RENAME COLUMN extra TO " + trash));
      for (int i = 0; i < 3; i++) {
        HistoryEntry applied = shop.apply(migration);
        shop.test().execute("UPDATE orders SET extra = 'round " + i + "'");
        shop.runner().rollback(applied, 0);
      }
      assertThat(HistoryReader.entries(shop.database))
          .hasSize(3)
          .allMatch(e -> e.state() == State.ROLLED_BACK);
      assertThat(shop.database.read(dev.underpin.introspect.Scope.ALL).trash()).hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_and_changes_nothing_while_rows_do_not_fit(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      DataCheck probe =
          new DataCheck(
              "new",
              QualifiedName.of("notes"),
              Finding.recorded("UP300", "were written since"),
              "SELECT id FROM notes",
              "Move them away.");
      Migration migration =
          shop.migration(
              "m",
              expand("create table notes")
                  .up("CREATE TABLE notes (id integer)")
                  .down("DROP TABLE notes")
                  .downCheck(probe),
              expand("create table more")
                  .up("CREATE TABLE more (id integer)")
                  .down("DROP TABLE more"));
      HistoryEntry applied = shop.apply(migration);
      shop.test().execute("INSERT INTO notes VALUES (7)");
      assertThatThrownBy(() -> shop.runner().rollback(applied, 0))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("1 row of notes was written since (7)");
      assertThat(shop.fingerprint()).isEqualTo(migration.to());
      assertThat(shop.runner().rollback(applied, 1).executed()).containsExactly(1);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_inverse_that_fails_can_be_tried_again(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      Migration migration =
          shop.migration(
              "m",
              expand("create table notes")
                  .up("CREATE TABLE notes (id integer)")
                  .down("DROP TABLE notes"),
              expand("create table more")
                  .up("CREATE TABLE more (id integer)")
                  .down(
                      "INSERT INTO customers VALUES (9, 'in the way')",
                      "DELETE FROM customers WHERE id = 9",
                      "DROP TABLE more"));
      HistoryEntry applied = shop.apply(migration);
      shop.test().execute("INSERT INTO customers VALUES (9, 'in the way')");
      assertThatThrownBy(() -> shop.runner().rollback(applied, 0))
          .hasMessageContaining("The rollback of step 2 of 2")
          .hasMessageContaining("Steps 1 to 2 are applied");
      shop.test().execute("DELETE FROM customers WHERE id = 9");
      assertThat(shop.runner().rollback(shop.entry("m"), 0).state()).isEqualTo(State.ROLLED_BACK);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_last_migration_goes_first(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      HistoryEntry first =
          shop.apply(
              shop.migration(
                  "m", expand("a").up("CREATE TABLE a (x integer)").down("DROP TABLE a")));
      Migration second =
          new Migration(
              "n",
              server.engine(),
              "",
              new java.util.TreeSet<>(),
              shop.fingerprint(),
              shop.fingerprint(),
              java.util.List.of(),
              java.util.List.of());
      shop.apply(second);
      assertThatThrownBy(() -> shop.runner().rollback(first, 0))
          .hasMessageContaining("n was applied after m");
      shop.runner().rollback(shop.entry("n"), 0);
      assertThat(shop.runner().rollback(first, 0).state()).isEqualTo(State.ROLLED_BACK);
      assertThatThrownBy(() -> shop.runner().rollback(first, 0))
          .hasMessageContaining("rolled back already");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void refuses_where_the_schema_was_changed_by_hand(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      HistoryEntry entry =
          shop.apply(
              shop.migration(
                  "m", expand("a").up("CREATE TABLE a (x integer)").down("DROP TABLE a")));
      shop.test().execute("ALTER TABLE customers ADD COLUMN by_hand text");
      assertThatThrownBy(() -> shop.runner().rollback(entry, 0))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("column by_hand of ");
    }
  }
}
