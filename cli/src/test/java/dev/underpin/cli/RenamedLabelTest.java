package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an enum is a check, the rows hold its words: a word that is renamed is renamed in them. */
class RenamedLabelTest {
  private static final String ROWS =
      "SELECT group_concat(id || coalesce(status, '-'), ' ') FROM orders";

  @TempDir Path folder;

  private void declare(String labels, String initial) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        """
        enums:
          state: %s
        tables:
          orders:
            columns:
              id: bigint identity
              status: state default '%s'
            primary_key: [id]
          lines:
            columns:
              id: bigint identity
              order_id: bigint not null
            primary_key: [id]
            foreign_keys:
              lines_order_fk: { columns: [order_id], references: orders(id), on_delete: cascade }
        """
            .formatted(labels, initial));
  }

  private void succeeds(TestDatabase db, String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--url";
    all[args.length + 1] = db.url();
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rows_get_the_new_word_and_get_the_old_one_back(boolean saved) throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare("[pending, paid, \"it's\"]", "pending");
      succeeds(db, "apply", "--direct", "--yes");
      db.execute(
          "INSERT INTO orders (id, status) VALUES (1, 'paid'), (2, 'pending'), (3, NULL), (5, 'it''s'), (9, 'paid')",
          "INSERT INTO lines (order_id) VALUES (1), (5), (9)");
      declare(
          "{ labels: [pending, settled, its], renamed: { settled: paid, its: \"it's\" } }",
          "settled");
      if (saved) {
        succeeds(db, "plan", "--save", "labels", "--allow", "all");
        succeeds(db, "apply", "--yes");
      } else {
        succeeds(db, "apply", "--direct", "--yes", "--allow", "all");
      }
      succeeds(db, "plan", "--exit-code");
      assertThat(db.value(ROWS)).isEqualTo("1settled 2pending 3- 5its 9settled");
      db.execute("INSERT INTO orders (id) VALUES (10)");
      assertThat(db.value("SELECT count(*) FROM lines")).isEqualTo("3");
      succeeds(db, "rollback", "--yes");
      assertThat(db.value(ROWS)).isEqualTo("1paid 2pending 3- 5it's 9paid 10paid");
      db.execute("INSERT INTO orders (id) VALUES (11)");
      assertThat(db.value("SELECT status FROM orders WHERE id = 11")).isEqualTo("pending");
      assertThat(db.value("SELECT count(*) FROM lines")).isEqualTo("3");
    }
  }
}
