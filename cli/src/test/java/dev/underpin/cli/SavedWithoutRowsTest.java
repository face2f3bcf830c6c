package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A migration that was saved on a database without rows runs on others, which have some. */
class SavedWithoutRowsTest {
  private static final String START =
      """
      tables:
        parents: { columns: { id: { type: int, nullable: false } }, primary_key: [id] }
        items:
          columns: { id: { type: int, nullable: false }, parent: int, name: varchar(30) }
          primary_key: [id]
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(), TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_that_do_not_fit_are_found_before_anything_runs(TestServer server) throws IOException {
    try (TestDatabase empty = server.newDatabase();
        TestDatabase full = server.newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), START);
      ok(empty, "plan", "--save", "start");
      for (TestDatabase db : List.of(empty, full)) ok(db, "apply", "--yes");
      full.execute("INSERT INTO items VALUES (1, 7, 'a'), (2, NULL, 'a')");
      SortedMap<String, List<String>> rows = full.dump();
      List<String> catalog = CatalogDump.of(full);

      // SQLite keeps a text in a column of another type.
      String otherType = server.equals(TestServers.sqlite()) ? "varchar(30)" : "integer";
      for (String change :
          List.of(
              START.replace("parent: int", "parent: { type: int, nullable: false }"),
              START + "    unique: { items_name: [name] }\n",
              START + "    checks: { items_parent: parent > 100 }\n",
              START + "    foreign_keys: [{ columns: [parent], references: parents(id) }]\n",
              START
                  .replace("parent: int", "parent: int, more: { type: int, nullable: false }")
                  .replace("varchar(30)", otherType))) {
        Files.writeString(folder.resolve("schema.yaml"), change);
        ok(empty, "plan", "--save", "change", "--allow", "lossy");
        Cli.Answer refused = run(full, "apply", "--yes");
        assertThat(refused.code()).as(change + refused).isEqualTo(3);
        assertThat(refused.err()).contains("[UP3");
        assertThat(full.dump()).as(change).isEqualTo(rows);
        assertThat(CatalogDump.of(full)).as(change).isEqualTo(catalog);
        remove("change");
        Files.writeString(folder.resolve("schema.yaml"), START);
        ok(full, "rebase");
      }
    }
  }

  private void remove(String name) throws IOException {
    Path found;
    try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
      found = all.filter(p -> p.toString().endsWith("_" + name)).findFirst().orElseThrow();
    }
    for (String file : List.of("up.sql", "down.sql")) Files.delete(found.resolve(file));
    Files.delete(found);
  }

  private void ok(TestDatabase db, String... args) {
    Cli.Answer answer = run(db, args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isZero();
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run(args);
  }
}
