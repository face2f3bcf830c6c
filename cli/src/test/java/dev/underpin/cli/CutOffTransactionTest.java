package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that was killed in a transaction leaves pages in a SQLite file that the next one to
 * open it has to undo. A command that only looks does that too.
 */
class CutOffTransactionTest {
  private static final String SCHEMA =
      "tables: { note: { columns: { id: integer, text: text }, primary_key: [id] } }\n";

  @TempDir Path folder;

  /** A copy that is made within a transaction is what a power cut leaves. */
  @BeforeEach
  void cutOff() throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), SCHEMA);
    success("apply", "--direct", "--yes", "--create", "--url", url("whole.db"));
    try (Connection connection = DriverManager.getConnection("jdbc:" + url("whole.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
              + " INSERT INTO note SELECT i, 'text ' || i FROM n");
      statement.execute("PRAGMA cache_size = 2");
      statement.execute("BEGIN");
      statement.execute("UPDATE note SET text = 'cut off ' || id");
      statement.execute("ALTER TABLE note ADD COLUMN extra text");
      for (String end : new String[] {"", "-journal"})
        Files.copy(folder.resolve("whole.db" + end), folder.resolve("cut.db" + end));
    }
    assertThat(folder.resolve("cut.db-journal")).isNotEmptyFile();
  }

  @Test
  void a_command_that_only_looks_sees_the_database_as_it_was() throws Exception {
    assertThat(success("status", "--url", url("cut.db")).out()).contains("clean");
    assertThat(success("drift", "--url", url("cut.db")).out()).contains("no drift");
    assertThat(success("plan", "--url", url("cut.db")).out()).contains("no changes");
    try (Connection connection = DriverManager.getConnection("jdbc:" + url("cut.db"));
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM note WHERE text LIKE 'text %'")) {
      assertThat(rows.getInt(1)).isEqualTo(3000);
    }
  }

  @Test
  void who_may_not_write_is_told_what_it_takes() throws Exception {
    Cli.Answer answer =
        new Cli(folder).run("status", "--url", "file:" + folder.resolve("cut.db") + "?mode=ro");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.err())
        .contains("was cut off in a transaction", "opens it with the right to write", "[UP416]");
  }

  private String url(String name) {
    return "sqlite:" + folder.resolve(name);
  }

  private Cli.Answer success(String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }
}
