package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MySQL counts how often the columns of a table have changed instantly, and stops at a number. */
class RowVersionsTest {
  private static final String COUNT =
      "SELECT max(total_row_versions) FROM information_schema.innodb_tables"
          + " WHERE name = concat(database(), '/my@002dboxes')";

  @TempDir Path folder;

  private Cli.Answer run(int code, String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }

  private void declare(String columns) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables:\n  my-boxes:\n    columns: {id: int not null"
            + columns
            + "}\n    primary_key: [id]\n");
  }

  /** A table with rows, one column of which has come and gone so often. */
  private static void used(TestDatabase db, int versions) {
    List<String> statements = new ArrayList<>();
    statements.add("DROP TABLE IF EXISTS `my-boxes`");
    statements.add(
        "CREATE TABLE `my-boxes` (id int NOT NULL PRIMARY KEY"
            + (versions % 2 == 0 ? ")" : ", x int)"));
    statements.add("INSERT INTO `my-boxes` (id) VALUES (1), (2)");
    for (int i = 0; i < versions; i++)
      statements.add(
          "ALTER TABLE `my-boxes` "
              + ((versions - i) % 2 == 0 ? "ADD COLUMN x int" : "DROP COLUMN x")
              + ", ALGORITHM=INSTANT");
    db.execute(statements.toArray(String[]::new));
  }

  private void plansWithin(TestServer server, int limit) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      used(db, limit);
      declare(", width: int");
      assertThat(run(0, "plan", "--url", db.url()).out())
          .contains("can add or drop columns instantly 0 more times, too few for this plan")
          .contains("ALGORITHM=INPLACE, LOCK=NONE");
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      assertThat(db.value(COUNT)).isEqualTo("0");
      run(0, "rollback", "--yes", "--url", db.url());

      used(db, limit - 2);
      assertThat(run(0, "plan", "--url", db.url()).out())
          .contains("can add or drop columns instantly 2 more times before")
          .contains("ADD COLUMN `width` int, ALGORITHM=INSTANT");
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      assertThat(db.value(COUNT)).isEqualTo(String.valueOf(limit - 1));
      declare("");
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--discard", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }

  @Test
  void up_to_64() throws IOException {
    plansWithin(TestServers.named("mysql 8.0"), 64);
  }

  @Test
  void up_to_255_where_there_may_be_so_many() throws IOException {
    plansWithin(TestServers.mysql(), 255);
  }
}
