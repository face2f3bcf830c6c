package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an environment asks for before a migration runs, and which migrations a command means. */
class GuardsTest {
  private static final String ONE = "id: integer, a: integer";
  private static final String TWO = "id: integer, a: integer, b: text";
  private static final String THREE = "id: integer, b: text";

  @TempDir Path folder;

  @Test
  void apply_stops_after_the_migration_that_is_named() throws IOException {
    Path db = folder.resolve("a.db");
    save(ONE, "one");
    save(TWO, "two");
    save(THREE, "three", "--allow", "drop-column");
    Cli.Answer dry = ok("apply", "--dry-run", "--to", "two", "--create", "--url", "sqlite:" + db);
    assertThat(dry.out()).contains("_one", "_two").doesNotContain("_three");
    Cli.Answer two = ok("apply", "--yes", "--to", "two", "--create", "--url", "sqlite:" + db);
    assertThat(two.out()).contains("Applied", "_one", "_two").doesNotContain("_three");
    assertThat(ok("apply", "--yes", "--to", "one", "--url", "sqlite:" + db).out())
        .contains("Nothing to do: one is applied.");
    Cli.Answer none = run("apply", "--yes", "--to", "four", "--url", "sqlite:" + db);
    assertThat(none.code()).isEqualTo(64);
    assertThat(none.err()).contains("no migration four", "underpin status");
    assertThat(run("apply", "--direct", "--to", "one", "--url", "sqlite:" + db).code())
        .isEqualTo(64);
    assertThat(run("status", "--url", "sqlite:" + db).out()).contains("1 pending");
  }

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(18), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_step_of_a_higher_risk_is_refused(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      String[] url = {"--url", db.url()};
      save(ONE, "one", url);
      assertThat(ok("plan", "--summary", "--url", db.url()).out()).contains("Risk: low.");
      ok("apply", "--yes", "--max-risk", "low", "--url", db.url());
      declare(THREE);
      Cli.Answer plan =
          run("plan", "--max-risk", "medium", "--allow", "drop-column", "--url", db.url());
      assertThat(plan.code()).as(plan.toString()).isEqualTo(3);
      assertThat(plan.out()).contains("[UP430]", "high  step", "Refused: the risk is above medium");
      Cli.Answer sarif = run("plan", "--format", "sarif", "--max-risk", "low", "--url", db.url());
      assertThat(sarif.out()).contains("UP430", "the limit is low");
      assertThat(run("plan", "--format", "json", "--url", db.url()).out())
          .contains("\"risk\": \"high\"", "\"risk\": \"low\"");
      Cli.Answer direct =
          run(
              "apply",
              "--direct",
              "--yes",
              "--max-risk",
              "low",
              "--allow",
              "drop-column",
              "--url",
              db.url());
      assertThat(direct.code()).isEqualTo(3);
      assertThat(direct.err()).contains("[UP430]");
      Cli.Answer unsaved =
          run(
              "plan",
              "--save",
              "x",
              "--max-risk",
              "low",
              "--allow",
              "drop-column",
              "--url",
              db.url());
      assertThat(unsaved.code()).isEqualTo(3);
      save(THREE, "three", "--allow", "drop-column", "--url", db.url());
      environment("prod", db.url(), "max_risk: medium");
      for (String by : List.of("--env prod", "--url " + db.url())) {
        Cli.Answer saved = run(("apply --yes " + by).split(" "));
        assertThat(saved.code()).as(saved.toString()).isEqualTo(3);
        assertThat(saved.err()).contains("[UP430]", "_three, step");
      }
      ok("apply", "--yes", "--max-risk", "high", "--env", "prod");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_saved_step_has_the_risk_that_the_plan_shows(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)",
          "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b varchar(20), c integer)",
          "INSERT INTO p VALUES (1)",
          "INSERT INTO t VALUES (1, 1, 'x', 1)");
      Files.writeString(
          folder.resolve("schema.yaml"),
          """
          tables:
            p: { columns: { id: integer not null }, primary_key: [id] }
            t:
              columns:
                id: integer not null
                a: { type: bigint, nullable: false }
                b: varchar(40)
                d: { type: integer, nullable: false, default: 5 }
              primary_key: [id]
              foreign_keys: { t_fk: { columns: [d], references: p(id) } }
              checks: { t_check: a > 0 }
              indexes: { t_b: { columns: [b] } }
          """);
      db.execute("INSERT INTO p VALUES (5)");
      Cli.Answer plan =
          ok("plan", "--format", "json", "--save", "one", "--allow", "all", "--url", db.url());
      List<String> shown =
          Pattern.compile("\"number\": (\\d+),(?:(?!\"number\")[\\s\\S])*?\"risk\": \"(\\w+)\"")
              .matcher(plan.out())
              .results()
              .filter(m -> !m.group(2).equals("low"))
              .map(m -> m.group(2) + " " + m.group(1))
              .toList();
      Cli.Answer apply = run("apply", "--yes", "--max-risk", "low", "--url", db.url());
      List<String> refused =
          Pattern.compile("(\\w+)  \\w+, step (\\d+):")
              .matcher(apply.err())
              .results()
              .map(m -> m.group(1) + " " + m.group(2))
              .toList();
      assertThat(shown).as(plan.out()).isNotEmpty();
      assertThat(refused).as(apply.toString()).isEqualTo(shown);
      assertThat(apply.code()).isEqualTo(3);
    }
  }

  @Test
  void a_migration_must_be_applied_elsewhere_first() throws IOException {
    String staging = "sqlite:" + folder.resolve("staging.db");
    String prod = "sqlite:" + folder.resolve("prod.db");
    save(ONE, "one");
    Files.writeString(
        folder.resolve("underpin.yaml"),
        """
        environments:
          staging: { url: '%s' }
          prod: { url: '%s', require_applied_in: staging }
        """
            .formatted(staging, prod));
    Cli.Answer unreachable = run("apply", "--yes", "--create", "--env", "prod");
    assertThat(unreachable.code()).isEqualTo(3);
    assertThat(unreachable.err())
        .contains("\"staging\" cannot be asked", "[UP431]", "--env staging");
    ok("apply", "--yes", "--create", "--env", "staging");
    ok("apply", "--yes", "--create", "--env", "prod");

    save(TWO, "two", "--env", "staging");
    for (String by : List.of("--env prod", "--url " + prod)) {
      Cli.Answer not = run(("apply --yes " + by).split(" "));
      assertThat(not.code()).isEqualTo(3);
      assertThat(not.err())
          .contains("_two is not applied in the environment \"staging\"", "[UP431]")
          .doesNotContain("--env staging --url");
    }
    ok("apply", "--yes", "--env", "staging");
    ok("rollback", "--yes", "--env", "staging");
    assertThat(run("apply", "--yes", "--env", "prod").err()).contains("_two was rolled back");
    ok("apply", "--yes", "--env", "staging");
    ok("apply", "--yes", "--env", "prod");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void contract_steps_wait(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      save(ONE, "one", "--url", db.url());
      new Cli(folder).earlier(Duration.ofHours(25)).run("apply", "--yes", "--url", db.url());
      db.execute("INSERT INTO t (id, a) VALUES (1, 1)");
      save(THREE, "three", "--allow", "drop-column", "--url", db.url());
      environment("prod", db.url(), "contract_after: 24h");
      assertThat(run("status", "--gate", "--env", "prod").code()).isEqualTo(2);
      Cli.Answer first = new Cli(folder).earlier(Duration.ofHours(23)).run(apply());
      assertThat(first.code()).as(first.toString()).isZero();
      assertThat(first.out()).contains("up to phase backfill", "wait until", "underpin apply");
      Cli.Answer again = run(apply());
      assertThat(again.code()).as(again.toString()).isZero();
      assertThat(again.out()).contains("Nothing to do yet.", "wait until");
      Cli.Answer gate = run("status", "--gate", "--env", "prod");
      assertThat(gate.code()).isEqualTo(2);
      assertThat(gate.out()).contains("_three wait until");
      assertThat(run("status", "--env", "prod").out()).contains("_three wait until");
      assertThat(run("status", "--format", "json", "--env", "prod").out())
          .contains("\"contract_waits\"", "\"until\"");
      Cli later = new Cli(folder).earlier(Duration.ofHours(-2));
      Cli.Answer open = later.run("status", "--gate", "--env", "prod");
      assertThat(open.code()).as(open.toString()).isZero();
      Cli.Answer done = later.run(apply());
      assertThat(done.code()).as(done.toString()).isZero();
      assertThat(run("status", "--env", "prod").out()).contains("clean.");
      ok("rollback", "--yes", "--url", db.url());
      ok("apply", "--yes", "--allow", "contract-early", "--env", "prod");
      assertThat(run("status", "--env", "prod").out()).contains("clean.");
    }
  }

  @Test
  void contract_steps_of_a_direct_run_wait_too() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      declare(ONE);
      new Cli(folder)
          .earlier(Duration.ofHours(25))
          .run("apply", "--direct", "--yes", "--url", db.url());
      db.execute("INSERT INTO t (id, a) VALUES (1, 1)");
      declare(THREE);
      environment("dev", db.url(), "contract_after: 24h");
      String[] apply = {"apply", "--direct", "--yes", "--allow", "drop-column", "--env", "dev"};
      Cli.Answer first = new Cli(folder).earlier(Duration.ofHours(23)).run(apply);
      assertThat(first.code()).as(first.toString()).isZero();
      assertThat(first.out()).contains("wait until", "apply --direct");
      Cli.Answer again = run(apply);
      assertThat(again.code()).as(again.toString()).isZero();
      assertThat(again.out()).contains("Nothing to do yet.");
      Cli.Answer done = new Cli(folder).earlier(Duration.ofHours(-2)).run(apply);
      assertThat(done.code()).as(done.toString()).isZero();
      assertThat(run("plan", "--exit-code", "--env", "dev").code()).isZero();
    }
  }

  @Test
  void the_last_apply_is_rolled_back_as_a_whole() throws IOException {
    String url = "sqlite:" + folder.resolve("a.db");
    save(ONE, "one");
    ok("apply", "--yes", "--create", "--url", url);
    save(TWO, "two", "--url", url);
    save(THREE, "three", "--allow", "drop-column", "--url", url);
    ok("apply", "--yes", "--url", url);
    Cli.Answer dry = ok("rollback", "--last-apply", "--dry-run", "--url", url);
    assertThat(dry.out()).containsSubsequence("_three", "_two").doesNotContain("_one");
    ok("rollback", "--last-apply", "--yes", "--url", url);
    assertThat(run("status", "--url", url).out()).contains("2 pending");
    ok("rollback", "--last-apply", "--yes", "--url", url);
    assertThat(run("status", "--url", url).out()).contains("3 pending");
    assertThat(run("rollback", "--last-apply", "--steps", "1", "--url", url).code()).isEqualTo(64);
  }

  @Test
  void the_history_of_an_earlier_version_has_no_runs() throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      save(ONE, "one");
      save(TWO, "two");
      ok("apply", "--yes", "--url", db.url());
      db.execute("DELETE FROM underpin_models WHERE hash LIKE 'run by:%'");
      ok("rollback", "--last-apply", "--yes", "--url", db.url());
      assertThat(run("status", "--url", db.url()).out()).contains("1 pending");
    }
  }

  @Test
  void what_underpin_yaml_says_wrongly_is_an_error() throws IOException {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        """
        environments:
          prod: { max_risk: lo, require_applied_in: [stagin, prod], contract_after: soon }
          staging: { url: 'sqlite:a.db' }
        """);
    Cli.Answer answer = run("status", "--env", "staging");
    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err())
        .contains(
            "max_risk is low, medium or high",
            "did you mean staging?",
            "cannot require itself",
            "this is not a time",
            "underpin.yaml:2:");
  }

  private static String[] apply() {
    return new String[] {"apply", "--yes", "--env", "prod"};
  }

  private void environment(String name, String url, String keys) throws IOException {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        "environments:\n  %s:\n    url: '%s'\n    %s\n".formatted(name, url, keys));
  }

  private void declare(String columns) throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { %s }, primary_key: [id] } }\n".formatted(columns));
  }

  private void save(String columns, String name, String... more) throws IOException {
    declare(columns);
    Stream<String> offline =
        Stream.of(more).anyMatch(w -> w.equals("--url") || w.equals("--env"))
            ? Stream.of()
            : Stream.of("--offline", "--engine", "sqlite");
    ok(
        Stream.of(Stream.of("plan", "--save", name), offline, Stream.of(more))
            .flatMap(s -> s)
            .toArray(String[]::new));
  }

  private Cli.Answer ok(String... words) {
    Cli.Answer answer = run(words);
    assertThat(answer.code()).as(String.join(" ", words) + "\n" + answer).isZero();
    return answer;
  }

  private Cli.Answer run(String... words) {
    return new Cli(folder).run(words);
  }
}
