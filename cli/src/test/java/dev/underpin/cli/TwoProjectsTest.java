package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two projects with folders of their own share a database. */
class TwoProjectsTest {
  private static final String YAML =
      "tables: { %s: { columns: { id: int }, primary_key: [id] } }\n";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void no_project_rolls_back_what_another_has_applied(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Path one = project("one");
      Path two = project("two");
      ok(one, db, "plan", "--save", "begin");
      ok(one, db, "apply", "--yes");
      db.execute("INSERT INTO one (id) VALUES (1)");
      List<String> before = CatalogDump.of(db);
      for (List<String> command :
          List.of(
              List.of("apply", "--yes"),
              List.of("plan", "--save", "begin"),
              List.of("rollback", "--yes"),
              List.of("rollback", "--to", "START", "--yes"))) {
        Cli.Answer answer = run(two, db, command.toArray(String[]::new));
        if (answer.code() == 0) continue;
        assertThat(answer.code()).as(command + " " + answer).isEqualTo(3);
        assertThat(answer.err()).doesNotContain("underpin rollback");
      }
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      assertThat(db.value("SELECT count(*) FROM one")).isEqualTo("1");
      Cli.Answer rollback = run(two, db, "rollback", "--yes");
      assertThat(rollback.err()).contains("other files than these", "one", "--allow drop-table");
      ok(one, db, "rollback", "--yes");
      ok(one, db, "apply", "--yes");
      ok(two, db, "rollback", "--yes", "--allow", "drop-table");
    }
  }

  private Path project(String table) throws IOException {
    Path project = Files.createDirectories(folder.resolve(table));
    Files.writeString(project.resolve("schema.yaml"), YAML.formatted(table));
    Files.writeString(project.resolve("underpin.yaml"), "manage: listed\n");
    return project;
  }

  private static void ok(Path project, TestDatabase db, String... args) {
    Cli.Answer answer = run(project, db, args);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private static Cli.Answer run(Path project, TestDatabase db, String... args) {
    return new Cli(project).with("DATABASE_URL", db.url()).run(args);
  }
}
