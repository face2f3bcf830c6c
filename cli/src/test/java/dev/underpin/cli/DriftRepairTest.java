package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drift ends by a migration that undoes it, or by being accepted, in one database of several. */
class DriftRepairTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";
  private static final String YAML =
      """
      tables:
        t:
          columns: { id: int, a: int }
          primary_key: [id]
      """;
  private static final String MORE = YAML.replace("a: int", "a: int, b: int");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(SERVERS)
  void drift_is_undone_by_a_migration(TestServer server) throws IOException {
    try (TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase()) {
      begin(one, two);
      List<String> asPlanned = CatalogDump.of(one);
      byHand(one);
      List<String> drifted = CatalogDump.of(one);
      Cli.Answer drift = run(one, "drift");
      assertThat(drift.code()).isEqualTo(2);
      assertThat(drift.err()).contains("underpin drift --save NAME", "underpin drift --accept");
      assertThat(run(one, "drift", "--save", "undo").code()).isEqualTo(3);
      ok(one, "drift", "--save", "undo", "--allow", "drop-column");
      ok(one, "apply", "--yes");
      ok(one, "drift");
      ok(one, "plan", "--exit-code");
      assertThat(CatalogDump.of(one)).isEqualTo(asPlanned);

      // Another database has no such drift.
      assertThat(ok(two, "apply", "--yes").out()).contains("needs none of its steps");
      ok(two, "drift");
      ok(two, "rollback", "--yes");
      assertThat(CatalogDump.of(two)).isEqualTo(asPlanned);
      ok(two, "apply", "--yes");

      ok(one, "rollback", "--yes");
      assertThat(CatalogDump.of(one)).isEqualTo(drifted);
      ok(one, "apply", "--yes");
      ok(one, "drift");
      save(MORE, two, "more");
      ok(one, "apply", "--yes");
      ok(two, "apply", "--yes");
      assertThat(CatalogDump.of(one)).isEqualTo(CatalogDump.of(two));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void drift_is_accepted_and_reaches_the_other_databases(TestServer server) throws IOException {
    try (TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase();
        TestDatabase empty = server.newDatabase()) {
      begin(one, two);
      byHand(one);
      List<String> drifted = CatalogDump.of(one);
      Cli.Answer accepted = ok(one, "drift", "--accept");
      ok(one, "drift");
      assertThat(CatalogDump.of(one)).isEqualTo(drifted);
      assertThat(accepted.out()).contains("Nothing was run on this database", "Declare in");
      String yaml = accepted.out().substring(accepted.out().indexOf("\ntables:") + 1);
      Files.writeString(folder.resolve("schema.yaml"), yaml);
      ok(one, "plan", "--exit-code");
      assertThat(run(one, "plan", "--save", "again").err()).contains("Nothing to save");
      ok(two, "apply", "--yes");
      ok(empty, "apply", "--yes");
      for (TestDatabase other : List.of(two, empty)) {
        ok(other, "drift");
        assertThat(CatalogDump.of(other)).isEqualTo(drifted);
      }
      // What was made by hand stays: only the acceptance is withdrawn.
      ok(one, "rollback", "--yes");
      assertThat(CatalogDump.of(one)).isEqualTo(drifted);
      assertThat(run(one, "drift").code()).isEqualTo(2);
      ok(one, "apply", "--yes");
      ok(one, "drift");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_migration_is_pending_while_drift_is_undone(TestServer server) throws IOException {
    try (TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase()) {
      begin(one, two);
      save(MORE, two, "more");
      ok(two, "apply", "--yes");
      byHand(one);
      Cli.Answer refused = run(one, "apply", "--yes");
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err()).contains("hand", "underpin drift --save NAME");
      assertThat(run(one, "drift", "--accept").err()).contains("underpin apply --allow drift");
      ok(one, "drift", "--save", "undo", "--allow", "drop-column");
      ok(one, "apply", "--yes");
      ok(one, "drift");
      ok(one, "plan", "--exit-code");
      assertThat(ok(two, "apply", "--yes").out()).contains("needs none of its steps");
      ok(two, "drift");
      assertThat(CatalogDump.of(one)).isEqualTo(CatalogDump.of(two));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void drift_that_was_allowed_is_drift_until_it_is_accepted(TestServer server) throws IOException {
    try (TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase()) {
      begin(one, two);
      save(MORE, two, "more");
      byHand(one);
      ok(one, "apply", "--yes", "--allow", "drift");
      Cli.Answer drift = run(one, "drift");
      assertThat(drift.code()).isEqualTo(2);
      assertThat(drift.out()).contains("t.extra", "hand").doesNotContain("t.b");
      ok(one, "drift", "--accept");
      ok(one, "drift");
      ok(two, "apply", "--yes");
      ok(two, "drift");
      assertThat(CatalogDump.of(two)).hasSameElementsAs(CatalogDump.of(one));
      ok(one, "rollback", "--yes");
      assertThat(run(one, "drift").out()).contains("t.extra");
      Cli.Answer earlier = run(one, "rollback", "--yes");
      assertThat(earlier.code()).as(earlier.toString()).isZero();
      assertThat(run(one, "drift").out()).contains("t.extra").doesNotContain("t.b");
    }
  }

  /** Two branches: one accepts drift, the other saves a later migration, which runs first. */
  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_was_accepted_is_run_where_it_is_missing(TestServer server) throws IOException {
    try (TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase()) {
      begin(one, two);
      byHand(one);
      earlier(one, "drift", "--accept");
      Path accepted = accepted();
      Path aside = folder.resolve("aside");
      Files.move(accepted, aside);
      Files.delete(folder.resolve("migrations/schema.lock.yaml"));
      save(MORE, two, "more");
      ok(two, "apply", "--yes");
      Files.move(aside, accepted);
      assertThat(ok(two, "apply", "--yes").out()).contains("accepted_drift: 2 steps");
      assertThat(two.value("SELECT count(extra) FROM t")).isEqualTo("0");
      ok(two, "drift");
    }
  }

  private Path accepted() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("migrations"))) {
      return folders
          .filter(f -> f.toString().endsWith("_accepted_drift"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void begin(TestDatabase... databases) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), YAML);
    for (TestDatabase db : databases) {
      if (db == databases[0]) earlier(db, "plan", "--save", "begin");
      earlier(db, "apply", "--yes");
      db.execute("INSERT INTO t (id, a) VALUES (1, 1)");
    }
  }

  private void save(String yaml, TestDatabase db, String name) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    ok(db, "plan", "--save", name);
  }

  private static void byHand(TestDatabase db) {
    db.execute("CREATE INDEX hand ON t (a)", "ALTER TABLE t ADD COLUMN extra integer");
  }

  private Cli.Answer ok(TestDatabase db, String... args) {
    Cli.Answer answer = run(db, args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private void earlier(TestDatabase db, String... args) {
    Cli cli = new Cli(folder).with("DATABASE_URL", db.url()).earlier(Duration.ofHours(1));
    Cli.Answer answer = cli.run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run(args);
  }
}
