package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.ShellResult;
import dev.underpin.testkit.Sqlite3;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process that rebuilds a large table is killed at random moments, and the next one finishes.
 *
 * <p>{@code -Dunderpin.rows=1000000 -Dunderpin.kills=50} for the whole of it, {@code
 * -Dunderpin.seed=N} for other moments.
 */
class KilledRebuildTest {
  private static final int ROWS = Integer.getInteger("underpin.rows", 60_000);
  private static final int KILLS = Integer.getInteger("underpin.kills", 4);

  /** The shell starts in no time, so the build has fifty of its moments, over both journals. */
  private static final int KILLS_OF_THE_SHELL = Integer.getInteger("underpin.kills", 25);

  private static final long SEED = Long.getLong("underpin.seed", 20260101);
  private static final String LOCKED = "-underpin.lock";

  @TempDir Path folder;

  private interface Start {
    Process process(Path database) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void the_next_apply_finishes_what_a_killed_one_began(String journal) throws Exception {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      Path launcher = prepare(db, journal);
      killAndFinish(
          db,
          KILLS,
          file -> apply(launcher, file),
          (file, i) -> assertThat(finished(apply(launcher, file))).isZero());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void the_plain_shell_can_be_killed_as_well(String journal) throws Exception {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      prepare(db, journal);
      Path up;
      try (Stream<Path> files = Files.walk(folder.resolve("migrations"))) {
        up = files.filter(f -> f.endsWith("up.sql")).findFirst().orElseThrow();
      }
      Start shell =
          file ->
              new ProcessBuilder(Sqlite3.command(file))
                  .redirectInput(up.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("output.txt").toFile())
                  .start();
      killAndFinish(
          db,
          KILLS_OF_THE_SHELL,
          shell,
          (file, i) -> {
            if (isRebuilt(file)) return;
            ShellResult result = Sqlite3.run(file, up);
            assertThat(result.exitCode()).as(result.err()).isZero();
          });
    }
  }

  private interface Finish {
    void finish(Path database, int kill) throws Exception;
  }

  /** How long an undisturbed run takes bounds the moments. */
  private void killAndFinish(TestDatabase db, int kills, Start start, Finish finish)
      throws Exception {
    Path file = file(db);
    Path copy = folder.resolve("copy.db");
    copy(file, copy);
    long began = System.nanoTime();
    assertThat(finished(start.process(copy))).as(output()).isZero();
    long whole = Duration.ofNanos(System.nanoTime() - began).toMillis();
    Random random = new Random(SEED);
    for (int i = 0; i < kills; i++) {
      copy(file, copy);
      long moment = random.nextLong(1, whole + 1);
      Process process = start.process(copy);
      process.waitFor(moment, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      String when = "killed after " + moment + " of " + whole + " ms (kill " + i + ")";
      assertThat(ask(copy, "PRAGMA integrity_check;")).as(when).isEqualTo("ok");
      assertThat(ask(copy, COUNTS)).as(when).isEqualTo(counts());
      finish.finish(copy, i);
      assertThat(isRebuilt(copy)).as(when).isTrue();
      assertThat(ask(copy, COUNTS)).as(when).isEqualTo(counts());
      assertThat(ask(copy, "PRAGMA integrity_check;")).as(when).isEqualTo("ok");
      assertThat(ask(copy, "PRAGMA foreign_key_check;")).as(when).isEmpty();
    }
  }

  private static final String COUNTS =
      "SELECT (SELECT count(*) FROM parent), (SELECT count(*) FROM child), (SELECT seq FROM sqlite_sequence WHERE name = 'parent');";

  private static String counts() {
    return ROWS + "|" + ROWS / 10 + "|" + (ROWS + 5);
  }

  /** A table with rows, children that cascade, a migration saved that rebuilds it. */
  private Path prepare(TestDatabase db, String journal) throws IOException {
    Files.writeString(
        folder.resolve("make.sql"),
        """
        PRAGMA journal_mode = %s;
        CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name text, size int);
        CREATE INDEX parent_name ON parent (name);
        CREATE TABLE child (id INTEGER PRIMARY KEY, p int REFERENCES parent (id) ON DELETE CASCADE);
        CREATE VIEW small AS SELECT id FROM parent WHERE size < 3;
        BEGIN;
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO parent SELECT i, 'name of number ' || i, i %% 7 FROM n;
        INSERT INTO child SELECT id, id FROM parent WHERE id %% 10 = 0;
        UPDATE sqlite_sequence SET seq = seq + 5;
        COMMIT;
        """
            .formatted(journal, ROWS));
    ShellResult made = Sqlite3.run(file(db), folder.resolve("make.sql"));
    assertThat(made.exitCode()).as(made.err()).isZero();
    String url = "sqlite:" + file(db);
    Cli cli = new Cli(folder);
    assertThat(cli.run("inspect", "--url", url, "-o", "schema.yaml").code()).isZero();
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("name: text", "name: text not null"));
    Cli.Answer saved = cli.run("plan", "--save", "rebuild", "--allow", "all", "--url", url);
    assertThat(saved.code()).as(saved.toString()).isZero();
    return Launcher.in(folder);
  }

  private Process apply(Path launcher, Path database) throws IOException {
    return new ProcessBuilder(launcher.toString(), "apply", "--yes", "--url", "sqlite:" + database)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private int finished(Process process) throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  private boolean isRebuilt(Path database) throws IOException {
    return ask(database, "SELECT \"notnull\" FROM pragma_table_info('parent') WHERE name = 'name';")
        .equals("1");
  }

  private String ask(Path database, String sql) throws IOException {
    Path script = folder.resolve("ask.sql");
    Files.writeString(script, sql);
    ShellResult result = Sqlite3.run(database, script);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out().strip();
  }

  private static Path file(TestDatabase db) {
    return Path.of(db.url().substring("sqlite:".length()));
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String beside : List.of("-journal", "-wal", "-shm", LOCKED))
      Files.deleteIfExists(Path.of(to + beside));
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
