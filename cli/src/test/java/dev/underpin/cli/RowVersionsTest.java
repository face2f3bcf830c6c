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

  /** The number stands in a view that shows everybody's tables. */
  @Test
  void who_may_not_see_them_is_told_so_and_plans_all_the_same() throws IOException {
    try (TestDatabase db = TestServers.named("mysql 8.0").newDatabase()) {
      used(db, 3);
      declare(", width: int");
      String database = String.valueOf(db.value("SELECT database()"));
      String user = "'few" + database + "'@'localhost'";
      db.execute("CREATE USER " + user, "GRANT ALL ON " + database + ".* TO " + user);
      String url = db.url().replaceFirst("root@", "few" + database + "@");

      String plan = run(0, "plan", "--url", url).out().replaceAll("\\s+", " ");
      assertThat(plan)
          .contains("how often tables can still change instantly is not known")
          .contains("this user lacks the privilege PROCESS")
          .contains("ADD COLUMN `width` int, ALGORITHM=INSTANT");

      db.execute("GRANT PROCESS ON *.* TO " + user);
      assertThat(run(0, "plan", "--url", url).out()).doesNotContain("PROCESS");
      db.execute("REVOKE PROCESS ON *.* FROM " + user);
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", url);
      assertThat(db.value("SELECT count(*) FROM `my-boxes` WHERE width IS NULL")).isEqualTo("2");
      db.execute("DROP USER " + user);
    }
  }
}
