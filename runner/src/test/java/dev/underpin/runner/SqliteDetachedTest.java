package dev.underpin.runner;

import static dev.underpin.runner.Fixture.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A SQLite table is built anew while other tables refer to it, and while others use the file. */
class SqliteDetachedTest {
  private static Fixture family() {
    return Fixture.of(
        TestServers.sqlite(),
        "CREATE TABLE parent (id integer PRIMARY KEY, name text)",
        "CREATE TABLE cascades (id integer PRIMARY KEY, p integer REFERENCES parent(id) ON DELETE CASCADE)",
        "CREATE TABLE nulls (id integer PRIMARY KEY, p integer REFERENCES parent(id) ON DELETE SET NULL)",
        "INSERT INTO parent VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO cascades VALUES (1, 1), (2, 2), (3, 2)",
        "INSERT INTO nulls VALUES (1, 1), (2, 2)");
  }

  private static Fixture.Step rebuild(String copied) {
    return contract("rebuild parent")
        .up(
            "CREATE TABLE underpin_new (id integer PRIMARY KEY, name text NOT NULL)",
            "INSERT INTO underpin_new SELECT id, name FROM parent" + copied,
            "DROP TABLE parent",
            "ALTER TABLE underpin_new RENAME TO parent")
        .down(
            "CREATE TABLE underpin_new (id integer PRIMARY KEY, name text)",
            "INSERT INTO underpin_new SELECT id, name FROM parent",
            "DROP TABLE parent",
            "ALTER TABLE underpin_new RENAME TO parent")
        .mode(Mode.DETACHED, Mode.DETACHED);
  }

  @Test
  void rows_that_refer_to_it_stay_as_they_are_both_ways() {
    try (Fixture family = family()) {
      var rows = family.test().dump();
      Migration migration = family.migration("m", rebuild(""));
      HistoryEntry entry = family.apply(migration);
      assertThat(entry.state()).isEqualTo(State.APPLIED);
      assertThat(family.test().dump()).isEqualTo(rows);
      family.runner().rollback(entry, 0);
      assertThat(family.test().dump()).isEqualTo(rows);
      assertThat(family.fingerprint()).isEqualTo(migration.from());
    }
  }

  @Test
  void foreign_keys_are_enforced_again_afterwards() throws SQLException {
    try (Fixture family = family()) {
      family.apply(family.migration("m", rebuild("")));
      assertThat(Sql.value(family.database.connection(), "PRAGMA foreign_keys")).contains("1");
    }
  }

  @Test
  void a_step_that_loses_a_parent_is_taken_back_whole() {
    try (Fixture family = family()) {
      var rows = family.test().dump();
      assertThatThrownBy(() -> family.apply(family.migration("m", rebuild(" WHERE id = 1"))))
          .hasMessageContaining(
              "foreign_key_check finds 3 rows without a parent that had one before")
          .hasMessageContaining("Nothing was changed.");
      assertThat(family.test().dump()).isEqualTo(rows);
    }
  }

  @Test
  void orphans_from_before_are_no_obstacle() {
    try (Fixture family = family()) {
      family.test().execute("INSERT INTO cascades VALUES (9, 99)");
      assertThat(family.apply(family.migration("m", rebuild(""))).state()).isEqualTo(State.APPLIED);
      assertThat(family.test().value("SELECT count(*) FROM cascades")).isEqualTo("4");
    }
  }

  @Test
  void a_step_that_fails_leaves_neither_a_half_built_table_nor_a_pragma() throws SQLException {
    try (Fixture family = family()) {
      Migration migration =
          family.migration(
              "m",
              contract("fails")
                  .up(
                      "PRAGMA legacy_alter_table = ON",
                      "CREATE TABLE x (y integer)",
                      "SELECT nonsense")
                  .promising("CREATE TABLE x (y integer)")
                  .mode(Mode.DETACHED, Mode.DETACHED));
      assertThatThrownBy(() -> family.apply(migration)).hasMessageContaining("nonsense");
      assertThat(family.fingerprint()).isEqualTo(migration.from());
      assertThat(Sql.value(family.database.connection(), "PRAGMA legacy_alter_table"))
          .contains("0");
      assertThat(Sql.value(family.database.connection(), "PRAGMA foreign_keys")).contains("1");
    }
  }

  @Test
  void a_writer_is_waited_for() throws SQLException {
    try (Fixture family = family();
        Connection writer = family.test().connect();
        Statement statement = writer.createStatement()) {
      Migration migration = family.migration("m", rebuild(""));
      family.runner().purge(Optional.empty(), false);
      statement.execute("BEGIN IMMEDIATE");
      RunOptions quick = Fixture.waiting(Duration.ofMillis(50), Duration.ofMillis(300));
      assertThatThrownBy(
              () ->
                  family
                      .runner(quick, RunListener.NONE)
                      .apply(migration, "", Optional.empty(), List.of()))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
          .hasMessageContaining("another process that is writing");
      statement.execute("ROLLBACK");
      assertThat(family.apply(migration).state()).isEqualTo(State.APPLIED);
    }
  }

  @Test
  void no_lock_file_is_left() {
    try (Fixture family = family()) {
      family.apply(family.migration("m", rebuild("")));
      String url = family.test().url();
      assertThat(java.nio.file.Path.of(url.substring("sqlite:".length()) + "-underpin.lock"))
          .doesNotExist();
    }
  }
}
