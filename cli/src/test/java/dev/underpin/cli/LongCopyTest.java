package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sits in front of a long copy sees how far it is, there and back. */
class LongCopyTest {
  private static final int ROWS = 3_000_000;
  private static final Pattern BAR =
      Pattern.compile("\\[(#*)(·*)] ~(\\d+) % of 3\\.0 million rows");

  @TempDir Path folder;

  private void prepare(TestDatabase db) throws IOException {
    db.execute(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name text, size int)",
        "CREATE INDEX item_name ON item (name)",
        "INSERT INTO item WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS
            + ") SELECT i, 'name of number ' || i, i % 7 FROM n");
    Cli.Answer inspected = new Cli(folder).run("inspect", "--url", db.url(), "-o", "schema.yaml");
    assertThat(inspected.code()).as(inspected.toString()).isZero();
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("size: int", "size: text not null"));
  }

  private static List<Integer> percents(Cli.Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isZero();
    return BAR.matcher(answer.err())
        .results()
        .peek(bar -> assertThat(bar.group(1).length() + bar.group(2).length()).isEqualTo(20))
        .map(bar -> Integer.valueOf(bar.group(3)))
        .toList();
  }

  private static void assertGrows(Cli.Answer answer) {
    assertThat(percents(answer))
        .as(answer.toString())
        .isNotEmpty()
        .isSorted()
        .allMatch(p -> p < 100);
  }

  @Test
  void a_terminal_shows_a_bar_that_only_grows_and_others_get_no_bar() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      prepare(db);
      Cli person = new Cli(folder).typing("y\n");
      assertGrows(person.run("apply", "--direct", "--allow", "all", "--url", db.url()));
      assertGrows(person.run("rollback", "--url", db.url()));
      Cli.Answer piped =
          new Cli(folder).run("apply", "--direct", "--yes", "--allow", "all", "--url", db.url());
      assertThat(percents(piped)).isEmpty();
      assertThat(piped.err()).doesNotContain("\r");
    }
  }
}
