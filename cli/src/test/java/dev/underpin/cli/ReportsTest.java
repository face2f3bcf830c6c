package dev.underpin.cli;

import static dev.underpin.cli.report.ReportReaders.github;
import static dev.underpin.cli.report.ReportReaders.gitlab;
import static dev.underpin.cli.report.ReportReaders.junit;
import static dev.underpin.cli.report.ReportReaders.prometheus;
import static dev.underpin.cli.report.ReportReaders.sarif;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.underpin.cli.html.PageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What drift and plan tell other programs about a database. */
class ReportsTest {
  private static final String SCHEMA =
      """
      tables:
        orders:
          columns:
            id: { type: integer, nullable: false }
            status: text
          primary_key: id
      """;

  @TempDir Path folder;
  private String url;

  @BeforeEach
  void aDatabaseThatAMigrationMade() throws Exception {
    url = "sqlite:" + folder.resolve("shop.db");
    Files.writeString(folder.resolve("schema.yaml"), SCHEMA);
    success("plan", "--save", "first", "--url", url);
    success("apply", "--create", "--yes", "--url", url);
  }

  @Test
  void without_drift_every_form_says_so() throws Exception {
    assertThat(sarif(success("drift", "--format", "sarif", "--url", url))).isEmpty();
    assertThat(junit(success("drift", "--format", "junit", "--url", url))).hasSize(1);
    assertThat(github(success("drift", "--format", "github", "--url", url))).isEmpty();
    assertThat(gitlab(success("drift", "--format", "gitlab", "--url", url))).isEmpty();
    PageReader.read(success("drift", "--format", "html", "--url", url));
    assertThat(prometheus(success("drift", "--format", "prometheus", "--url", url)))
        .containsEntry("underpin_drift{database=\"shop.db\"}", 0.0)
        .containsEntry("underpin_pending_migrations{database=\"shop.db\"}", 0.0);
  }

  @Test
  void a_difference_is_at_the_line_that_declares_the_column() throws Exception {
    run("alter table orders rename column status to state");

    List<JsonNode> results = sarif(drift("sarif"));
    assertThat(results)
        .extracting(r -> r.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .containsExactlyInAnyOrder("orders.status", "orders.state");
    JsonNode lost =
        results.stream()
            .filter(r -> r.toString().contains("orders.status"))
            .findFirst()
            .orElseThrow();
    assertThat(lost.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("schema.yaml");
    assertThat(lost.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(5);
    assertThat(lost.at("/message/text").asText())
        .startsWith("column orders.status: expected text, found nothing.")
        .contains("To undo it: underpin drift --url sqlite:", " --save NAME");

    assertThat(gitlab(drift("gitlab")))
        .extracting(f -> f.at("/location/lines/begin").asInt())
        .contains(5);
    List<Element> tests = junit(drift("junit"));
    assertThat(tests).hasSize(2);
    assertThat(tests.get(0).getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(prometheus(drift("prometheus")))
        .containsEntry("underpin_drift{database=\"shop.db\"}", 1.0)
        .containsEntry("underpin_differences{database=\"shop.db\"}", 2.0);
    assertThat(PageReader.read(drift("html")).select("tbody tr")).hasSize(2);
    JsonNode json = new ObjectMapper().readTree(drift("json"));
    assertThat(json.at("/differences/0/code").asText()).isEqualTo("UP401");
    assertThat(json.at("/differences/0/declared_at").asText()).contains("schema.yaml:");
  }

  @Test
  void pending_migrations_are_counted() throws Exception {
    Files.writeString(
        folder.resolve("schema.yaml"), SCHEMA.replace("text", "text\n      note: text"));
    success("plan", "--save", "second", "--url", url);

    assertThat(prometheus(success("drift", "--format", "prometheus", "--url", url)))
        .containsEntry("underpin_pending_migrations{database=\"shop.db\"}", 1.0);
  }

  @Test
  void github_shows_a_summary_on_the_page_of_the_job() throws Exception {
    run("create index by_hand on orders (status)");
    Path summary = folder.resolve("summary.md");
    Files.writeString(summary, "before\n");

    Cli.Answer answer =
        new Cli(folder)
            .with("GITHUB_STEP_SUMMARY", summary.toString())
            .run("drift", "--format", "github", "--url", url);

    assertThat(github(answer.out()))
        .singleElement()
        .satisfies(a -> assertThat(a).containsEntry("level", "error"));
    assertThat(Files.readString(summary)).startsWith("before\n").contains("| UP401 |", "by\\_hand");
  }

  @Test
  void a_plan_names_its_violations_hazards_and_approvals_at_their_lines() throws Exception {
    run("insert into orders (id) values (1)");
    Files.writeString(
        folder.resolve("schema.yaml"),
        SCHEMA.replace("status: text", "status: { type: text, nullable: false }"));

    List<Map<String, String>> annotations = github(plan("github"));
    assertThat(annotations)
        .anySatisfy(
            a ->
                assertThat(a)
                    .containsEntry("level", "error")
                    .containsEntry("title", "UP301 Rows have NULL in a required column")
                    .containsEntry("line", "5")
                    .containsEntry("file", "schema.yaml"));
    assertThat(sarif(plan("sarif"))).hasSameSizeAs(gitlab(plan("gitlab"))).isNotEmpty();
    assertThat(junit(plan("junit"))).isNotEmpty();
    assertThat(PageReader.read(plan("html")).select("details pre")).isNotEmpty();
  }

  @Test
  void a_drop_of_a_column_needs_approval_in_the_report() throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), SCHEMA.replace("      status: text\n", ""));

    assertThat(gitlab(plan("gitlab")))
        .anySatisfy(
            f -> {
              assertThat(f.get("check_name").asText()).isEqualTo("UP409");
              assertThat(f.get("description").asText()).contains("--allow drop-column");
            });
  }

  private String drift(String format) {
    Cli.Answer answer = new Cli(folder).run("drift", "--format", format, "--url", url);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(2);
    return answer.out();
  }

  private String plan(String format) {
    return success("plan", "--format", format, "--url", url);
  }

  private String success(String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.out();
  }

  private void run(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:" + url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
