package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long step is seen to have begun, and how far it is. */
class ProgressInLogsTest {
  @TempDir Path folder;

  /** Each row fills a block, so that the server can say how many of them it has read. */
  private TestDatabase slowlyIndexed(int rows, String seconds) throws IOException {
    TestDatabase db = TestServers.postgresql(18).newDatabase();
    db.execute(
        "CREATE FUNCTION slow(id integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE"
            + " AS $$ BEGIN PERFORM pg_sleep("
            + seconds
            + "); RETURN id; END $$",
        "CREATE TABLE t (id integer PRIMARY KEY, filler text)",
        "ALTER TABLE t ALTER COLUMN filler SET STORAGE PLAIN",
        "INSERT INTO t SELECT i, repeat('x', 7000) FROM generate_series(1, " + rows + ") i");
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { id: integer not null, filler: { type: text, storage: plain } },"
            + " primary_key: [id], indexes: { t_slow: { columns: [\"(slow(id))\"] } } } }\n");
    return db;
  }

  @Test
  void a_long_step_has_a_line_before_it_ends() throws IOException {
    try (TestDatabase db = slowlyIndexed(1, "4")) {
      Cli.Answer applied = new Cli(folder).run("apply", "--direct", "--yes", "--url", db.url());
      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(applied.err()).containsPattern("t_slow[^\n]* …\n[^\n]*t_slow[^\n]* s\n");
    }
  }

  @Test
  void a_terminal_shows_how_much_of_the_table_an_index_build_has_read() throws IOException {
    try (TestDatabase db = slowlyIndexed(30, "0.13")) {
      Cli.Answer applied =
          new Cli(folder)
              .with("COLUMNS", "80")
              .typing("y\n")
              .run("apply", "--direct", "--url", db.url());
      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(applied.err())
          .containsPattern("\\[#+·+] building index: scanning table, \\d\\d %, ~\\d s left(?=\r)");
      List<String> moving = List.of(applied.err().split("\r\u001b\\[K|\n"));
      assertThat(moving.stream().filter(line -> line.contains("#·")))
          .allMatch(l -> l.length() < 80);
    }
  }
}
