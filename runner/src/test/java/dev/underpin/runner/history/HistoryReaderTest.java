package dev.underpin.runner.history;

import static dev.underpin.runner.Fixture.backfill;
import static dev.underpin.runner.Fixture.contract;
import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.Fixture;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryReaderTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";

  @ParameterizedTest
  @MethodSource(SERVERS)
  void reading_creates_nothing(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      assertThat(HistoryReader.entries(shop.database)).isEmpty();
      assertThat(HistoryReader.entry(shop.database, "m")).isEmpty();
      assertThat(hasLedger(shop)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_read_only_connection_is_enough(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      HistoryEntry entry =
          shop.apply(shop.migration("m", contract("a").up("CREATE TABLE a (x integer)")));
      try (Database readOnly = Fixture.open(shop.test(), true)) {
        assertThat(HistoryReader.entries(readOnly)).containsExactly(entry);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void select_on_the_history_is_enough(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      HistoryEntry entry =
          shop.apply(shop.migration("m", contract("a").up("CREATE TABLE a (x integer)")));
      shop.test()
          .execute(
              "DROP ROLE IF EXISTS reader_of_history",
              "CREATE ROLE reader_of_history",
              "GRANT USAGE ON SCHEMA underpin TO reader_of_history",
              "GRANT SELECT ON ALL TABLES IN SCHEMA underpin TO reader_of_history");
      try (Database reader = Fixture.open(shop.test(), true)) {
        reader.asking(() -> Sql.execute(reader.connection(), "SET ROLE reader_of_history"));
        assertThat(HistoryReader.entries(reader)).containsExactly(entry);
      }
      shop.test().execute("DROP OWNED BY reader_of_history", "DROP ROLE reader_of_history");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_history_keeps_all_that_rollback_needs(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      DataCheck probe =
          new DataCheck(
              "id",
              new QualifiedName("s", "ö"),
              Finding.recorded("UP301", "have \"it\""),
              "SELECT 1 WHERE 1 = 0",
              "x\ny");
      String from = shop.fingerprint();
      Migration migration =
          new Migration(
              "m",
              server.engine(),
              "1.2",
              new TreeSet<>(List.of("lossy", "drop-column")),
              from,
              from,
              List.of("\\set ON_ERROR_STOP on", "SELECT ';'"),
              List.of(
                  backfill("nothing — much")
                      .up("UPDATE orders SET total = 1 WHERE (1 = 0) /* batch */")
                      .down("SELECT 'a;b'", "SELECT '{\"json\": [\\\\]}'")
                      .mode(Mode.BATCHES, Mode.ALONE)
                      .batch(shop.namespace(), "orders", 7, "id")
                      .check(probe)
                      .downCheck(probe)
                      .numbered(1, from)));
      shop.apply(migration);
      assertThat(shop.entry("m").migration()).isEqualTo(migration);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_large_model_is_packed_and_comes_back_whole(TestServer server) {
    List<String> tables = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      tables.add(
          "CREATE TABLE t"
              + i
              + " (id integer PRIMARY KEY, a varchar(9) NOT NULL DEFAULT 'ö', b numeric(10,2))");
    }
    try (Fixture many = Fixture.of(server, tables.toArray(String[]::new))) {
      HistoryEntry entry =
          many.apply(many.migration("m", contract("a").up("CREATE TABLE a (x integer)")));
      assertThat(entry.left()).contains(many.database.read(Scope.ALL).schema());
      String table = many.historyTable("models");
      // What is kept beside the models has a colon in its key.
      assertThat(many.test().rows("SELECT model FROM " + table + " WHERE hash NOT LIKE '%:%'"))
          .isNotEmpty()
          .allMatch(r -> String.valueOf(r.get(0)).startsWith("gzip:"));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_history_is_no_part_of_the_schema(TestServer server) {
    try (Fixture shop = Fixture.shop(server)) {
      String before = shop.fingerprint();
      shop.runner().purge(Optional.empty(), false);
      assertThat(hasLedger(shop)).isTrue();
      assertThat(shop.fingerprint()).isEqualTo(before);
    }
  }

  private static boolean hasLedger(Fixture shop) {
    return shop.database.asking(
        () -> shop.database.engineRunner().historyExists(shop.database.connection()));
  }
}
