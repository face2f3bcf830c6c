package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no line can move, a long step is seen to have begun. */
class ProgressInLogsTest {
  @TempDir Path folder;

  @Test
  void a_long_step_has_a_line_before_it_ends() throws IOException {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "CREATE FUNCTION slow(id integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE"
              + " AS $$ BEGIN PERFORM pg_sleep(4); RETURN id; END $$",
          "CREATE TABLE t (id integer PRIMARY KEY)",
          "INSERT INTO t VALUES (1)");
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { t: { columns: { id: integer not null }, primary_key: [id],"
              + " indexes: { t_slow: { columns: [\"(slow(id))\"] } } } }\n");
      Cli.Answer applied = new Cli(folder).run("apply", "--direct", "--yes", "--url", db.url());
      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(applied.err()).containsPattern("t_slow[^\n]* …\n[^\n]*t_slow[^\n]* s\n");
    }
  }
}
