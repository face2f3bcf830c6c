package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan looks like, and how it is folded. */
class PlanListingTest {
  private static final String ONE =
      """
      tables:
        orders:
          columns:
            id: bigint identity
            status: varchar(20) not null
          primary_key: [id]
      """;
  private static final String TWO =
      """
      tables:
        orders:
          columns:
            id: bigint identity
            status: varchar(40) not null
            note: { type: text, nullable: false, backfill: "'none -- of /* these */ is a comment'" }
          primary_key: [id]
      """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(18));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void changes_come_first_then_steps_by_phase_then_the_verdict(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = new Cli(folder).ofUnknownWidth();
      declare(ONE);
      run(cli, "apply", "--direct", "--yes", "--url", db.url());
      db.execute("INSERT INTO orders (status) VALUES ('new')");
      declare(TWO);

      List<String> lines = run(cli, "plan", "--url", db.url()).out().lines().toList();

      assertThat(lines.get(0))
          .matches(".* on (SQLite|PostgreSQL) [0-9.]+: 2 changes in \\d steps?\\.");
      assertThat(lines.get(1))
          .matches(
              "Nothing is lost\\. Every step has a rollback \\(proved\\)\\. (Rehearsed on|Not rehearsed: see).*");
      assertThat(lines.subList(3, 6))
          .anyMatch(l -> l.startsWith("  ~ column orders.status  type ") && l.endsWith("yaml:5"))
          .anyMatch(l -> l.startsWith("  + column orders.note  text not null"));
      assertThat(lines.get(lines.size() - 1)).startsWith("Ready to run. Risk: ");
      List<String> phases =
          lines.stream().filter(l -> l.matches("(EXPAND|BACKFILL|CONTRACT)  .*")).toList();
      assertThat(phases).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> order(a) - order(b));
      assertThat(lines).anyMatch(l -> l.startsWith("   1  "));
      assertThat(String.join("\n", lines))
          .contains("'none -- of /* these */ is a comment'")
          .doesNotContain("batch *", "rollback:");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_step_of_the_preview_is_named_as_in_the_progress(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = new Cli(folder).with("COLUMNS", "132");
      declare(ONE);
      String plan = run(cli, "plan", "--url", db.url()).out();
      Cli.Answer apply = run(cli, "apply", "--direct", "--yes", "--url", db.url());

      Matcher title = Pattern.compile("(?m)^   1  (create table .*?\\(orders\\))").matcher(plan);
      assertThat(title.find()).as(plan).isTrue();
      assertThat(apply.err()).contains("   1 expand    " + title.group(1) + "  ");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void sixty_new_tables_fit_in_two_hundred_lines(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      StringBuilder yaml = new StringBuilder("tables:\n");
      for (int i = 0; i < 60; i++) {
        yaml.append("  customer_order_positions_").append(i).append(":\n    columns:\n");
        yaml.append("      id: bigint identity\n");
        for (int c = 1; c < 8; c++)
          yaml.append("      column_").append(c).append(": varchar(40)\n");
        yaml.append("    primary_key: [id]\n");
      }
      declare(yaml.toString());

      String plan = run(new Cli(folder).ofUnknownWidth(), "plan", "--url", db.url()).out();

      assertThat(plan.lines().count()).isLessThanOrEqualTo(200);
      assertThat(plan)
          .contains("  + table customer_order_positions_0 (8 columns)")
          .contains("CREATE TABLE \"customer_order_positions_0\" (… 8 columns);");
      assertThat(plan.lines()).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(80));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void more_is_shown_when_asked_for_and_less_too(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Cli cli = new Cli(folder).ofUnknownWidth();
      declare(ONE);

      assertThat(run(cli, "plan", "-v", "--url", db.url()).out())
          .contains("\"status\" ", "      lock: ", "      rollback:");
      assertThat(run(cli, "plan", "--summary", "--url", db.url()).out())
          .contains("+ table orders (2 columns)", "Ready to run.")
          .doesNotContain("CREATE TABLE", "EXPAND", "underpin apply");
      assertThat(cli.run("plan", "--summary", "--format", "json", "--url", db.url()).code())
          .isEqualTo(64);
    }
  }

  @Test
  void a_comment_in_a_view_is_not_broken() throws IOException {
    String comment =
        "-- a comment that is much longer than a line of the terminal has room for, so";
    declare(
        """
        tables:
          t: { columns: { id: integer }, primary_key: [id] }
        objects:
          - create: |
              CREATE VIEW v AS
              SELECT id, %s
                1 AS one FROM t
        """
            .formatted(comment));
    Cli cli = new Cli(folder).ofUnknownWidth();

    Cli.Answer plan = run(cli, "plan", "--url", "sqlite:" + folder.resolve("a.db"));

    assertThat(plan.out().lines()).anyMatch(line -> line.endsWith(" " + comment));
  }

  private static int order(String heading) {
    return List.of("EXPAND", "BACKFILL", "CONTRACT").indexOf(heading.split(" ")[0]);
  }

  private static Cli.Answer run(Cli cli, String... args) {
    Cli.Answer answer = cli.run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }
}
