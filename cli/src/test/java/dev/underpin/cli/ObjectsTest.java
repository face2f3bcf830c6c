package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views and triggers are declared as their statements, and change with their tables. */
class ObjectsTest {
  private static final String BEFORE =
      """
      tables:
        orders:
          columns: { id: integer, total: int, note: text }
          primary_key: [id]
        log: { columns: { line: text } }

      objects:
        - create view if not exists large as select id, total from Orders where total > 10;
        - |
          CREATE TRIGGER noted AFTER INSERT ON orders BEGIN
            INSERT INTO log VALUES (new.total);
          END;
        - CREATE VIEW larger AS SELECT id FROM large WHERE total > 100
      """;

  @TempDir Path folder;

  private Cli.Answer run(int code, String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  @Test
  void they_are_made_changed_around_their_tables_and_brought_back() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare(BEFORE);
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
      db.execute("INSERT INTO orders VALUES (1, 11, 'a'), (2, 500, 'b')");
      assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("2");

      // A column that the view and the trigger name gets another name, and they with it.
      declare(
          BEFORE
              .replace("total: int", "amount: { type: int, renamed_from: total }")
              .replace("total", "amount")
              .replace("renamed_from: amount", "renamed_from: total")
              .replace("note: text", "note: text not null"));
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
      db.execute("INSERT INTO orders VALUES (3, 900, 'c')");
      assertThat(db.value("SELECT count(*) FROM log")).isEqualTo("3");
      assertThat(db.value("SELECT group_concat(id) FROM larger")).isEqualTo("2,3");

      run(0, "rollback", "--yes", "--url", db.url());
      declare(BEFORE);
      run(0, "plan", "--exit-code", "--url", db.url());
      assertThat(db.value("SELECT group_concat(id) FROM larger")).isEqualTo("2,3");

      // One that is no longer declared is dropped, by leave.
      declare(BEFORE.replaceAll("(?s)  - CREATE VIEW larger.*", ""));
      assertThat(run(3, "apply", "--direct", "--yes", "--url", db.url()).err())
          .contains("drop-object");
      run(0, "apply", "--direct", "--yes", "--allow", "drop-object", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }

  @Test
  void what_inspect_writes_is_no_change() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare(BEFORE);
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      run(0, "inspect", "--url", db.url(), "-o", "schema.yaml");
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }

  @Test
  void a_server_that_writes_views_in_its_own_words_knows_them_again() throws IOException {
    String before =
        """
        tables:
          orders:
            columns: { id: int not null, total: int }
            primary_key: [id]
        objects:
          - create view large as select id, total from orders where total > 10;
          - CREATE OR REPLACE VIEW larger AS SELECT id FROM large WHERE total > 100
        """;
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      declare(before);
      run(0, "apply", "--direct", "--yes", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
      db.execute("INSERT INTO orders VALUES (1, 11), (2, 500)");

      // The view changes together with the type of the column that it uses.
      declare(
          before
              .replace("total: int", "total: bigint, note: text")
              .replace("id, total from", "id, total, note from"));
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      run(0, "plan", "--exit-code", "--url", db.url());
      assertThat(db.value("SELECT string_agg(id::text, ',') FROM larger")).isEqualTo("2");

      run(0, "rollback", "--yes", "--url", db.url());
      declare(before);
      run(0, "plan", "--exit-code", "--url", db.url());
      run(0, "inspect", "--url", db.url(), "-o", "schema.yaml");
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }
}
