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

/** Something that a plan does not speak of has the name that it gives. */
class TakenNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void it_is_refused_before_anything_runs(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("tables: { orders: { columns: { id: int } } }");
      ok(db, "apply", "--direct", "--yes");
      declare("tables: { orders: { columns: { id: int } }, totals: { columns: { id: int } } }");
      ok(db, "plan", "--save", "totals");
      db.execute("CREATE VIEW totals AS SELECT id FROM orders");
      List<String> before = CatalogDump.of(db);

      Cli.Answer applied = run(db, "apply", "--yes");
      assertThat(applied.code()).as(applied.toString()).isEqualTo(3);
      assertThat(applied.err())
          .contains("creates the table totals, and the view totals has the name by now", "UP233");
      Cli.Answer planned = run(db, "plan");
      assertThat(planned.out() + planned.err()).contains("UP233");
      assertThat(CatalogDump.of(db)).isEqualTo(before);

      db.execute("DROP VIEW totals");
      ok(db, "apply", "--yes");
      ok(db, "rollback", "--yes");
    }
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private void ok(TestDatabase db, String... args) {
    Cli.Answer answer = run(db, args);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run(args);
  }
}
