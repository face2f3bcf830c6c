package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The history has what was predicted of each step beside what was observed. */
class MeasuredStepsTest {
  private static final String START =
      """
      tables:
        item:
          columns:
            id: { type: integer, nullable: false }
            name: { type: varchar(20), nullable: false }
            amount: integer
          primary_key: [id]
      """;

  /** A column with a backfill, an index, a conversion that copies the table, a length. */
  private static final String CHANGED =
      """
      tables:
        item:
          columns:
            id: { type: integer, nullable: false }
            name: { type: varchar(40), nullable: false }
            amount: bigint
            twice: { type: integer, nullable: false, backfill: id * 2 }
          primary_key: [id]
          indexes: { by_name: [name] }
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(
        TestServers.sqlite(), TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void status_shows_what_was_predicted_and_observed(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begun(db);
      assertThat(steps(works(db, "status change --format json").out())).isEmpty();

      String applied = works(db, "apply --yes --allow all --format json").out();
      List<?> ran = (List<?>) ((Map<?, ?>) read(applied)).get("steps");
      List<Map<?, ?>> steps = steps(works(db, "status change --format json").out());
      assertThat(steps).hasSameSizeAs(ran);
      boolean rewritten = false;
      boolean backfilled = false;
      for (int i = 0; i < steps.size(); i++) {
        Map<?, ?> step = steps.get(i);
        Map<?, ?> predicted = (Map<?, ?>) step.get("predicted");
        Map<?, ?> observed = (Map<?, ?>) step.get("observed");
        assertThat(observed).as(step.toString()).isNotNull();
        assertThat(((Map<?, ?>) ran.get(i)).get("predicted")).isEqualTo(predicted);
        assertThat(((Map<?, ?>) ran.get(i)).get("observed")).isEqualTo(observed);
        rewritten |= Boolean.TRUE.equals(observed.get("rewritten"));
        backfilled |= Integer.valueOf(3).equals(observed.get("rows"));
        boolean rewrites = "rewrites the table".equals(predicted.get("work"));
        if (observed.get("rewritten") != null)
          assertThat(observed.get("rewritten")).as(step.toString()).isEqualTo(rewrites);
        if (observed.get("lock") != null)
          assertThat(observed.get("lock")).as(step.toString()).isEqualTo(predicted.get("lock"));
      }
      assertThat(rewritten).isEqualTo(!server.engine().equals("sqlite"));
      // SQLite gives the column its values where it builds the table again.
      assertThat(backfilled).isEqualTo(!server.engine().equals("sqlite"));

      String text =
          new Cli(folder).with("COLUMNS", "80").run("status", "change", "--url", db.url()).out();
      assertThat(text).contains("predicted ", "observed ");
      assertThat(text.lines()).as(text).allMatch(line -> line.length() <= 80);

      works(db, "rollback --yes --allow all");
      assertThat(steps(works(db, "status change --format json").out())).isEqualTo(steps);
    }
  }

  @Test
  void the_wait_for_a_lock_is_observed() throws Exception {
    try (TestDatabase db = TestServers.postgresql().newDatabase()) {
      begun(db);
      try (Connection reader = db.connect()) {
        reader.setAutoCommit(false);
        reader.createStatement().execute("SELECT count(*) FROM item");
        CompletableFuture<Void> end =
            CompletableFuture.runAsync(() -> endOnceWaitedFor(db, reader));
        works(db, "apply --yes --allow all");
        end.get(1, TimeUnit.MINUTES);
      }
      assertThat(works(db, "status change").out()).contains("waiting for locks");
    }
  }

  /** Later than a single try waits. */
  private static void endOnceWaitedFor(TestDatabase db, Connection reader) {
    String waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    try {
      for (int i = 0; i < 600 && "0".equals(db.value(waiting)); i++) Thread.sleep(50);
      Thread.sleep(1200);
      reader.rollback();
    } catch (InterruptedException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_entry_of_an_earlier_version_has_no_measures() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      begun(db);
      works(db, "apply --yes --allow all");
      db.execute("DELETE FROM underpin_models WHERE hash LIKE 'predicted:%'");
      db.execute("DELETE FROM underpin_models WHERE hash LIKE 'observed:%'");
      assertThat(works(db, "status change").out())
          .contains("done")
          .doesNotContain("predicted", "observed");
      assertThat(works(db, "status change --format json").out()).doesNotContain("measured_steps");
    }
  }

  private void begun(TestDatabase db) throws IOException {
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(yaml, START);
    works(db, "apply --direct --yes");
    db.execute("INSERT INTO item VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', NULL)");
    Files.writeString(yaml, CHANGED);
    works(db, "plan --save change --allow all");
  }

  private static Object read(String json) throws IOException {
    return new ObjectMapper().readValue(json, Object.class);
  }

  private static List<Map<?, ?>> steps(String json) throws IOException {
    List<?> migrations = (List<?>) ((Map<?, ?>) read(json)).get("migrations");
    Map<?, ?> last = (Map<?, ?>) migrations.get(migrations.size() - 1);
    List<Map<?, ?>> steps = new ArrayList<>();
    if (last.get("measured_steps") instanceof List<?> list)
      for (Object step : list) steps.add((Map<?, ?>) step);
    return steps;
  }

  private Cli.Answer works(TestDatabase db, String command) {
    Cli.Answer answer = new Cli(folder).run((command + " --url " + db.url()).split(" "));
    assertThat(answer.code()).as(command + "\n" + answer).isIn(0, 2);
    return answer;
  }
}
