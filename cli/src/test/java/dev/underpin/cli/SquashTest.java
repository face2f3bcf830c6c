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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many migrations become one, on databases that have had all of them, some or none. */
class SquashTest {
  private static final String TABLES =
      """
      tables:
        kinds:
          columns:
            id: bigint identity
            name: varchar(20)
          primary_key: [id]
        orders:
          columns:
            id: integer
            kind_id: bigint%s
          primary_key: [id]
          foreign_keys: { orders_kind: { columns: [kind_id], references: kinds(id) } }
          indexes: { orders_kind_id: [kind_id] }
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void databases_go_on_that_have_had_all_or_nothing(TestServer server) throws IOException {
    try (TestDatabase all = server.newDatabase();
        TestDatabase three = server.newDatabase();
        TestDatabase one = server.newDatabase();
        TestDatabase empty = server.newDatabase()) {
      fourMigrations(all);
      run(three, 0, "apply --yes --to more");
      run(one, 0, "apply --yes --to begin");
      String full = all.dump().toString();
      copy(folder.resolve("migrations"), folder.resolve("old"));

      String squash = "squash --to more --name start --yes" + scratch(all);
      Cli.Answer squashed = run(all, 0, squash);
      assertThat(squashed.out()).contains("replace 3 migrations", "the same 2 rows");
      assertThat(squashed.err()).contains("a person wrote", "_rows");
      assertThat(names()).containsExactly("start", "note");

      assertThat(run(all, 0, "status").out()).contains("squashed", "_start", ": clean.");
      assertThat(run(all, 0, "apply --yes").out()).contains("Nothing to do");
      run(all, 0, "drift");
      run(all, 0, "plan --exit-code");
      run(all, 0, "plan --offline --exit-code");
      assertThat(all.dump()).hasToString(full);

      assertThat(run(three, 0, "apply --yes").out()).contains("_note").doesNotContain("_start");
      run(three, 0, "drift");

      assertThat(run(one, 3, "apply --yes").err()).contains("UP433", "It lacks", "_rows", "_more");
      assertThat(run(one, 2, "status").out()).contains("cannot be run", "UP433");
      run(one, 0, "apply --yes --migrations old --to more");
      run(one, 0, "apply --yes");
      run(one, 0, "plan --exit-code");

      run(empty, 0, "apply --yes");
      run(empty, 0, "plan --exit-code");
      run(empty, 0, "drift");
      assertThat(rows(empty)).isEqualTo(rows(all)).contains("it's");
      empty.execute("INSERT INTO kinds (name) VALUES ('next')");
      assertThat(empty.value("SELECT max(id) FROM kinds")).isEqualTo("3");
      run(empty, 0, "rollback --to START --yes");
      run(empty, 0, "apply --yes");
      run(empty, 0, "drift");

      run(all, 0, "rollback --to START --yes --allow all");
      assertThat(run(all, 0, "apply --yes").out()).contains("_start");
      run(all, 0, "plan --exit-code");
      run(all, 0, "test" + scratch(all));
    }
  }

  @Test
  void what_was_squashed_is_squashed_again() throws IOException {
    try (TestDatabase all = TestServers.sqlite().newDatabase();
        TestDatabase later = TestServers.sqlite().newDatabase();
        TestDatabase empty = TestServers.sqlite().newDatabase()) {
      fourMigrations(all);
      run(all, 0, "squash --to rows --name first --yes");
      run(later, 0, "apply --yes");
      run(all, 0, "squash --name second --yes");
      assertThat(names()).containsExactly("second");
      for (TestDatabase db : List.of(all, later, empty)) {
        run(db, 0, "apply --yes");
        run(db, 0, "drift");
        run(db, 0, "plan --exit-code");
      }
      assertThat(run(all, 0, "status").out()).contains("squashed");
      assertThat(run(empty, 0, "status").out()).doesNotContain("squashed");
      assertThat(run(all, 0, "rollback --yes").out()).contains("_note");
      assertThat(run(all, 3, "apply --yes").err()).contains("UP433", "It lacks", "_note");
    }
  }

  @Test
  void nothing_is_removed_without_a_yes() throws IOException {
    try (TestDatabase all = TestServers.sqlite().newDatabase()) {
      fourMigrations(all);
      assertThat(run(all, 3, "squash --name start").err()).contains("4 migrations", "--yes");
      assertThat(run(all, 64, "squash --name note --yes").err()).contains("Choose another --name");
      assertThat(run(all, 64, "squash --to begin --name start --yes").err())
          .contains("fewer than two");
      assertThat(run(all, 64, "squash --to none --name start --yes").err()).contains("none");
      Files.writeString(migration("rows").resolve("README.md"), "why");
      assertThat(run(all, 3, "squash --name start --yes").err()).contains("README.md");
      assertThat(names()).containsExactly("begin", "rows", "more", "note");
    }
  }

  /** The second one is written by a person. */
  private void fourMigrations(TestDatabase db) throws IOException {
    save(db, "", "begin");
    run(db, 0, "new rows");
    fill("up.sql", "INSERT INTO kinds (id, name) VALUES (1, 'it''s'), (2, NULL);");
    fill("down.sql", "DELETE FROM kinds WHERE id IN (1, 2);");
    run(db, 0, "test rows --save --allow lossy" + scratch(db));
    run(db, 0, "apply --yes");
    save(db, "\n      total: integer", "more");
    save(db, "\n      total: integer\n      note: varchar(20)", "note");
  }

  private void save(TestDatabase db, String columns, String name) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), TABLES.formatted(columns));
    run(db, 0, "plan --save " + name);
    run(db, 0, "apply --yes");
  }

  private void fill(String file, String sql) throws IOException {
    Path path = migration("rows").resolve(file);
    Files.writeString(path, Files.readString(path).replaceFirst("(?m)^-- Write SQL here.*$", sql));
  }

  private Path migration(String name) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
      return all.filter(p -> p.getFileName().toString().endsWith("_" + name))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
      return all.filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .map(id -> id.substring(id.indexOf('_') + 1))
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) Files.copy(file, to.resolve(from.relativize(file)));
    }
  }

  private static String rows(TestDatabase db) {
    return db.value("SELECT min(name) FROM kinds") + db.value("SELECT count(*) FROM kinds");
  }

  private static String scratch(TestDatabase db) {
    return db.url().startsWith("sqlite") ? "" : " --scratch-url " + db.url();
  }

  private Cli.Answer run(TestDatabase db, int code, String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    if (!List.of("test", "new", "squash").contains(words.get(0)) && !words.contains("--offline"))
      words.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(words.toArray(String[]::new));
    assertThat(answer.code()).as(command + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
