package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of migrations and a history as an earlier version wrote them, with fingerprints of the
 * whole schema: the first migration is applied, the second is pending. The files are never written
 * again.
 */
class EarlierFilesTest {
  private static final Path RESOURCES = Path.of("src/test/resources/earlier");
  private static final String MORE = "20261126211638_more";

  @TempDir Path folder;

  @BeforeEach
  void begin() throws IOException, SQLException {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(RESOURCES.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Files.writeString(folder.resolve("underpin.yaml"), "url: sqlite:app.db\n");
    load("app.db");
  }

  @Test
  void what_is_pending_is_applied_and_rolled_back() throws IOException {
    assertThat(new Cli(folder).run("status").out()).contains(MORE, "pending");
    assertThat(ok("plan", "--offline", "--exit-code").out()).contains("no changes");
    ok("apply", "--yes");
    ok("drift");
    ok("plan", "--exit-code");
    ok("rollback", "--yes", "--to", "START");
    ok("apply", "--yes");
    ok("plan", "--exit-code");
  }

  @Test
  void a_new_migration_follows_one_that_is_pending() throws IOException {
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml).replace("note: varchar(20)", "note: varchar(20)\n      age: int"));
    ok("plan", "--save", "age");
    ok("apply", "--yes");
    ok("plan", "--exit-code");
    ok("plan", "--offline", "--exit-code");
    ok("drift");
    ok("rollback", "--yes", "--to", "START");
  }

  @Test
  void what_another_client_has_run_is_recorded() throws IOException, SQLException {
    execute("app.db", "ALTER TABLE customers ADD COLUMN note varchar(20)");
    Cli.Answer early = new Cli(folder).run("resolve", MORE, "--applied");
    assertThat(early.code()).as(early.toString()).isEqualTo(3);
    execute("app.db", "CREATE INDEX customers_name ON customers (name)");
    execute("app.db", "CREATE VIEW named AS SELECT id, name FROM customers");
    ok("resolve", MORE, "--applied");
    ok("drift");
    ok("plan", "--exit-code");
    ok("rollback", "--yes");
  }

  private void load(String file) throws IOException, SQLException {
    List<String> dump = Files.readAllLines(RESOURCES.resolve("begun.sql"));
    execute(file, String.join("\n", dump).split(";\n"));
  }

  private void execute(String file, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  private Cli.Answer ok(String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isZero();
    return answer;
  }
}
