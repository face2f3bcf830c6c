package dev.underpin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application can do, on SQLite: {@link LentConnectionsTest} has the other engines. */
class UnderpinTest {
  private static final String ONE = "tables: {t: {columns: {id: bigint, note: text}}}";
  private static final String TWO = "tables: {t: {columns: {id: bigint}}}";

  @TempDir Path folder;
  private TestDatabase database;
  private Underpin underpin;

  @BeforeEach
  void open() {
    database = TestServers.sqlite().newDatabase();
    underpin = Underpin.connect(database.url()).withMigrations(folder.resolve("migrations"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Path schema(String yaml) throws IOException {
    return Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  @Test
  void saved_migrations_are_applied_up_to_a_phase_and_rolled_back() throws IOException {
    String first = underpin.save(schema(ONE), "one").orElseThrow();
    assertThat(underpin.status().in(Status.State.PENDING)).containsExactly(first);
    assertThat(underpin.apply().migrations())
        .containsExactly(new RunResult.Migration(first, RunResult.State.APPLIED, List.of()));
    assertThat(underpin.apply().isEmpty()).isTrue();
    assertThat(underpin.save(schema(ONE), "none")).isEmpty();

    String second = underpin.allowing("drop-column").save(schema(TWO), "two").orElseThrow();
    assertThat(underpin.apply(Phase.EXPAND).isEmpty()).isTrue();
    assertThat(underpin.apply().migrations())
        .extracting(RunResult.Migration::id)
        .containsExactly(second);
    assertThat(underpin.status().isClean()).isTrue();

    assertThat(underpin.rollbackTo("one").migrations())
        .extracting(RunResult.Migration::state)
        .containsExactly(RunResult.State.ROLLED_BACK);
    assertThat(underpin.rollbackLastApply().migrations())
        .extracting(RunResult.Migration::id)
        .containsExactly(first);
    assertThat(underpin.rollback().isEmpty()).isTrue();
  }

  @Test
  void a_step_says_its_statements_its_lock_and_what_to_know() {
    underpin.apply(underpin.plan(ONE));
    SchemaPlan plan = underpin.plan(TWO);
    assertThat(plan.missingApprovals()).containsExactly("drop-column");
    assertThat(plan.changes())
        .extracting(SchemaChange::toString)
        .containsExactly("- column t.note  text");
    assertThat(plan.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.up()).isNotEmpty();
              assertThat(step.down()).isNotEmpty();
              assertThat(step.phase()).isEqualTo(Phase.CONTRACT);
              assertThat(step.approvals()).contains("drop-column");
              assertThat(step.blocks()).isNotEmpty();
            });
  }

  @Test
  void a_plan_is_printed_with_its_changes_its_SQL_and_what_it_lacks() {
    assertThat(underpin.plan(ONE))
        .asString()
        .contains("  + table t")
        .contains("\n1. t: create table")
        .contains("   CREATE TABLE");
    underpin.apply(underpin.plan(ONE));
    assertThat(underpin.plan(ONE)).asString().endsWith(": no changes\n");
    assertThat(underpin.plan(TWO))
        .asString()
        .contains("  - column t.note  text\n")
        .contains("   needs approval: drop-column\n")
        .contains("error: Needs approval: drop-column [UP");
  }

  @Test
  void a_refusal_has_a_kind_a_code_and_changes_nothing() {
    underpin.apply(underpin.plan(ONE));
    SchemaPlan plan = underpin.plan(TWO);
    assertThat(plan.isRefused()).isTrue();
    assertThatThrownBy(() -> underpin.apply(plan))
        .isInstanceOfSatisfying(
            UnderpinException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(UnderpinException.Kind.REFUSED);
              assertThat(e.problems()).isEqualTo(plan.refusals());
              assertThat(e.problems())
                  .extracting(p -> p.code().map(Object::toString).orElse(""), Problem::message)
                  .containsExactly(
                      org.assertj.core.groups.Tuple.tuple(
                          "APPROVAL_MISSING", "Needs approval: drop-column"));
            });
    assertThat(underpin.plan(ONE).isEmpty()).isTrue();
    assertThat(underpin.allowing("all").apply(plan).isEmpty()).isFalse();
  }

  @Test
  void an_error_in_the_YAML_has_its_place() {
    assertThatThrownBy(() -> underpin.plan("tables:\n  t:\n    colums: {id: bigint}\n"))
        .isInstanceOfSatisfying(
            UnderpinException.class,
            e -> {
              Problem first = e.problems().get(0);
              assertThat(first.location().map(Object::toString)).contains("schema.yaml:3:5");
              assertThat(first.hint()).isPresent();
            });
  }

  @Test
  void a_plan_is_not_run_on_a_database_that_has_changed_since() {
    SchemaPlan plan = underpin.plan(ONE);
    database.execute("CREATE TABLE t (id bigint)");
    assertThatThrownBy(() -> underpin.apply(plan))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("Plan again");
    assertThat(database.value("SELECT count(*) FROM pragma_table_info('t')")).isEqualTo("1");
  }

  @Test
  void a_listener_is_told_of_each_step_and_its_error_ends_nothing() {
    List<String> told = new ArrayList<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void started(Step step) {
            told.add("started " + step.number() + " " + step.phase());
          }

          @Override
          public void finished(Step step, Duration took) {
            throw new IllegalStateException("the application's own");
          }
        };
    assertThat(underpin.withListener(listener).apply(underpin.plan(ONE)).isEmpty()).isFalse();
    assertThat(told).containsExactly("started 1 EXPAND");
  }

  @Test
  void drift_says_what_somebody_has_changed() throws IOException {
    underpin.apply(underpin.plan(ONE));
    assertThat(underpin.drift().isEmpty()).isTrue();
    database.execute("ALTER TABLE t ADD COLUMN extra text");
    assertThat(underpin.drift().changes())
        .extracting(SchemaChange::type, SchemaChange::object)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(SchemaChange.Type.ADD, "t.extra"));
    assertThat(underpin.drift(schema(ONE)).isEmpty()).isFalse();
  }

  @Test
  void a_configuration_that_is_named_holds_and_no_other_is_read() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("underpin.yaml"),
            "environments:\n  production:\n    url: ${NOT_SET}\n    protected: true\n");
    Underpin production = underpin.withConfiguration(file, Optional.of("production"));
    SchemaPlan plan = production.plan(ONE);
    assertThatThrownBy(() -> production.apply(plan))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("protected");
    assertThat(underpin.apply(plan).isEmpty()).isFalse();
  }

  @Test
  void what_cannot_be_meant_is_said_at_once() {
    assertThatThrownBy(() -> underpin.plan("db/schema.yaml"))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("plan(Path.of(\"db/schema.yaml\"))");
    assertThatThrownBy(() -> underpin.allowing("drop-colum"))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("drop-column");
    assertThatThrownBy(() -> Underpin.connect("h2:mem:x")).isInstanceOf(UnderpinException.class);
  }
}
