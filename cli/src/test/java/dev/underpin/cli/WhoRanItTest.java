package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a scheduled job needs: nothing said when all is well, clear exit codes, and who ran what.
 */
class WhoRanItTest {
  private static final String USER = System.getProperty("user.name");

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(),
        TestServers.postgresql(18),
        TestServers.mysql(),
        TestServers.mariaDb());
  }

  private Cli.Answer run(TestDatabase db, String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--url";
    all[words.length + 1] = db.url();
    return new Cli(folder).with("COLUMNS", "200").run(all);
  }

  private void declare(String columns) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { %s }, primary_key: [id] } }\n".formatted(columns));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_history_says_who_applied_and_who_rolled_back(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("id: integer");
      Cli.Answer none = run(db, "drift", "-q");
      assertThat(none.code()).as(none.toString()).isEqualTo(64);
      run(db, "plan", "--save", "one");
      assertThat(run(db, "apply", "--yes", "--message", "release 12").code()).isZero();
      assertThat(run(db, "status", "one").out()).contains("by " + USER, "release 12");
      Cli.Answer well = run(db, "drift", "-q");
      assertThat(well.code()).isZero();
      assertThat(well.out() + well.err()).isEmpty();

      assertThat(run(db, "rollback", "--yes", "--message", "it's \"bad\"").code()).isZero();
      assertThat(run(db, "status", "one").out()).contains("rolled back by " + USER, "it's \"bad\"");
      assertThat(run(db, "status", "--format", "json").out())
          .contains("\"applied_by\"", "\"rolled_back_by\"", "it's \\\"bad\\\"");
      assertThat(run(db, "apply", "--yes").code()).isZero();
      assertThat(run(db, "status", "one").out())
          .contains("by " + USER)
          .doesNotContain("release 12", "rolled back by");
    }
  }

  @Test
  void a_history_of_an_earlier_version_has_no_names_and_stays_readable() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare("id: integer");
      assertThat(run(db, "apply", "--direct", "--yes").code()).isZero();
      db.execute("DELETE FROM underpin_models WHERE hash LIKE '% by:%'");
      assertThat(run(db, "status", "-v").out()).contains("applied").doesNotContain("by " + USER);
      assertThat(run(db, "rollback", "--yes").code()).isZero();
    }
  }

  @Test
  void a_server_that_is_down_is_another_exit_code() throws IOException {
    declare("id: integer");
    Cli.Answer down =
        new Cli(folder).run("drift", "-q", "--url", "postgresql://nobody@127.0.0.1:1/x");
    assertThat(down.code()).isEqualTo(1);
  }
}
