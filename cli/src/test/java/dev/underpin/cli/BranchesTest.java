package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two developers save migrations on branches of their own, and git merges them. */
class BranchesTest {
  private static final Map<String, String> START =
      Map.of(
          "orders", "{ id: { type: int, nullable: false }, total: int, state: varchar(20) }",
          "zebra", "{ id: { type: int, nullable: false }, name: varchar(20) }");

  @TempDir Path folder;

  @BeforeEach
  void newRepository() throws IOException {
    Files.createDirectories(folder.resolve("schema"));
    for (Map.Entry<String, String> table : START.entrySet())
      declare(table.getKey(), table.getValue());
    Files.writeString(folder.resolve("underpin.yaml"), "schema: schema\n");
    Files.writeString(folder.resolve(".gitignore"), "*.db\n");
    git("init", "-q", "-b", "main", ".");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void what_does_not_touch_the_same_things_applies_in_either_order(TestServer server)
      throws IOException {
    try (TestDatabase production = server.newDatabase();
        TestDatabase one = server.newDatabase();
        TestDatabase two = server.newDatabase();
        TestDatabase fresh = server.newDatabase()) {
      begin(production, one, two);
      branch("one", "main");
      declare("orders", START.get("orders").replaceFirst("}$", ", note: varchar(20) }"));
      declare("alpha", "{ id: { type: int, nullable: false } }");
      saveAndApply(one, "note");
      branch("two", "main");
      declare("orders", START.get("orders").replaceFirst("}$", ", paid: int }"));
      declare("zebra", START.get("zebra").replaceFirst("}$", ", stripes: int }"));
      declare("beta", "{ id: { type: int, nullable: false } }");
      saveAndApply(two, "stripes");
      // Both have changed the same line of the YAML, and added a column to the same table.
      git("merge", "-q", "-X", "ours", "--no-edit", "one");
      declare("orders", START.get("orders").replaceFirst("}$", ", note: varchar(20), paid: int }"));

      ok(two, "plan", "--offline", "--exit-code");
      for (TestDatabase db : List.of(production, one, two, fresh)) {
        ok(db, "apply", "--yes");
        assertThat(ok(db, "apply").out()).contains("Nothing to do");
        ok(db, "plan", "--exit-code");
        ok(db, "drift");
        assertThat(CatalogDump.of(db)).isEqualTo(CatalogDump.of(production));
      }
      assertThat(one.value("SELECT count(*) FROM orders")).isEqualTo("1");
      List<String> before = CatalogDump.of(one);
      ok(one, "rollback", "--yes", "--to", "START");
      ok(one, "apply", "--yes");
      assertThat(CatalogDump.of(one)).isEqualTo(before);

      declare("alpha", "{ id: { type: int, nullable: false }, more: int }");
      ok(two, "plan", "--save", "more");
      for (TestDatabase db : List.of(production, one, two, fresh)) {
        ok(db, "apply", "--yes");
        ok(db, "plan", "--exit-code");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void what_does_not_fit_is_named_and_planned_again(TestServer server) throws IOException {
    try (TestDatabase production = server.newDatabase();
        TestDatabase two = server.newDatabase();
        TestDatabase fresh = server.newDatabase()) {
      begin(production, two);
      branch("one", "main");
      declare("orders", START.get("orders").replace("varchar(20)", "varchar(30)"));
      saveAndApply(production, "longer");
      branch("two", "main");
      declare("orders", START.get("orders").replace("state: varchar(20)", "state: varchar(40)"));
      saveAndApply(two, "longest");
      // The YAML is a conflict that a person resolves.
      git("merge", "-q", "-X", "ours", "--no-edit", "one");

      Cli.Answer refused = run(production, "apply", "--yes");
      assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
      assertThat(refused.err()).contains("orders", "Nothing was changed", "underpin rebase");
      Cli.Answer offline = run(production, "plan", "--offline");
      assertThat(offline.code()).as(offline.toString()).isEqualTo(3);
      assertThat(offline.err()).contains("orders", "underpin rebase");

      // Where the old one is applied, the other one waits until it is rolled back.
      Cli.Answer turned = run(two, "apply", "--yes");
      assertThat(turned.code()).as(turned.toString()).isEqualTo(3);
      assertThat(turned.err()).contains("longest here first", "underpin rollback", "_begin");

      Cli.Answer rebased = ok(production, "rebase");
      assertThat(rebased.err()).contains("Replaced", "longest", "Saved");
      assertThat(run(two, "apply", "--yes").code()).isEqualTo(3);
      ok(two, "rollback", "--yes");
      for (TestDatabase db : List.of(production, two, fresh)) {
        ok(db, "apply", "--yes");
        ok(db, "plan", "--exit-code");
        ok(db, "drift");
        assertThat(CatalogDump.of(db)).isEqualTo(CatalogDump.of(production));
      }
      ok(production, "plan", "--offline", "--exit-code");
      assertThat(ok(production, "rebase").out()).contains("fits this database");
      ok(production, "rollback", "--yes");
      ok(production, "apply", "--yes");
      ok(production, "plan", "--exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_table_that_can_no_longer_be_changed_like_that_is_named(TestServer server)
      throws IOException {
    String search = "indexes: { found: { columns: [state], using: fulltext } }";
    try (TestDatabase production = server.newDatabase();
        TestDatabase two = server.newDatabase();
        TestDatabase fresh = server.newDatabase()) {
      begin(production, two);
      branch("one", "main");
      declare("orders", START.get("orders") + ", " + search);
      saveAndApply(production, "search");
      branch("two", "main");
      String paid = START.get("orders").replaceFirst("}$", ", paid: int }");
      declare("orders", paid);
      saveAndApply(two, "paid");
      git("merge", "-q", "-X", "ours", "--no-edit", "one");
      declare("orders", paid + ", " + search);

      List<String> before = CatalogDump.of(production);
      Cli.Answer refused = run(production, "apply", "--yes");
      assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
      assertThat(refused.err())
          .contains(
              "how the server changes table orders", "Nothing was changed", "underpin rebase");
      assertThat(CatalogDump.of(production)).isEqualTo(before);
      assertThat(ok(production, "rebase").err()).contains("Replaced", "paid", "Saved");
      ok(two, "rollback", "--yes", "--allow", "drop-column");
      for (TestDatabase db : List.of(production, two, fresh)) {
        ok(db, "apply", "--yes");
        ok(db, "plan", "--exit-code");
        ok(db, "drift");
        assertThat(CatalogDump.of(db)).isEqualTo(CatalogDump.of(production));
      }
      ok(production, "rollback", "--yes", "--allow", "drop-column");
      ok(production, "apply", "--yes");
    }
  }

  /** The first migration, on some databases, and a row. */
  private void begin(TestDatabase... databases) throws IOException {
    ok(databases[0], "plan", "--save", "begin");
    for (TestDatabase db : databases) {
      ok(db, "apply", "--yes");
      db.execute("INSERT INTO orders (id, total) VALUES (1, 5)");
    }
    git("add", "-A");
    commit("begin");
  }

  private void branch(String name, String from) throws IOException {
    git("checkout", "-q", "-b", name, from);
  }

  private void saveAndApply(TestDatabase db, String name) throws IOException {
    ok(db, "plan", "--save", name);
    ok(db, "apply", "--yes");
    git("add", "-A");
    commit(name);
  }

  private void declare(String table, String columns) throws IOException {
    Files.writeString(
        folder.resolve("schema/" + table + ".yaml"),
        "tables: { %s: { columns: %s, primary_key: [id] } }\n".formatted(table, columns));
  }

  private void commit(String message) throws IOException {
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", message);
  }

  private void git(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "commit.gpgsign=false"));
    if (args[0].equals("merge"))
      command.addAll(List.of("-c", "user.name=a", "-c", "user.email=a@example.com"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(String.join(" ", args) + "\n" + said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Cli.Answer ok(TestDatabase db, String... args) {
    Cli.Answer answer = run(db, args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isZero();
    return answer;
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run(args);
  }
}
