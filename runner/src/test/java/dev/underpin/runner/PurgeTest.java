package dev.underpin.runner;

import static dev.underpin.runner.Fixture.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.purge.PurgeReport;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.testkit.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurgeTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";
  private static final String COLUMN = "underpin_trash_" + Tokens.of("m") + "_total";
  private static final String TABLE = "underpin_trash_" + Tokens.of("m") + "_audit";

  private static Fixture shop(TestServer server) {
    return Fixture.of(
        server,
        "CREATE TABLE orders (id integer PRIMARY KEY, total integer)",
        "INSERT INTO orders VALUES (1, 10), (2, 20)",
        "CREATE TABLE audit (id integer PRIMARY KEY, what text)",
        "INSERT INTO audit VALUES (1, 'x')");
  }

  private static Migration drops(Fixture shop) {
    Fixture.Step table =
        !shop.isPostgresql()
            ? contract("drop table audit")
                .up("ALTER TABLE audit RENAME TO " + TABLE)
                .down("ALTER TABLE " + TABLE + " RENAME TO audit")
            : contract("drop table audit")
                .up(
                    "CREATE SCHEMA IF NOT EXISTS underpin_trash",
                    "ALTER TABLE audit RENAME TO " + TABLE,
                    "ALTER TABLE " + TABLE + " SET SCHEMA underpin_trash",
                    "CREATE TYPE underpin_trash.colour AS ENUM ('red')",
                    "CREATE SEQUENCE underpin_trash.counter")
                .down(
                    "ALTER TABLE underpin_trash." + TABLE + " SET SCHEMA public",
                    "ALTER TABLE " + TABLE + " RENAME TO audit");
    return shop.migration(
        "m",
        contract("drop column orders.total")
            .up("ALTER TABLE orders RENAME COLUMN total TO " + COLUMN)
            .down("ALTER TABLE orders RENAME COLUMN " + COLUMN + " TO total"),
        table);
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void drops_what_lies_in_the_trash_and_leaves_nothing_but_the_history(TestServer server) {
    try (Fixture shop = shop(server)) {
      shop.apply(drops(shop));
      String fingerprint = shop.fingerprint();
      PurgeReport report = shop.runner().purge(Optional.empty(), false);

      assertThat(report.items()).hasSize(2).allMatch(i -> i.migrationId().equals(Optional.of("m")));
      assertThat(report.items())
          .allMatch(i -> i.since().equals(Optional.of(Fixture.CLOCK.instant())));
      assertThat(shop.database.read(Scope.ALL).trash()).isEmpty();
      assertThat(shop.fingerprint()).isEqualTo(fingerprint);
      if (shop.isPostgresql()) {
        assertThat(
                shop.test()
                    .value("SELECT count(*) FROM pg_namespace WHERE nspname = 'underpin_trash'"))
            .isEqualTo("0");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void closes_the_way_back_and_says_so(TestServer server) {
    try (Fixture shop = shop(server)) {
      HistoryEntry entry = shop.apply(drops(shop));
      shop.runner().purge(Optional.empty(), false);
      assertThatThrownBy(() -> shop.runner().rollback(entry, 0))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("was purged on 2026-11-21")
          .hasMessageContaining("orders.total")
          .hasMessageContaining("audit");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_dry_run_only_looks(TestServer server) {
    try (Fixture shop = shop(server)) {
      var rows = shop.test().dump();
      HistoryEntry entry = shop.apply(drops(shop));
      assertThat(shop.runner().purge(Optional.empty(), true).items()).hasSize(2);
      shop.runner().rollback(entry, 0);
      assertThat(shop.test().dump()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void keeps_what_is_too_young(TestServer server) {
    try (Fixture shop = shop(server)) {
      shop.apply(drops(shop));
      Clock later = Clock.offset(Fixture.CLOCK, Duration.ofDays(10));
      Runner runner =
          new Runner(shop.database, Fixture.PATIENT, Scope.ALL, RunListener.NONE, later);
      assertThat(runner.purge(Optional.of(Duration.ofDays(30)), false).kept()).hasSize(2);
      assertThat(runner.purge(Optional.of(Duration.ofDays(5)), false).items()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void rows_that_refer_to_a_table_in_the_trash_stay(TestServer server) {
    try (Fixture shop =
        Fixture.of(
            server,
            "CREATE TABLE parent (id integer PRIMARY KEY)",
            "INSERT INTO parent VALUES (1)",
            "CREATE TABLE " + TABLE + " (id integer PRIMARY KEY)",
            "CREATE TABLE child (id integer REFERENCES parent(id) ON DELETE CASCADE)",
            "INSERT INTO child VALUES (1)")) {
      shop.runner().purge(Optional.empty(), false);
      assertThat(shop.test().value("SELECT count(*) FROM child")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_empty_trash_is_no_news(TestServer server) {
    try (Fixture shop = shop(server)) {
      assertThat(shop.runner().purge(Optional.empty(), false))
          .isEqualTo(new PurgeReport(List.of(), List.of()));
    }
  }
}
