package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan runs on an empty copy before it is shown or saved, and says where. */
class RehearsalTest {
  private static final String TABLE =
      "tables: { t: { columns: { id: { type: integer, nullable: false }, a: %s }, primary_key: [id] } }\n";

  @TempDir Path folder;

  @Test
  void the_preview_and_the_saved_file_say_that_SQLite_has_run_it() throws Exception {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare("text");
      assertThat(run("plan", "--url", db.url()).out()).contains("Rehearsed on SQLite 3.");
      run("plan", "--save", "x", "--url", db.url());
      assertThat(up()).contains("-- Rehearsed on SQLite 3.");
      assertThat(run("plan", "--no-rehearse", "--url", db.url()).out())
          .contains("Not rehearsed: --no-rehearse.");
    }
  }

  static Stream<TestServer> servers() {
    return TestServers.all().stream().filter(server -> !server.engine().equals("sqlite"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_scratch_server_rehearses_what_is_saved(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase();
        TestDatabase scratch = server.newDatabase()) {
      db.execute("create table t(id integer not null primary key, a integer)");
      db.execute("insert into t values (1, 2)");
      declare("text");
      assertThat(run("plan", "--url", db.url()).out()).contains("Not rehearsed: see --rehearse.");
      Cli.Answer saved =
          run(
              "plan",
              "--save",
              "x",
              "--allow",
              "all",
              "--url",
              db.url(),
              "--scratch-url",
              scratch.url());
      assertThat(saved.out()).contains("Rehearsed on ");
      assertThat(up()).contains("-- Rehearsed on ");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_rehearsal_that_is_asked_for_and_is_not_possible_is_an_error(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      declare("text");
      for (String[] more : new String[][] {{}, {"--save", "x"}, {"--offline"}}) {
        List<String> args = new ArrayList<>(List.of("plan", "--rehearse"));
        args.addAll(List.of(more));
        if (!args.contains("--offline")) args.addAll(List.of("--url", db.url()));
        Cli.Answer answer = new Cli(folder).run(args.toArray(String[]::new));
        assertThat(answer.code()).as(answer.toString()).isNotZero();
        assertThat(folder.resolve("migrations")).doesNotExist();
        if (args.contains("--offline")) continue;
        assertThat(answer.code()).isEqualTo(64);
        assertThat(answer.err()).contains("--rehearse needs a scratch server: add --scratch-url");
        assertThat(answer.out()).isEmpty();
      }
    }
  }

  private void declare(String type) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), TABLE.formatted(type));
  }

  private Cli.Answer run(String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private String up() throws Exception {
    try (Stream<Path> folders = Files.list(folder.resolve("migrations"))) {
      Path migration = folders.filter(Files::isDirectory).findFirst().orElseThrow();
      return Files.readString(migration.resolve("up.sql"));
    }
  }
}
