package dev.underpin.runner;

import static dev.underpin.runner.Fixture.backfill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.Fixture.Killed;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";
  private static final int ROWS = 100_000;

  private static Fixture table(TestServer server, int rows, String key) {
    return Fixture.of(
        server,
        "CREATE TABLE t (a integer NOT NULL, b varchar(20) NOT NULL, old integer, new integer, PRIMARY KEY ("
            + key
            + "))",
        "INSERT INTO t (a, b, old) WITH d(i) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            + " UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
            + " UNION ALL SELECT 9), n(i) AS (SELECT 1 + a.i + 10 * b.i + 100 * c.i + 1000 * e.i + 10000 * f.i"
            + " FROM d a, d b, d c, d e, d f)"
            + " SELECT i, CASE i % 3 WHEN 0 THEN 'it''s' WHEN 1 THEN 'a' ELSE 'ü' END, i * 2 FROM n WHERE i <= "
            + rows);
  }

  private static Migration filling(Fixture fixture, int size, String... key) {
    return fixture.migration(
        "m",
        backfill("fill t.new")
            .up("UPDATE t SET new = old WHERE (new IS NULL) /* batch */")
            .down("UPDATE t SET new = NULL WHERE (new IS NOT NULL) /* batch */")
            .mode(Mode.BATCHES, Mode.BATCHES)
            .batch(fixture.namespace(), "t", size, key));
  }

  private static final class Batches implements RunListener {
    final List<Long> rows = new ArrayList<>();
    private final int dieAfter;

    Batches(int dieAfter) {
      this.dieAfter = dieAfter;
    }

    @Override
    public void batch(MigrationStep step, long done, long read, long total) {
      rows.add(done);
      if (rows.size() == dieAfter) throw new Killed();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void fills_every_row_range_by_range(TestServer server) {
    try (Fixture fixture = table(server, ROWS, "a")) {
      Batches batches = new Batches(-1);
      fixture
          .runner(Fixture.PATIENT, batches)
          .apply(filling(fixture, 5000, "a"), "", Optional.empty(), List.of());
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old"))
          .isEqualTo("" + ROWS);
      assertThat(batches.rows).hasSizeGreaterThan(1).isSorted().endsWith((long) ROWS);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_run_that_was_killed_goes_on_behind_the_last_key(TestServer server) {
    try (Fixture fixture = table(server, ROWS, "a")) {
      Migration migration = filling(fixture, 1000, "a");
      assertThatThrownBy(
              () ->
                  fixture.another(
                      Fixture.PATIENT,
                      new Batches(3),
                      r -> r.apply(migration, "", Optional.empty(), List.of())))
          .isInstanceOf(Killed.class);
      String filled = fixture.test().value("SELECT count(*) FROM t WHERE new IS NOT NULL");
      // What has been filled is not looked at again.
      fixture.test().execute("UPDATE t SET new = NULL WHERE a = 1");

      Batches rest = new Batches(-1);
      fixture.runner(Fixture.PATIENT, rest).apply(migration, "", Optional.empty(), List.of());
      assertThat(rest.rows.get(0)).isGreaterThan(Long.parseLong(filled));
      assertThat(rest.rows).endsWith((long) ROWS);
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new IS NULL")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_key_of_several_columns_is_walked_as_one(TestServer server) {
    try (Fixture fixture = table(server, 1000, "b, a")) {
      HistoryEntry entry = fixture.apply(filling(fixture, 70, "b", "a"));
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old")).isEqualTo("1000");
      assertThat(fixture.runner().rollback(entry, 0).state()).isEqualTo(State.ROLLED_BACK);
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new IS NULL"))
          .isEqualTo("1000");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void without_a_key_the_statement_runs_whole(TestServer server) {
    try (Fixture fixture = table(server, 500, "a")) {
      fixture.apply(filling(fixture, 10));
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old")).isEqualTo("500");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_empty_table_is_filled_at_once(TestServer server) {
    try (Fixture fixture =
        Fixture.of(server, "CREATE TABLE t (a integer PRIMARY KEY, old integer, new integer)")) {
      assertThat(fixture.apply(filling(fixture, 10, "a")).state()).isEqualTo(State.APPLIED);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void rows_that_the_backfill_does_not_fill_are_counted_and_not_tried_for_ever(TestServer server) {
    try (Fixture fixture = table(server, 500, "a")) {
      fixture.test().execute("UPDATE t SET old = NULL WHERE a IN (130, 131, 400)");
      Migration migration = filling(fixture, 100, "a");
      assertThatThrownBy(() -> fixture.apply(migration))
          .hasMessageContaining("2 rows of")
          .hasMessageContaining("NULL")
          .hasMessageContaining("partially applied");
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new IS NOT NULL"))
          .isEqualTo("100");

      fixture.test().execute("UPDATE t SET old = 0 WHERE old IS NULL");
      assertThat(fixture.apply(migration).state()).isEqualTo(State.APPLIED);
      assertThat(fixture.test().value("SELECT count(*) FROM t WHERE new = old")).isEqualTo("500");
    }
  }
}
