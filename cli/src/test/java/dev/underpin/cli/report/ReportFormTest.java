package dev.underpin.cli.report;

import static dev.underpin.cli.report.ReportReaders.github;
import static dev.underpin.cli.report.ReportReaders.gitlab;
import static dev.underpin.cli.report.ReportReaders.junit;
import static dev.underpin.cli.report.ReportReaders.prometheus;
import static dev.underpin.cli.report.ReportReaders.sarif;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.underpin.cli.html.PageReader;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import dev.underpin.workflow.report.ReportedFinding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Each form can be read by the programs it is for, whatever the texts have in them. */
class ReportFormTest {
  private static final Instant NOW = Instant.parse("2026-11-28T09:30:00Z");
  private static final String HOSTILE =
      "a <b> & \"c\" 'd' %0A ::error:: ]]> , : \\ \u001b[31m \uFFFE \u202e |\nsecond line";

  @TempDir Path repository;
  private Path directory;

  @BeforeEach
  void inAFolderOfARepository() throws Exception {
    Files.createDirectory(repository.resolve(".git"));
    directory = Files.createDirectory(repository.resolve("db"));
  }

  @Test
  void sarif_has_rules_places_and_fingerprints() throws Exception {
    List<JsonNode> results = sarif(written(ReportForm.SARIF, report()));

    assertThat(results).hasSize(3);
    JsonNode first = results.get(0);
    assertThat(first.at("/ruleId").asText()).isEqualTo("UP401");
    assertThat(first.at("/level").asText()).isEqualTo("error");
    assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("db/schema%20v1.yaml");
    assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(7);
    assertThat(first.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .isEqualTo("orders.status");
    assertThat(results.get(1).at("/message/text").asText()).contains("second line");
    assertThat(results.get(2).at("/level").asText()).isEqualTo("note");
  }

  @Test
  void junit_fails_for_errors_alone() throws Exception {
    List<Element> tests = junit(written(ReportForm.JUNIT, report()));

    assertThat(tests).hasSize(3);
    Element failure = (Element) tests.get(0).getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("UP401");
    assertThat(failure.getTextContent()).contains("schema v1.yaml:7:5", "Run underpin plan.");
    assertThat(tests.get(1).getElementsByTagName("failure").getLength()).isZero();
    assertThat(tests.get(1).getTextContent()).contains("]]>", "second line");
  }

  @Test
  void junit_of_nothing_is_a_test_that_passed() throws Exception {
    List<Element> tests = junit(written(ReportForm.JUNIT, empty()));

    assertThat(tests).hasSize(1);
    assertThat(tests.get(0).getAttribute("name")).isEqualTo("no findings");
  }

  @Test
  void github_gets_one_line_for_each_finding() {
    List<Map<String, String>> annotations = github(written(ReportForm.GITHUB, report()));

    assertThat(annotations).hasSize(4);
    assertThat(annotations.get(0))
        .containsEntry("level", "error")
        .containsEntry("file", "db/schema v1.yaml")
        .containsEntry("line", "7")
        .containsEntry("col", "5")
        .containsEntry("title", "UP401 The live schema is not the expected one");
    assertThat(annotations.get(1).get("message")).contains("%0A ::error::", "\nsecond line");
    assertThat(annotations.get(3)).containsEntry("level", "notice");
  }

  @Test
  void gitlab_gets_a_path_and_a_line_for_every_finding() throws Exception {
    List<JsonNode> findings = gitlab(written(ReportForm.GITLAB, report()));

    assertThat(findings).hasSize(3);
    assertThat(findings.get(0).at("/location/path").asText()).isEqualTo("db/schema v1.yaml");
    assertThat(findings.get(0).get("severity").asText()).isEqualTo("major");
    assertThat(findings.get(2).at("/location/path").asText()).isEqualTo("db/schema.yaml");
    assertThat(findings.get(2).at("/location/lines/begin").asInt()).isEqualTo(1);
  }

  @Test
  void a_fingerprint_stays_when_the_line_or_a_number_or_the_database_changes() throws Exception {
    String before =
        gitlab(written(ReportForm.GITLAB, differing(7, "3 rows")))
            .get(0)
            .get("fingerprint")
            .asText();
    String after =
        gitlab(written(ReportForm.GITLAB, differing(9, "4 rows")))
            .get(0)
            .get("fingerprint")
            .asText();

    assertThat(after).isEqualTo(before);
  }

  @Test
  void prometheus_can_read_any_name() {
    Map<String, Double> values = prometheus(written(ReportForm.PROMETHEUS, report()));

    assertThat(values)
        .containsEntry("underpin_last_run_timestamp_seconds{command=\"drift\"}", 1795858200.0)
        .containsEntry(
            "underpin_findings{command=\"drift\",subject=\"shop \\\"1\\\"\",level=\"error\"}", 1.0)
        .containsEntry("underpin_pending_migrations{environment=\"production\"}", 2.0);
  }

  @Test
  void html_is_one_file_in_which_texts_stay_texts() throws Exception {
    String page = written(ReportForm.HTML, report());

    Document read = PageReader.read(page);
    assertThat(read.select("b")).isEmpty();
    assertThat(read.text()).contains("db/schema v1.yaml:7:5", "a <b> &");
    assertThat(page).contains("prefers-color-scheme: dark", "width=device-width");
    assertThat(written(ReportForm.HTML, report())).isEqualTo(page);
  }

  @Test
  void a_summary_is_a_table_in_which_texts_stay_texts() {
    assertThat(ReportForm.summary(List.of(report())))
        .contains("### underpin drift: shop \"1\"", "| error | UP401 |", "a &lt;b>", "\\|");
    assertThat(ReportForm.summary(List.of(empty()))).contains("No findings.");
  }

  private String written(ReportForm form, Report report) {
    Gauge gauge =
        new Gauge(
            "underpin_pending_migrations",
            "Saved migrations that are not applied.",
            Map.of("environment", "production"),
            2);
    return form.of(List.of(report), List.of(gauge), directory, NOW);
  }

  private static Report empty() {
    return new Report("drift", "shop", "schema.yaml", List.of(), List.of());
  }

  private static Report differing(int row, String message) {
    Location place = new Location("schema.yaml", row, 5, "status: text");
    ReportedFinding finding =
        ReportedFinding.of(FindingCode.NULLS, Level.ERROR, message)
            .at(Optional.of(place))
            .about("column", "orders.status");
    return new Report("plan", "shop_" + row, "schema.yaml", List.of(finding), List.of());
  }

  private static Report report() {
    Location place = new Location("schema v1.yaml", 7, 5, "status: text");
    ReportedFinding error =
        ReportedFinding.of(FindingCode.SCHEMA_DIFFERS, Level.ERROR, "column orders.status differs")
            .withRemedy("Run underpin plan.")
            .at(Optional.of(place))
            .about("column", "orders.status");
    ReportedFinding warning =
        ReportedFinding.of(FindingCode.LARGE_TABLE, Level.WARNING, HOSTILE)
            .about("table", "a \"b\" <c>");
    ReportedFinding info = ReportedFinding.of(FindingCode.RENAMED, Level.INFO, "one of two");
    return new Report(
        "drift", "shop \"1\"", "schema.yaml", List.of(error, warning, info), List.of("a note"));
  }
}
