package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A protected database loses no rows without approval, whatever leads to it. */
class ProtectedDatabaseTest {
  private static final String ONE =
      "tables: { t: { columns: { id: int, a: int }, primary_key: [id] } }";
  private static final String TWO =
      "tables: { t: { columns: { id: int, a: int, b: int }, primary_key: [id] } }";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void whatever_takes_rows_out_of_reach_needs_approval(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begin(db);
      db.execute("insert into t values (1, 1)");
      String[] both = {"--env", "--url"};
      for (String by : both) {
        String to = by.equals("--env") ? "prod" : db.url();
        isRefused(run("rollback", "--yes", by, to), "drop-table");
        isRefused(run("reset", "--yes", by, to), "protected");
        isRefused(run("apply", "--direct", "--yes", by, to), "protected");
        assertThat(db.value("select count(*) from t")).isEqualTo("1");
      }
      succeeds(run("rollback", "--yes", "--allow", "drop-table", "--env", "prod"));
      Cli.Answer again = succeeds(run("apply", "--yes", "--env", "prod"));
      assertThat(again.err()).contains("an earlier t is in the trash");
      isRefused(run("purge", "--yes", "--url", db.url()), "discard");
      isRefused(run("purge", "--yes", "--older-than", "0s", "--url", db.url()), "discard");
      succeeds(run("purge", "--yes", "--allow", "discard", "--url", db.url()));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void another_configuration_does_not_go_around_the_mark(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      begin(db);
      db.execute("insert into t values (1, 1)");
      Files.writeString(
          folder.resolve("underpin.yaml"),
          "environments: { dev: { allow_reset: true, url: '%s' } }".formatted(db.url()));
      isRefused(run("reset", "--yes", "--env", "dev"), "prod");
      isRefused(run("rollback", "--yes", "--env", "dev"), "drop-table");
      isRefused(run("apply", "--direct", "--yes", "--env", "dev"), "prod");
      assertThat(db.value("select count(*) from t")).isEqualTo("1");
    }
  }

  @Test
  void a_rollback_that_moves_a_column_with_its_values_needs_approval() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      begin(db);
      save(TWO, "two");
      succeeds(run("apply", "--yes", "--env", "prod"));
      db.execute("insert into t values (1, 1, 1)");
      isRefused(run("rollback", "--yes", "--url", db.url()), "drop-column");
      isRefused(run("rollback", "--yes", "--to", "START", "--url", db.url()), "drop-table");
      succeeds(run("rollback", "--yes", "--allow", "drop-column", "--url", db.url()));
      Cli.Answer again = succeeds(run("apply", "--yes", "--env", "prod"));
      assertThat(again.err()).contains("an earlier t.b is in the trash");
    }
  }

  @Test
  void the_rollback_of_a_rename_needs_none() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      begin(db);
      save(ONE.replace("a: int", "c: { type: int, renamed_from: a }"), "two");
      succeeds(run("apply", "--yes", "--env", "prod"));
      succeeds(run("rollback", "--yes", "--env", "prod"));
    }
  }

  @Test
  void a_database_that_nothing_protects_is_rolled_back_and_purged_as_before() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), ONE);
      succeeds(run("apply", "--direct", "--yes", "--url", db.url()));
      succeeds(run("rollback", "--yes", "--url", db.url()));
      succeeds(run("purge", "--yes", "--url", db.url()));
      succeeds(run("reset", "--yes", "--url", db.url()));
    }
  }

  private void begin(TestDatabase db) throws IOException {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        "environments: { prod: { protected: true, url: '%s' } }".formatted(db.url()));
    save(ONE, "one");
    succeeds(run("apply", "--yes", "--env", "prod"));
  }

  private void save(String yaml, String name) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    succeeds(run("plan", "--save", name, "--env", "prod"));
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }

  private static Cli.Answer succeeds(Cli.Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private static void isRefused(Cli.Answer answer, String text) {
    assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
    assertThat(answer.err()).contains(text);
  }
}
