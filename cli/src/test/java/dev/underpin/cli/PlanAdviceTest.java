package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan says beside its steps: that it is long, and what a backfill leaves behind. */
class PlanAdviceTest {
  private static final String MANY = "steps change 2 tables that exist";

  @TempDir Path folder;

  @Test
  void a_long_plan_on_several_tables_names_a_part_of_it() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(
          "create table a (id integer primary key)", "create table b (id integer primary key)");
      declare(table("a", 6) + table("b", 6));
      assertThat(plan(db)).contains("12 " + MANY + " (a, b)", "underpin plan", "--only a");
      assertThat(plan(db, "--only", "a")).doesNotContain(MANY);
      declare(table("a", 12) + table("b", 0));
      assertThat(plan(db)).doesNotContain("tables that exist");
      declare(
          IntStream.range(0, 20).mapToObj(i -> table("t" + i, 2)).collect(Collectors.joining())
              + table("a", 0)
              + table("b", 0));
      assertThat(plan(db)).doesNotContain("tables that exist");
    }
  }

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_backfill_of_a_large_table_says_what_it_leaves(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("create table items (id integer primary key, name varchar(20))");
      db.execute("insert into items values (1, null)");
      declare(
          "  items: { primary_key: [id], columns: { id: integer,"
              + " name: { type: varchar(20), nullable: false, backfill: \"'none'\" } } }\n");
      String advice =
          db.url().startsWith("postgresql")
              ? "pg_repack --table=public.items"
              : "OPTIMIZE TABLE `items`";
      assertThat(plan(db)).doesNotContain(advice);
      Files.writeString(folder.resolve("underpin.yaml"), "large_table: 1 KB\n");
      assertThat(plan(db, "--allow", "all")).contains("items: the plan writes rows again", advice);
    }
  }

  private static String table(String name, int columns) {
    String more =
        IntStream.range(0, columns)
            .mapToObj(i -> ", c" + i + ": integer")
            .collect(Collectors.joining());
    return "  %s: { primary_key: [id], columns: { id: integer%s } }\n".formatted(name, more);
  }

  private void declare(String tables) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), "tables:\n" + tables);
  }

  private String plan(TestDatabase db, String... more) {
    String[] words =
        Stream.concat(Stream.of("plan", "--url", db.url()), Stream.of(more)).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(words);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.out() + answer.err();
  }
}
