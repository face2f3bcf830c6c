package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.underpin.cli.report.ReportReaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drift --all} checks every environment, whatever happens with one of them. */
class AllEnvironmentsTest {
  @TempDir Path folder;

  @BeforeEach
  void twoDatabasesOfOneMigration() throws Exception {
    Files.writeString(
        folder.resolve("schema.yaml"), "tables: { orders: { columns: { id: integer } } }\n");
    configure("");
    success("plan", "--save", "first", "--env", "dev");
    success("apply", "--create", "--yes", "--env", "dev");
    success("apply", "--create", "--yes", "--env", "prod");
  }

  @Test
  void no_drift_anywhere_is_success() {
    Cli.Answer answer = run("drift", "--all");

    assertThat(answer.code()).as(answer.toString()).isZero();
    assertThat(answer.out().lines().map(String::strip))
        .containsExactly(
            "environment  state     next", "dev          no drift", "prod         no drift");
    assertThat(run("drift", "--all", "-q").out()).isEmpty();
  }

  @Test
  void drift_and_pending_migrations_say_what_to_run_next_and_where() throws Exception {
    changeProd();
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { orders: { columns: { id: integer, note: text } } }\n");
    success("plan", "--save", "second", "--env", "dev");

    Cli.Answer answer = run("drift", "--all", "--jobs", "1");

    assertThat(answer.code()).as(answer.toString()).isEqualTo(2);
    assertThat(answer.out())
        .containsPattern("dev +no drift; 1 pending migration +underpin apply --env dev")
        .containsPattern(
            "prod +drift: 1 difference; 1 pending migration +underpin drift --env prod");
  }

  @Test
  void an_environment_that_cannot_be_reached_does_not_stop_the_others() throws Exception {
    configure(
        "  stage: { url: \"postgresql://nobody@127.0.0.1:1/none\" }\n  test: { url: \"${TEST_URL}\" }\n");
    changeProd();

    Cli.Answer answer = run("drift", "--all");

    assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.out())
        .containsPattern("dev +no drift")
        .containsPattern("prod +drift: 1 difference")
        .containsPattern("stage +unreachable +underpin drift --env stage")
        .containsPattern("test +not checked +underpin drift --env test");
    assertThat(answer.err()).contains("stage: ", "[UP414]", "the variable TEST_URL is not set");
  }

  @Test
  void every_form_has_every_environment() throws Exception {
    configure("  stage: { url: \"postgresql://nobody:secret@127.0.0.1:1/none\" }\n");
    changeProd();

    JsonNode json = new ObjectMapper().readTree(run("drift", "--all", "--format", "json").out());
    assertThat(json.at("/environments/1/state").asText()).isEqualTo("drift");
    assertThat(json.at("/environments/1/drift/differences/0/name").isMissingNode()).isTrue();
    assertThat(json.at("/environments/2/state").asText()).isEqualTo("unreachable");
    assertThat(json.toString()).doesNotContain("secret");
    assertThat(ReportReaders.prometheus(run("drift", "--all", "--format", "prometheus").out()))
        .containsEntry("underpin_checked{environment=\"dev\"}", 1.0)
        .containsEntry("underpin_checked{environment=\"stage\"}", 0.0)
        .containsEntry("underpin_drift{environment=\"prod\",database=\"prod.db\"}", 1.0);
    assertThat(ReportReaders.junit(run("drift", "--all", "--format", "junit").out())).hasSize(3);
    assertThat(ReportReaders.sarif(run("drift", "--all", "--format", "sarif").out())).hasSize(2);
    assertThat(ReportReaders.gitlab(run("drift", "--all", "--format", "gitlab").out()))
        .extracting(f -> f.get("description").asText())
        .anySatisfy(text -> assertThat(text).contains("underpin drift --env prod --save NAME"));
  }

  @Test
  void what_would_do_nothing_is_refused() throws Exception {
    assertThat(run("drift", "--jobs", "2", "--env", "dev").code()).isEqualTo(64);
    assertThat(run("drift", "--all", "--env", "dev").code()).isEqualTo(64);
    assertThat(run("drift", "--all", "--save", "x").code()).isEqualTo(64);
    Files.writeString(folder.resolve("underpin.yaml"), "url: sqlite:dev.db\n");
    assertThat(run("drift", "--all").err()).contains("no environments");
  }

  private void configure(String more) throws Exception {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        "environments:\n  dev: { url: sqlite:dev.db }\n  prod: { url: sqlite:prod.db }\n" + more);
  }

  private void changeProd() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("prod.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("create index by_hand on orders (id)");
    }
  }

  private void success(String... args) {
    Cli.Answer answer = run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }
}
