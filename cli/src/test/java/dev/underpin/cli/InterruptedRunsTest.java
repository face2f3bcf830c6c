package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.apply.ApplyOptions;
import dev.underpin.workflow.apply.ApplyWorkflow;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.SettingsResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that stops, is looked at while it works, or is told twice. */
class InterruptedRunsTest {
  private static final String TABLE = "%s: { columns: { id: integer }, primary_key: [id] }";

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_run_that_is_refused_in_a_step_ends(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a");
      List<MigrationStep> begun = new ArrayList<>();
      RunListener refusing =
          new RunListener() {
            @Override
            public void started(MigrationStep step) {
              if (begun.size() > 2) throw new IllegalStateException("it is tried for ever");
              begun.add(step);
              throw UnderpinException.refused("There is no room for a copy.");
            }
          };
      assertThatThrownBy(() -> direct(db, refusing).direct())
          .isInstanceOf(UnderpinException.class)
          .hasMessageContaining("no room");
      assertThat(begun).hasSize(1);
      run(db, 0, "apply --direct --yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_same_command_goes_on_after_it_was_killed(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a", "b");
      kill(db);
      Cli.Answer drift = run(db, 2, "drift");
      assertThat(drift.out()).contains("_direct is partially applied: steps 2 remain");
      Cli.Answer status = run(db, 2, "status");
      assertThat(status.out()).contains("underpin rollback --to START");
      declare("a", "b", "c");
      Cli.Answer again = run(db, 0, "apply --direct --yes");
      assertThat(again.out().lines().filter(l -> l.startsWith("Applied "))).hasSize(2);
      run(db, 0, "plan --exit-code");
      run(db, 0, "drift");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_run_at_work_is_seen_by_others(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a", "b");
      List<Cli.Answer> seen = new ArrayList<>();
      RunListener looking =
          new RunListener() {
            @Override
            public void finished(MigrationStep step, Duration took) {
              if (step.number() != 1) return;
              seen.add(InterruptedRunsTest.this.answer(db, "status"));
              seen.add(InterruptedRunsTest.this.answer(db, "drift"));
            }
          };
      direct(db, looking).direct();
      assertThat(seen).hasSize(2);
      for (Cli.Answer answer : seen) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.out()).contains("is under way since ").doesNotContain("Finish it");
      }
      assertThat(run(db, 0, "status").out()).doesNotContain("under way");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_suggested_rollback_can_be_run_twice(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a");
      Cli.Answer first = run(db, 0, "apply --direct --yes");
      assertThat(first.err()).contains("underpin rollback --to START");
      String id = first.out().split("[ :]")[1];
      declare("a", "b");
      Cli.Answer second = run(db, 0, "apply --direct --yes");
      assertThat(second.err()).contains("underpin rollback --to " + id);
      run(db, 0, "rollback --yes --to " + id);
      assertThat(run(db, 0, "rollback --yes --to " + id).out()).contains("Nothing to roll back");
      assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_phase_without_steps_leaves_nothing_behind(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a");
      run(db, 0, "apply --direct --yes");
      declare();
      Cli.Answer nothing = run(db, 0, "apply --direct --yes --allow all --phase expand");
      assertThat(nothing.out()).contains("Nothing to do up to phase expand");
      run(db, 0, "status");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_rollback_is_written_only_where_it_fits(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a");
      run(db, 0, "apply --direct --yes");
      run(db, 0, "rollback -o -");
      db.execute("ALTER TABLE a ADD COLUMN by_hand integer");
      assertThat(run(db, 3, "rollback -o -").err()).contains("Nothing was written");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_that_is_named_to_be_discarded_goes_where_only_listed_ones_are_managed(
      TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("a", "other", "foreign_one");
      run(db, 0, "apply --direct --yes");
      Files.writeString(folder.resolve("underpin.yaml"), "manage: listed\n");
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { " + TABLE.formatted("a") + " }\ndropped: { other: discard }\n");
      run(db, 0, "apply --direct --yes --allow all");
      assertThat(run(db, 0, "inspect").out()).contains("foreign_one").doesNotContain("other:");
      run(db, 0, "plan --exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_folder_that_is_not_there_is_a_mistake(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      for (String command : List.of("apply --yes", "status")) {
        Cli.Answer mistake = run(db, 64, command + " --migrations TYPO");
        assertThat(mistake.err()).contains("There is no folder", "TYPO");
      }
      Files.createDirectories(folder.resolve("migrations/20260101000000_empty"));
      assertThat(run(db, 2, "status").out()).contains("1 cannot be run");
      run(db, 1, "apply --yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_damaged_history_says_which_row_and_how_to_go_on(TestServer server) throws IOException {
    String migrations =
        server == TestServers.postgresql() ? "underpin.migrations" : "underpin_migrations";
    for (String damage :
        List.of(
            "UPDATE %s SET state = 'x'",
            "UPDATE %s SET allowed = '{\"a'",
            "UPDATE %s SET started_at = 'noon'",
            "ALTER TABLE %s DROP COLUMN prologue",
            "DROP TABLE " + migrations.replace("migrations", "steps"))) {
      try (TestDatabase db = server.newDatabase()) {
        declare("a");
        run(db, 0, "apply --direct --yes");
        db.execute(damage.formatted(migrations));
        Cli.Answer answer = run(db, 1, "status");
        assertThat(answer.err()).as(damage).contains("is damaged: ").doesNotContain("bug");
        for (String line : answer.err().lines().toList()) {
          boolean isGone = damage.startsWith("DROP") && line.contains("steps");
          if (line.strip().startsWith("ALTER TABLE") && !isGone)
            db.execute(line.strip().replaceFirst(";$", ""));
        }
        run(db, 0, "baseline");
        run(db, 0, "drift");
        declare("a", "b");
        run(db, 0, "apply --direct --yes");
      }
    }
  }

  /** Ends a run after its first step as if the process had died. */
  private void kill(TestDatabase db) {
    RunListener dying =
        new RunListener() {
          @Override
          public void finished(MigrationStep step, Duration took) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> direct(db, dying).direct()).hasMessage("killed");
  }

  private ApplyWorkflow direct(TestDatabase db, RunListener listener) {
    Overrides overrides =
        new Overrides(
            Optional.of(db.url()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            List.of());
    return new ApplyWorkflow(
        SettingsResolver.resolve(overrides, Map.of(), folder),
        PlanChoices.NONE,
        new ApplyOptions(Phase.CONTRACT, false, false, Optional.empty()),
        new Consent() {},
        listener,
        Clock.systemUTC());
  }

  private void declare(String... tables) throws IOException {
    String all = String.join(", ", Stream.of(tables).map(TABLE::formatted).toList());
    Files.writeString(folder.resolve("schema.yaml"), "tables: { " + all + " }\n");
  }

  private Cli.Answer run(TestDatabase db, int code, String command) {
    Cli.Answer answer = answer(db, command);
    assertThat(answer.code()).as(command + "\n" + answer).isEqualTo(code);
    return answer;
  }

  private Cli.Answer answer(TestDatabase db, String command) {
    return new Cli(folder).run((command + " --url " + db.url()).split(" "));
  }
}
