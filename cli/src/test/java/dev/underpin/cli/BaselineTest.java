package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After the adoption of one database the folder of migrations builds every other. */
class BaselineTest {
  private static final String[] SCHEMA = {
    "CREATE TABLE p (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x')",
    "CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p_id integer, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id))",
    "CREATE INDEX c_p_id ON c (p_id)",
    "CREATE VIEW v AS SELECT p.id, p.name FROM p",
    "INSERT INTO p (id) VALUES (1)",
    "INSERT INTO c (id, p_id) VALUES (1, 1)"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void the_folder_builds_every_database(TestServer server) throws IOException {
    try (TestDatabase production = server.newDatabase();
        TestDatabase staging = server.newDatabase();
        TestDatabase empty = server.newDatabase();
        TestDatabase loaded = server.newDatabase()) {
      production.execute(SCHEMA);
      staging.execute(SCHEMA);
      String yaml = ok(production, "inspect").out();
      Files.writeString(folder.resolve("schema.yaml"), yaml);
      assertThat(ok(production, "baseline").out()).contains("Nothing was changed", "up.sql");
      ok(production, "drift");
      ok(production, "plan", "--exit-code");
      assertThat(ok(production, "apply").out()).contains("Nothing to do");
      assertThat(ok(staging, "apply", "--yes").out()).contains("needs none of its steps");
      ok(empty, "apply", "--yes");
      ok(empty, "plan", "--exit-code");

      Files.writeString(
          folder.resolve("schema.yaml"),
          yaml.replaceFirst("(?m)^( +)(p_id: .*)$", "$1$2\n$1more: int"));
      ok(production, "plan", "--save", "more");
      for (TestDatabase db : List.of(production, staging, empty)) {
        ok(db, "apply", "--yes");
        ok(db, "plan", "--exit-code");
        ok(db, "drift");
      }
      assertThat(staging.value("SELECT count(*) FROM c")).isEqualTo("1");

      loaded.execute(SCHEMA);
      loaded.execute("ALTER TABLE c ADD COLUMN more int");
      assertThat(run(loaded, "apply", "--yes").code()).isEqualTo(3);
      ok(loaded, "resolve", last(), "--applied");
      assertThat(ok(loaded, "apply", "--yes").out()).contains("Nothing to do");
      ok(loaded, "drift");
      ok(empty, "rollback", "--to", "START", "--yes");
      ok(empty, "apply", "--yes");
      ok(empty, "plan", "--exit-code");
    }
  }

  /** An earlier version marked a baseline with the word for drift. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_baseline_says_so_and_an_earlier_one_is_known(TestServer server) throws IOException {
    try (TestDatabase production = server.newDatabase();
        TestDatabase staging = server.newDatabase()) {
      production.execute(SCHEMA);
      staging.execute(SCHEMA);
      Files.writeString(folder.resolve("schema.yaml"), ok(production, "inspect").out());
      ok(production, "baseline");
      for (String file : List.of("up.sql", "down.sql")) {
        Path path = folder.resolve("migrations").resolve(last()).resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains("allowed: -   baseline\n");
        Files.writeString(path, text.replace("allowed: -   baseline", "allowed: drift"));
      }
      assertThat(ok(staging, "apply", "--yes").out()).contains("needs none of its steps");
      ok(staging, "drift");
    }
  }

  private String last() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("migrations"))) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .max(String::compareTo)
          .orElseThrow();
    }
  }

  private Cli.Answer ok(TestDatabase db, String... args) {
    Cli.Answer answer = run(db, args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run(args);
  }
}
