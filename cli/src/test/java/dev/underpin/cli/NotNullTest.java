package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From PostgreSQL 18 a NOT NULL can hold for new rows before it holds for all. */
class NotNullTest {
  private static final String NULLABLE = "  note: { type: text }\n";
  private static final String FOR_NEW_ROWS =
      "  note: { type: text, nullable: false, options: { not_null: not valid } }\n";
  private static final String REQUIRED = "  note: { type: text, nullable: false }\n";

  @TempDir Path folder;

  private Cli.Answer run(int code, String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }

  private void declare(String note) throws IOException {
    String yaml =
        "tables:\n  orders:\n    columns:\n      id: integer\n    "
            + note
            + "    primary_key: [id]\n";
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private void applied(TestDatabase db) throws IOException {
    run(0, "apply", "--direct", "--yes", "--url", db.url());
    run(0, "plan", "--exit-code", "--url", db.url());
  }

  @Test
  void it_goes_both_ways_between_all_its_states() throws IOException {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      declare(NULLABLE);
      applied(db);
      db.execute("INSERT INTO orders VALUES (1, NULL)");
      declare(FOR_NEW_ROWS);
      applied(db);

      declare(REQUIRED);
      assertThat(run(3, "apply", "--direct", "--yes", "--url", db.url()).err())
          .contains("1 row of orders has NULL in note (1)");
      db.execute("UPDATE orders SET note = 'x'");
      applied(db);
      run(0, "rollback", "--yes", "--url", db.url());
      declare(FOR_NEW_ROWS);
      run(0, "plan", "--exit-code", "--url", db.url());

      declare(REQUIRED);
      applied(db);
      declare(FOR_NEW_ROWS);
      applied(db);
      run(0, "rollback", "--yes", "--url", db.url());
      declare(REQUIRED);
      run(0, "plan", "--exit-code", "--url", db.url());
      assertThat(db.value("SELECT note FROM orders")).isEqualTo("x");
    }
  }

  /** The name that the server would give is taken by the NOT NULL of a column renamed before. */
  @Test
  void its_name_is_not_one_that_is_taken() throws IOException {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "CREATE TABLE orders (id integer PRIMARY KEY, note text NOT NULL)",
          "ALTER TABLE orders RENAME COLUMN note TO remark",
          "ALTER TABLE orders ADD COLUMN note text",
          "INSERT INTO orders VALUES (1, 'a', NULL)");
      String remark = "  remark: { type: text, nullable: false }\n    ";
      declare(remark + "  note: { type: text, nullable: false, backfill: \"'-'\" }\n");
      applied(db);
      assertThat(db.value("SELECT note FROM orders")).isEqualTo("-");
      run(0, "rollback", "--yes", "--url", db.url());
      assertThat(db.value("SELECT count(*) FROM orders WHERE note IS NULL")).isEqualTo("1");
    }
  }
}
