package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody runs first. */
class FirstCommandsTest {
  private static final String YAML =
      """
      tables:
        a:
          columns: { id: integer, n: "varchar(20) not null default 'x'", m: integer default 1 }
          primary_key: [id]
          checks: { a_m: m > 0 }
          indexes: { a_n: [n] }
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(18), TestServers.mariaDb());
  }

  private Cli.Answer run(int code, String... words) {
    Cli.Answer answer = new Cli(folder).run(words);
    assertThat(answer.code()).as(List.of(words) + "\n" + answer).isEqualTo(code);
    return answer;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_first_migration_is_saved_without_a_database(TestServer server) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), YAML);
    try (TestDatabase db = server.newDatabase()) {
      Cli.Answer unnamed = run(64, "plan", "--offline", "--save", "first");
      assertThat(unnamed.err()).contains("--engine");
      String engine = db.url().replaceFirst(":.*", "");
      Cli.Answer saved = run(0, "plan", "--offline", "--save", "first", "--engine", engine);
      assertThat(saved.out().contains("may write this in another form"))
          .isEqualTo(!engine.equals("sqlite"));
      run(0, "apply", "--yes", "--url", db.url());
      assertThat(run(0, "plan", "--url", db.url()).out()).contains("no changes");
      run(0, "drift", "--url", db.url());
      Files.writeString(folder.resolve("schema.yaml"), YAML.replace(" m: int", " o: text, m: int"));
      run(0, "plan", "--save", "second", "--url", db.url());
      run(0, "apply", "--yes", "--url", db.url());
      run(0, "rollback", "--yes", "--to", "START", "--url", db.url());
    }
  }

  @Test
  void an_engine_that_is_not_that_of_the_folder_is_refused() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), YAML);
    run(0, "plan", "--offline", "--save", "first", "--engine", "sqlite");
    run(3, "plan", "--offline", "--engine", "postgresql");
    run(64, "plan", "--engine", "sqlite", "--url", "sqlite:" + folder.resolve("a.db"));
  }

  @Test
  void underpin_yaml_is_looked_for_in_the_folders_above() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), YAML);
    Files.writeString(folder.resolve("underpin.yaml"), "url: sqlite:a.db\n");
    Path deep = Files.createDirectories(folder.resolve("src/main"));
    Cli.Answer saved = new Cli(deep).run("plan", "--save", "first");
    assertThat(saved.code()).as(saved.toString()).isZero();
    assertThat(folder.resolve("migrations/schema.lock.yaml")).exists();
    assertThat(new Cli(deep).run("apply", "--yes", "--create").code()).isZero();
    assertThat(folder.resolve("a.db")).exists();
    run(0, "drift");

    Files.createDirectories(deep.resolve(".git"));
    assertThat(new Cli(deep).run("drift").code()).isEqualTo(64);
  }

  @Test
  void a_plan_and_a_saved_plan_say_from_where_they_start() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), YAML);
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      run(0, "plan", "--save", "first", "--url", db.url());
      assertThat(run(0, "plan", "--url", db.url()).out())
          .contains("1 change in ", "1 saved migration is pending", "from the live schema");
      assertThat(run(0, "plan", "--save", "second", "--url", db.url()).out())
          .contains(" after 1 pending migration on SQLite")
          .contains("no changes", "This plan starts where it ends");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_file_of_SQL_is_read_as_a_schema(TestServer server) throws IOException {
    Files.writeString(
        folder.resolve("start.sql"),
        """
        create table a (id integer primary key, n varchar(20) not null default 'x');
        create view v as select id from a;
        """);
    try (TestDatabase scratch = server.newDatabase();
        TestDatabase db = server.newDatabase()) {
      List<String> where =
          scratch.url().startsWith("sqlite")
              ? List.of("--engine", "sqlite")
              : List.of("--scratch-url", scratch.url());
      run(
          0,
          Stream.concat(Stream.of("inspect", "start.sql", "-o", "schema.yaml"), where.stream())
              .toArray(String[]::new));
      assertThat(Files.readString(folder.resolve("schema.yaml"))).contains("default 'x'", "views:");
      run(0, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      String yaml = Files.readString(folder.resolve("schema.yaml"));
      assertThat(run(0, "inspect", "--url", db.url()).out().strip()).isEqualTo(yaml.strip());
    }
  }

  @Test
  void a_file_of_SQL_needs_an_engine_and_no_database() throws IOException {
    Files.writeString(folder.resolve("start.sql"), "create table a (id integer);");
    assertThat(run(64, "inspect", "start.sql").err()).contains("--engine");
    assertThat(run(0, "inspect", "start.sql", "--engine", "mysql").err())
        .contains("no server was asked", "--scratch-url");
    assertThat(run(64, "import", "start.sql", "--engine", "mysql").err()).contains("--scratch-url");
    run(64, "inspect", "start.sql", "--url", "sqlite:a.db");
    run(64, "inspect", "--engine", "sqlite", "--url", "sqlite:a.db");
    assertThat(run(64, "inspect", "none.sql", "--engine", "sqlite").err()).contains("none.sql");
  }
}
